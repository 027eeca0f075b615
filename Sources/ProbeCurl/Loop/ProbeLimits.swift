/// How much is asked at once, so that timings tell of the services and not of this host.
struct ProbeLimits: Sendable {
  /// Beyond it probes wait; wide enough that a dead network does not hold back the rest.
  var transfers = 256
  /// A handshake costs a millisecond of CPU here: more at once would be measured as the services' slowness.
  var handshakes = 4
  /// After it a transfer that has not begun its handshake waits for the network and gives up its place.
  var handshakeShare = Duration.milliseconds(50)
  /// How much later than its timeout a probe may answer, for having waited its turn.
  static let grace = Duration.milliseconds(400)
  /// Easy handles kept for the next probes; each holds about 8 KiB.
  var idleHandles = 32
}
