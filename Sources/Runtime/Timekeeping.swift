import Clients
import ConsoleCore
import Domain

/// What time alone brings: ticks, a clock that was moved, a configuration that has changed on disk.
struct Timekeeping {
  private let surroundings: Surroundings
  /// Reads the configuration anew where it has changed on disk; nothing where it has not.
  private let reread: () -> [Action]
  private var wallAgainstMonotonic: Duration
  private var nextReread: Timestamp

  init(_ surroundings: Surroundings, from now: Timestamp, reread: @escaping () -> [Action]) {
    self.surroundings = surroundings
    self.reread = reread
    wallAgainstMonotonic = Self.wallAgainstMonotonic(surroundings)
    nextReread = (now + Self.rereadEvery).wholeSecond
  }

  /// What has come with the time; a tick also where nothing else did and a second has begun.
  mutating func actions(for state: State, after others: [Action] = []) -> [Action] {
    var actions = others
    if let jump = clockJump() { actions.append(.clockJumped(by: jump)) }
    let now = surroundings.now()
    if nextReread <= now {
      // With the clock's own wake-up, not beside it.
      nextReread = (now + Self.rereadEvery).wholeSecond
      actions += reread()
    }
    if let rest = state.services.restsAt, rest <= now { actions.append(.rested) }
    if state.nextTick <= now { actions.append(.ticked) }
    // A second has begun on the clocks; the state's own time must follow even where nothing is due.
    if actions.isEmpty, now.wholeSecond != state.now.wholeSecond { actions.append(.ticked) }
    return actions
  }

  /// How long nothing will come with the time.
  func patience(for state: State) -> Duration {
    let now = surroundings.now()
    let nextSecond = now.wholeSecond + .seconds(1)
    let next = min(state.nextTick, state.services.restsAt ?? nextSecond)
    return max(.zero, min(nextSecond, max(next, now)) - now)
  }

  /// How far the wall clock has moved against the monotonic one, where that is more than two seconds.
  private mutating func clockJump() -> Duration? {
    let offset = Self.wallAgainstMonotonic(surroundings)
    let jump = offset - wallAgainstMonotonic
    wallAgainstMonotonic = offset
    return abs(jump.milliseconds) > 2000 ? jump : nil
  }

  private static func wallAgainstMonotonic(_ surroundings: Surroundings) -> Duration {
    .milliseconds(surroundings.now().milliseconds) - surroundings.monotonic()
  }

  private static let rereadEvery: Duration = .seconds(2)
}
