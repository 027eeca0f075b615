/// What is believed of a check: it changes only after enough samples in a row say the same.
struct Hysteresis: Sendable, Equatable {
  private(set) var believed = ServiceState.unknown
  private(set) var verdict = ServiceState.unknown
  /// The start of the first red sample of the present bad spell.
  private(set) var firstBadAt: Timestamp?
  /// Enough samples, or enough silence, stand behind `believed`.
  private(set) var isSettled = false
  private var badInRow = 0
  private var downInRow = 0
  private var goodInRow = 0
  private var notDownInRow = 0
  private var unknownInRow = 0

  /// The newest sample is worse than what is believed.
  var isSuspect: Bool { verdict.isBad && verdict.urgency > believed.urgency }

  /// Takes the verdict of a sample; `ripe` is a state whose condition has already held its time, believed at once.
  mutating func learn(
    _ verdict: ServiceState, ripe: ServiceState? = nil, at moment: Timestamp, redSince: Timestamp? = nil,
    schedule: Check.Schedule
  ) {
    self.verdict = verdict
    count(verdict)
    if let ripe { confirm(ripe, schedule) }
    if verdict.isBad {
      firstBadAt = min(firstBadAt ?? moment, redSince ?? moment)
    } else if verdict == .ok, !believed.isBad {
      firstBadAt = nil
    }
    decide(schedule)
  }

  /// Believes a bad verdict at once when it is what was known before this process began.
  mutating func confirm(_ state: ServiceState, _ schedule: Check.Schedule) {
    guard state.isBad else { return }
    goodInRow = 0
    badInRow = max(badInRow, schedule.downAfter)
    if state == .down {
      downInRow = max(downInRow, schedule.downAfter)
      notDownInRow = 0
    }
    decide(schedule)
  }

  /// The newest sample turns out to be as bad as this, and to have been so since then.
  mutating func raise(to state: ServiceState, since: Timestamp) {
    if state.urgency > verdict.urgency { verdict = state }
    firstBadAt = min(firstBadAt ?? since, since)
  }

  /// Nothing has been heard for too long.
  mutating func lose() {
    self = Hysteresis()
    isSettled = true
  }

  /// Takes back failures that are not believed yet: they were this host's own.
  mutating func excuse() {
    badInRow = 0
    downInRow = 0
    if !believed.isBad {
      firstBadAt = nil
      verdict = .unknown
    }
  }

  private mutating func count(_ verdict: ServiceState) {
    unknownInRow = verdict == .unknown ? unknownInRow + 1 : 0
    goodInRow = verdict == .ok ? goodInRow + 1 : 0
    switch verdict {
    case .down:
      badInRow += 1
      downInRow += 1
      notDownInRow = 0
    case .degraded:
      badInRow += 1
      downInRow = 0
      notDownInRow += 1
    case .ok, .maintenance:
      badInRow = 0
      downInRow = 0
      notDownInRow += 1
    case .unknown: break
    }
  }

  private mutating func decide(_ schedule: Check.Schedule) {
    if downInRow >= schedule.downAfter {
      believe(.down)
    } else if unknownInRow >= schedule.downAfter {
      believe(.unknown)
    } else if goodInRow >= schedule.upAfter || (goodInRow > 0 && !believed.isBad) {
      believe(.ok)
      firstBadAt = nil
    } else if believed == .down {
      if notDownInRow >= schedule.upAfter { believe(.degraded) }
    } else if badInRow >= schedule.downAfter {
      believe(.degraded)
    }
  }

  private mutating func believe(_ state: ServiceState) {
    believed = state
    isSettled = true
  }
}

extension ServiceState {
  /// Down or degraded: people are hurt.
  package var isBad: Bool { self == .down || self == .degraded }
}
