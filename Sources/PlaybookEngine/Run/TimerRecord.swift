import Domain

/// What the timeline says about a run's clocks.
package struct TimerRecord: Sendable, Equatable {
  /// How often each timer was extended.
  package private(set) var extensions: [String: Int] = [:]
  private(set) var added: [String: Duration] = [:]
  private var soft: Set<String> = []
  private var hard: Set<String> = []

  mutating func apply(_ change: TimerChange) {
    switch change.kind {
    case .set: forget(change.timer)
    case .soft: soft.insert(change.timer)
    case .hard: hard.insert(change.timer)
    case .extended:
      extensions[change.timer, default: 0] += 1
      added[change.timer, default: .zero] += change.limit
      forget(change.timer)
    }
  }

  /// A clock that begins anew may reach its limits again.
  mutating func forget(_ timer: String) {
    soft.remove(timer)
    hard.remove(timer)
  }

  func hasRecorded(_ kind: TimerChange.Kind, of timer: String) -> Bool {
    switch kind {
    case .soft: soft.contains(timer)
    case .hard: hard.contains(timer)
    case .set, .extended: false
    }
  }
}
