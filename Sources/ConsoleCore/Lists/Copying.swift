import FoundationEssentials
import Cells
import Comms
import Domain
import PlaybookEngine

extension State {
  /// Hands what is selected to the person's own clipboard, and says what it was.
  mutating func copySelected() -> [Effect] {
    guard let copy = selectedText else {
      hint("nothing is selected here; \(keys.name(of: .copyView)) copies the whole screen")
      return []
    }
    return [.copy(text: copy.text, what: copy.what)]
  }

  /// The head of the record, for somebody outside to keep.
  mutating func copyHead() -> [Effect] {
    recordHead.map { [.copy(text: $0, what: "the record's head \($0)")] } ?? []
  }

  mutating func copyExport() -> [Effect] {
    [.copy(text: exported.joined(separator: "\n"), what: exported.joined(separator: ", "))]
  }

  /// The selected thing as text, with a few words for it; nil where nothing is selected.
  private var selectedText: (text: String, what: String)? {
    switch screen {
    case .services, .service: serviceText
    case .incident where !isLineInFront: stepText
    case .incident, .timeline: lineText
    case .postmortem: postmortemText
    case .history: historyText
    case .playbooks:
      shownPlaybooks.indices.contains(playbooks.selection)
        ? playbookText(shownPlaybooks[playbooks.selection]) : nil
    case .playbook(let id): library.playbook(id).map(playbookText)
    case .help: nil
    }
  }

  private var serviceText: (text: String, what: String)? {
    guard let id = selectedService, let status = board.status(of: id) else { return nil }
    let words = "\(id) \(status.state.word)"
    return (
      "\(words) since \(status.since?.rfc3339 ?? "not known"): \(status.because)",
      "\(words)\(status.since.map { " since \($0.minuteText)" } ?? "")"
    )
  }

  /// The command with its secrets masked; a step that has none is copied as its line.
  private var stepText: (text: String, what: String)? {
    guard let run, let selected = selectedStep else { return nil }
    let name = run.name(of: selected.id, title: selected.step.title)
    if case .success(let command) = command(of: selected.id) {
      return (command.shown, "the command of \(name)")
    }
    return ("\(name): \(selected.state.rawValue)\(selected.text.map { ", \($0)" } ?? "")", name)
  }

  /// An update's line carries the text that was sent.
  private var lineText: (text: String, what: String)? {
    guard let entry = selectedEntry else { return nil }
    if case .comms(let body) = entry.event.body, body.kind == .queued, let text = body.text {
      return (text, "update \(body.number) as it goes to \(body.channel ?? "people")")
    }
    return (
      "\(entry.happenedAt.rfc3339) \(entry.event.actor.login) \(entry.text)",
      "the line of \(entry.happenedAt.timeText)"
    )
  }

  private var postmortemText: (text: String, what: String)? {
    guard let incident else { return nil }
    if let line = selectedLine {
      let name = line.rawValue.capitalized
      return ("\(name): \(draftFiveLines(incident, now: now)[line].text)", "the line \(name)")
    }
    return selectedFollowup.map { followup in
      let owner = followup.owner.map { ", \($0)" } ?? ""
      return ("\(followup.text)\(owner)\(followup.due.map { ", due \($0)" } ?? "")", "the follow-up")
    }
  }

  private var historyText: (text: String, what: String)? {
    guard shownHistory.indices.contains(history.selection) else { return nil }
    let listed = shownHistory[history.selection]
    let severity = listed.severity.map { " \($0.word)" } ?? ""
    let state = listed.isOpen ? "open" : "resolved"
    let declared = (listed.declaredAt ?? listed.id.moment).rfc3339
    return ("\(listed.name)\(severity) \(state), declared \(declared): \(listed.title)", "\(listed.name)")
  }

  private func playbookText(_ playbook: Playbook) -> (text: String, what: String) {
    ("\(playbook.title) (\(playbook.id) v\(playbook.version)): \(playbook.summary)", playbook.title)
  }
}
