import Cells
import ConsoleCore
import Domain
import PlaybookEngine

extension State {
  var historyWords: [SafeText] {
    guard !listed.isEmpty else { return ["no incident is on record yet"] }
    let shown = shownHistory
    guard !shown.isEmpty else {
      let unsearched: SafeText = hasSearched ? "" : " by its title, and the timelines were not searched"
      return ["no incident matches \(history.filter)\(unsearched); back shows all"]
    }
    let most = 20
    let more: [SafeText] = shown.count > most ? ["and \(shown.count - most) older; filter finds them"] : []
    return ["\(counted(shown.count, "incident")), the newest first; open and a number opens one"]
      + (0..<min(most, shown.count)).flatMap { historyLines(only: $0) } + more
  }

  func historyLines(only index: Int) -> [SafeText] {
    let shown = shownHistory
    guard shown.indices.contains(index) else { return [] }
    let listed = shown[index]
    let incident = incidents[listed.id]?.incident
    let state = incident?.state.rawValue ?? (listed.isOpen ? "open" : IncidentState.resolved.rawValue)
    let severity = (incident?.severity ?? listed.severity)?.word ?? ""
    let declared = incident?.declaredAt ?? listed.declaredAt ?? listed.id.moment
    let found: [SafeText] =
      foundLine(of: listed.id).map { ["there: \($0.event.happenedAt.minuteText) \($0.event.body.sentence)"] }
      ?? []
    return [
      "\(index + 1) \(listed.name.description) \(severity) \(incident?.title ?? listed.title): \(state), declared \(declared.dateText) \(declared.minuteText) UTC"
    ] + found
  }

  var playbooksWords: [SafeText] {
    guard !library.playbooks.isEmpty else {
      return ["no playbooks were found; sitrep lint says where it looks"]
    }
    let shown = shownPlaybooks
    guard !shown.isEmpty else { return ["no playbook matches \(playbooks.filter); back shows all"] }
    return ["\(counted(shown.count, "playbook")); open and a number reads one"]
      + shown.indices.flatMap { playbookLines(only: $0) }
  }

  func playbookLines(only index: Int) -> [SafeText] {
    let shown = shownPlaybooks
    guard shown.indices.contains(index) else { return [] }
    let playbook = shown[index]
    let isStale = playbook.review.map { $0.due < now } ?? true
    let stale: SafeText = isStale ? ", review is due" : ""
    return ["\(index + 1) \(playbook.title), \(counted(playbook.steps.count, "step"))\(stale)"]
  }

  /// A playbook read without starting it.
  func playbookWords(_ id: PlaybookID) -> [SafeText] {
    guard let playbook = library.playbook(id) else { return ["\(id) is no longer in the library"] }
    var lines: [SafeText] = [
      "\(playbook.title), \(playbook.id) version \(playbook.version)", "\(playbook.summary)",
    ]
    lines += playbook.severityTriggers.map { "\($0.severity.word): \($0.text)" }
    lines += playbook.steps.enumerated().flatMap { index, step -> [SafeText] in
      let limit: SafeText = step.timer?.hard.map { ", within \($0.spokenText)" } ?? ""
      let expect: [SafeText] = step.expectation.map { ["expect: \($0.text)"] } ?? []
      return ["\(index + 1) \(step.title)\(limit)"] + commandText(of: step) + expect
    }
    return lines
  }

  private func commandText(of step: Step) -> [SafeText] {
    switch step.kind {
    case .check(let check): check.run.map { ["command: \($0)"] } ?? []
    case .command(let command): ["command: \(command.run)"]
    case .decision(let decision):
      ["decide: \(decision.question)"] + decision.options.map { "option: \($0.label)" }
    case .wait: step.waitsFor.map { ["until: \($0)"] } ?? []
    case .comms(let comms): ["send: \(comms.template)"]
    case .note(let text): text.map { ["do: \($0)"] } ?? []
    }
  }
}
