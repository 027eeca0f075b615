extension Incident {
  /// What belongs on the postmortem's timeline: the pinned lines, or the turning points where nothing was pinned.
  package var keyEntries: [TimelineEntry] {
    let readable = timeline.filter { !$0.isRetracted }
    let pinned = readable.filter(\.isPinned)
    return pinned.isEmpty ? readable.filter(\.event.body.isTurningPoint) : pinned
  }

  /// A line of the timeline: when it happened, what, and when it was entered where that was later.
  package func lineText(_ entry: TimelineEntry) -> String {
    let late = lateText(entry)
    return "\(momentText(entry.happenedAt)) \(entry.text)" + (late.isEmpty ? "" : " (\(late))")
  }

  /// When it was entered and what it was first noted as; empty where that is the time it happened.
  func lateText(_ entry: TimelineEntry) -> String {
    guard entry.isBackdated else { return "" }
    let entered = "entered \(momentText(entry.event.recordedAt))"
    guard entry.happenedAt != entry.event.happenedAt else { return entered }
    return "first noted as \(momentText(entry.event.happenedAt)), \(entered)"
  }
}

/// Timeline: the key events in order, one a line, with both times where they differ.
func draftTimeline(_ incident: Incident) -> FiveLine {
  let entries = incident.keyEntries
  guard !entries.isEmpty else { return FiveLine(text: "Nothing recorded.", missing: ["timeline"]) }
  return FiveLine(text: entries.map(incident.lineText).joined(separator: "\n"))
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
