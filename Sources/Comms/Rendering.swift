import Domain

extension UpdateMessage {
  /// A title of one line: the subject of a mail, the head of a card.
  package var title: String {
    marked(
      visible(
        "[\(incident.severity.word)] \(incident.name) \(incident.title): \(incident.state.rawValue), update \(number)",
        oneLine: true), with: watermark)
  }

  package func text(for audience: Audience) -> String {
    switch audience {
    case .chat: marked([heading, happened, "Impact: \(impacted)", "Doing: \(doing)"] + foot)
    case .email: marked(email + foot)
    case .statusPage: marked(statusPage + foot)
    case .executive: marked(executive + foot)
    case .sms: ShortMessage(self).text
    case .file:
      marked(
        ["\(heading), \(at.dateText) \(at.timeText) UTC", happened, "Impact: \(impacted)", "Doing: \(doing)"]
          + foot)
    }
  }

  private var happened: String { visible(fields.happened) }
  private var impacted: String { visible(fields.impacted) }
  private var doing: String { visible(fields.doing) }

  private var heading: String {
    visible(
      "[\(incident.severity.word)] \(incident.name) \(incident.title) - \(incident.state.word), update \(number)",
      oneLine: true)
  }

  private var email: [String] {
    [
      heading, "", "What happened", happened, "", "What is impacted", impacted, "", "What is being done",
      doing, "",
    ]
  }

  private var statusPage: [String] {
    let state = incident.state.rawValue
    let title = "\(state.prefix(1).uppercased())\(state.dropFirst()): \(incident.title)"
    return [
      visible(title, oneLine: true), happened, "Impact: \(impacted)", doing,
      "Posted \(at.dateText) \(at.minuteText) UTC",
    ]
  }

  private var executive: [String] {
    [
      heading, "Condition: \(happened) Impact: \(impacted)", "Actions: \(doing)",
      "Needs: \(needs.map { visible($0) } ?? "not stated")",
    ]
  }

  private var foot: [String] {
    let late = lateness.map { "This update is \($0.spokenText) late." }
    let record = head.map { "record \(visible($0, oneLine: true))" }
    return [nextLine, late, record].compactMap { $0 }
  }

  private var nextLine: String {
    guard let next = fields.nextUpdateAt else { return "This is the last update." }
    let day = next.dateText == at.dateText ? "" : next.dateText + " "
    return "Next update: \(day)\(next.minuteText) UTC"
  }

  private func marked(_ lines: [String]) -> String {
    marked(lines.joined(separator: "\n"), with: watermark)
  }

  private func marked(_ text: String, with mark: String?) -> String { Comms.marked(text, with: mark) }
}
