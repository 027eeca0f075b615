package import Domain

/// Time and chance: the only clock and the only dice of the program.
package struct Surroundings: Sendable {
  package var now: @Sendable () -> Timestamp
  /// Time that never jumps, from an arbitrary start.
  package var monotonic: @Sendable () -> Duration
  package var random: @Sendable () -> UInt64

  package init(
    now: @escaping @Sendable () -> Timestamp, monotonic: @escaping @Sendable () -> Duration,
    random: @escaping @Sendable () -> UInt64
  ) {
    self.now = now
    self.monotonic = monotonic
    self.random = random
  }
}
