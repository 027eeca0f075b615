extension Incident {
  /// What belongs on the postmortem's timeline: the turning points, unless a person took their mark, and the pinned.
  package var keyEntries: [TimelineEntry] {
    timeline.filter { !$0.isRetracted && $0.isPinned }
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
  /// True for what changes the course of an incident.
  var isTurningPoint: Bool {
    switch self {
    case .declared, .severitySet, .milestone, .decisionTaken: true
    // That it is resolved is a milestone of its own.
    case .stateSet(let change): change.to != .resolved
    case .step(let step): step.kind == .failed || step.kind == .overridden
    case .comms(let comms): comms.kind == .drafted
    case .role(let change): change.role == .commander && change.kind != .offered
    case .update(let clock): clock.kind == .overdue
    case .relation: true
    case .drillInject(let inject): inject.state == .fired
    case .playbookStarted, .timer, .serviceChanged, .commandRun, .note, .link, .correction, .pin, .followup,
      .postmortemLine, .clockJump, .signal, .suppression, .drillRating, .redaction, .removed, .unknown:
      false
    }
  }
}
