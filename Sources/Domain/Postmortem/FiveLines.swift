/// The five-line postmortem: drafted from the record, each line replaced by what a person wrote.
package struct FiveLines: Sendable, Equatable {
  package var impact: FiveLine
  package var detection: FiveLine
  package var timeline: FiveLine
  package var fix: FiveLine
  package var followups: FiveLine

  package subscript(line: PostmortemLine.Line) -> FiveLine {
    switch line {
    case .impact: impact
    case .detection: detection
    case .timeline: timeline
    case .fix: fix
    case .followups: followups
    }
  }

  /// The lines with their names, in the order in which they are read.
  package var all: [(line: PostmortemLine.Line, content: FiveLine)] {
    PostmortemLine.Line.allCases.map { ($0, self[$0]) }
  }

  /// What is not recorded, of all lines together.
  package var missing: [String] { all.flatMap(\.content.missing) }
}

/// One of the five lines.
///
/// Its text may hold text from outside.
package struct FiveLine: Sendable, Equatable {
  package var text: String
  /// What is not recorded, as in `who was affected`.
  package var missing: [String]
  /// True where a person wrote it.
  package var isWritten: Bool

  package init(text: String, missing: [String] = [], isWritten: Bool = false) {
    self.text = text
    self.missing = missing
    self.isWritten = isWritten
  }
}

extension PostmortemLine.Line {
  /// The line's heading.
  package var title: String {
    switch self {
    case .impact: "Impact"
    case .detection: "Detection"
    case .timeline: "Timeline"
    case .fix: "Fix"
    case .followups: "Follow-ups"
    }
  }
}

/// The five lines as the record gives them at `now`; a line that a person wrote stands as it was written.
package func draftFiveLines(_ incident: Incident, now: Timestamp) -> FiveLines {
  func line(_ line: PostmortemLine.Line, _ draft: (Incident) -> FiveLine) -> FiveLine {
    if let written = incident.postmortem[line] { return FiveLine(text: written, isWritten: true) }
    var drafted = draft(incident)
    if let seed = incident.seeds[line] { drafted.text += " From the playbook, to check: \(seed)" }
    return drafted
  }
  return FiveLines(
    impact: line(.impact) { draftImpact($0, now: now) },
    detection: line(.detection) { draftDetection($0, now: now) },
    timeline: line(.timeline, draftTimeline),
    fix: line(.fix, draftFix),
    followups: line(.followups, draftFollowups))
}
