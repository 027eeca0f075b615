extension Incident {
  /// What belongs on the postmortem's timeline: the pinned lines, or the turning points where nothing was pinned.
  package var keyEntries: [TimelineEntry] {
    let readable = timeline.filter { !$0.isRetracted }
    let pinned = readable.filter(\.isPinned)
    return pinned.isEmpty ? readable.filter(\.event.body.isTurningPoint) : pinned
  }

  /// When it happened, and when it was entered where that was later.
  package func bothTimes(_ entry: TimelineEntry) -> String {
    let happened = momentText(entry.happenedAt)
    guard entry.isBackdated else { return happened }
    let first =
      entry.happenedAt == entry.event.happenedAt
      ? "" : "first noted as \(momentText(entry.event.happenedAt)), "
    return "\(happened), \(first)entered \(momentText(entry.event.recordedAt))"
  }
}

/// Timeline: the key events in order, one a line, with both times where they differ.
func draftTimeline(_ incident: Incident) -> FiveLine {
  let entries = incident.keyEntries
  guard !entries.isEmpty else { return FiveLine(text: "Nothing recorded.", missing: ["timeline"]) }
  let lines = entries.map { "\(incident.bothTimes($0)) \($0.text)" }
  return FiveLine(text: lines.joined(separator: "\n"))
}

extension EventBody {
  fileprivate var isTurningPoint: Bool {
    switch self {
    case .declared, .severitySet, .stateSet, .milestone, .decisionTaken: true
    case .step(let step): step.kind == .failed || step.kind == .overridden
    case .comms(let comms): comms.kind == .drafted
    case .role(let change): change.role == .commander && change.kind != .offered
    case .update(let clock): clock.kind == .overdue
    case .playbookStarted, .timer, .serviceChanged, .commandRun, .note, .link, .correction, .pin, .followup,
      .postmortemLine, .clockJump, .unknown:
      false
    }
  }
}
