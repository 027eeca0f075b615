extension Incident {
  /// The stretches in which the incident was open, the oldest first; while it is open the last one ends at `now`.
  package func openPeriods(until now: Timestamp) -> [Range<Timestamp>] {
    guard let declaredAt else { return [] }
    var periods: [Range<Timestamp>] = []
    var openSince: Timestamp? = declaredAt
    for entry in timeline where !entry.isRetracted && entry.happenedAt >= declaredAt {
      guard let opens = entry.event.body.opens else { continue }
      if opens {
        openSince = openSince ?? entry.happenedAt
      } else if let since = openSince {
        periods.append(since..<entry.happenedAt)
        openSince = nil
      }
    }
    let end = isOpen ? now : resolvedAt ?? now
    if let since = openSince, since < end { periods.append(since..<end) }
    return periods
  }
}

/// How much of the time between two moments lies in the periods; 0 where the second is not later than the first.
func overlap(of start: Timestamp, _ end: Timestamp, with periods: [Range<Timestamp>]) -> Duration {
  periods.reduce(.zero) { total, period in
    let from = max(start, period.lowerBound)
    let to = min(end, period.upperBound)
    return from < to ? total + (to - from) : total
  }
}

extension EventBody {
  /// True for what opens an incident again, false for what closes it, nil for everything else.
  fileprivate var opens: Bool? {
    switch self {
    case .milestone(let milestone):
      switch milestone.kind {
      case .resolved: false
      case .reopened: true
      case .impactStarted, .impactEnded, .detected, .acknowledged, .mitigated: nil
      }
    case .stateSet(let change): change.to != .resolved
    case .relation(let relation): relation.kind == .merged ? false : nil
    case .declared, .severitySet, .role, .playbookStarted, .step, .decisionTaken, .timer, .comms, .update,
      .serviceChanged, .commandRun, .note, .link, .correction, .pin, .followup, .postmortemLine, .clockJump,
      .signal, .suppression, .drillInject, .drillRating, .redaction, .removed, .unknown:
      nil
    }
  }
}
