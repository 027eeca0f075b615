import FoundationEssentials
import PlaybookEngine
import Cells
import Comms
package import Domain

/// What the postmortem screen remembers: the line or follow-up that is selected.
package struct PostmortemView: Sendable, Equatable {
  package var selection = 0
  /// The follow-up that the open form changes; nil for a new one.
  var changing: UniqueID?
}

extension State {
  /// The five lines, then one row a follow-up.
  package var postmortemRowCount: Int {
    PostmortemLine.Line.allCases.count + (incident?.followups.count ?? 0)
  }

  package var selectedLine: PostmortemLine.Line? {
    let lines = PostmortemLine.Line.allCases
    return lines.indices.contains(postmortem.selection) ? lines[postmortem.selection] : nil
  }

  package var selectedFollowup: Followup? {
    let index = postmortem.selection - PostmortemLine.Line.allCases.count
    guard let followups = incident?.followups, followups.indices.contains(index) else { return nil }
    return followups[index]
  }

  mutating func openResolution() -> [Effect] {
    guard let incident else { return [] }
    let failing = incident.services.filter {
      board.status(of: $0)?.state.isBad ?? false
    }
    let stillRed = failing.map(\.rawValue).joined(separator: ", ")
    dialog = .confirm(
      Confirmation(
        question: failing.isEmpty
          ? "Resolve \(incident.name)? The five lines are drafted next."
          : "\(stillRed) \(failing.count == 1 ? "is" : "are") still not well. Resolve \(incident.name) all the same?",
        answer: .resolve))
    return []
  }

  mutating func resolve() -> [Effect] {
    guard let incident, incident.isOpen else { return [] }
    var events: [Event] = []
    let end = incident.impactEndedAt ?? impactEnd(of: incident)
    if incident.mitigatedAt == nil {
      let basis = end == nil ? "at resolution" : "services well again"
      events.append(
        event(
          .milestone(Milestone(kind: .mitigated, basis: basis)), in: incident.id, happenedAt: end ?? now))
    }
    if incident.impactEndedAt == nil, let end {
      events.append(
        event(
          .milestone(Milestone(kind: .impactEnded, basis: "services well again")), in: incident.id,
          happenedAt: end, isKey: true))
    }
    events.append(event(.stateSet(StateChange(to: .resolved)), in: incident.id))
    events.append(event(.milestone(Milestone(kind: .resolved)), in: incident.id, isKey: true))
    events += seeds(of: incident, impactEndedAt: end).map { line in
      event(.postmortemLine(line), in: incident.id, source: .playbook)
    }
    postmortem = PostmortemView()
    return show(.postmortem) + record(events)
  }

  /// What the playbook's author wrote in advance for the five lines, with the facts of this night in it.
  private func seeds(of incident: Incident, impactEndedAt end: Timestamp?) -> [PostmortemLine] {
    guard let run, let plan = run.playbook.postmortem else { return [] }
    var over = incident
    over.impactEndedAt = end
    let facts = templateFacts(of: over, now: now, nextUpdateAt: nil)
    let seeds: [(PostmortemLine.Line, String)] = [
      (.impact, plan.impact), (.detection, plan.detection), (.fix, plan.fix),
    ]
    return seeds.filter { !$0.1.isEmpty }.map {
      PostmortemLine(line: $0.0, text: run.filled($0.1, facts: facts))
    }
  }

  /// The moment since which every service of the incident is well; nil while one is not.
  private func impactEnd(of incident: Incident) -> Timestamp? {
    let statuses = incident.services.compactMap { board.status(of: $0) }
    guard !statuses.isEmpty, statuses.allSatisfy({ $0.state == .ok }) else { return nil }
    let end = statuses.compactMap(\.since).max()
    return end.flatMap { end in incident.declaredAt.map { max(end, $0) } ?? end }
  }

  mutating func editPostmortemLine() -> [Effect] {
    guard let incident else { return [] }
    guard let line = selectedLine else { return openFollowup(changing: selectedFollowup) }
    // The draft would still be one of an open incident, without its end.
    guard !recording.isResolving(incident.id) else {
      hint("that it is resolved is being saved; once more in a moment")
      return []
    }
    let draft = draftFiveLines(incident, now: now)[line].text
    return openPrompt(.postmortem(line), label: "\(line.rawValue.capitalized)", text: draft)
  }

  mutating func openFollowup() -> [Effect] { openFollowup(changing: nil) }

  private mutating func openFollowup(changing followup: Followup?) -> [Effect] {
    postmortem.changing = followup?.id
    return open(
      Prompt(
        purpose: .followup,
        fields: [
          Prompt.Field(label: "What will be done", field: TextField(followup?.text ?? ""), isRequired: true),
          Prompt.Field(label: "Owner", field: TextField(followup?.owner ?? ""), isRequired: true),
          Prompt.Field(
            label: "Due (2026-12-01 or +5d)", field: TextField(followup?.due ?? ""), isRequired: true),
          Prompt.Field(
            label: "Kind: detect, prevent, mitigate, process",
            field: TextField(followup?.purpose?.rawValue ?? "prevent")),
        ]))
  }

  mutating func saveFollowup(text: String, owner: String, due: String, kind: String) -> Result<
    [Effect], PromptRefusal
  > {
    guard let focus else { return .success([]) }
    guard let date = date(due) else { return .failure(PromptRefusal("the due date reads 2026-12-01 or +5d")) }
    guard let purpose = FollowupChange.Purpose(rawValue: kind.isEmpty ? "prevent" : kind.lowercased()) else {
      return .failure(PromptRefusal("the kind is detect, prevent, mitigate or process"))
    }
    let changing = postmortem.changing
    let change = FollowupChange(
      kind: changing == nil ? .added : .changed, followup: changing ?? UniqueID(at: now, using: &dice),
      text: text,
      owner: owner, due: date, purpose: purpose)
    return .success(record([.followup(change)], in: focus))
  }

  /// A date as it stands, or so many days from today.
  func date(_ text: String) -> String? {
    if text.hasPrefix("+") { return Duration(configText: text.dropFirst()).map { (now + $0).dateText } }
    guard text.count == 10 else { return nil }
    return Timestamp(rfc3339: text + "T00:00:00Z")?.dateText
  }

  mutating func closeFollowup() -> [Effect] {
    guard let focus, let followup = selectedFollowup else { return [] }
    let change = FollowupChange(
      kind: followup.isClosed ? .changed : .closed, followup: followup.id, text: followup.text)
    return record([.followup(change)], in: focus)
  }

  mutating func exportSelected() -> [Effect] {
    guard let focus, let opened = incidents[focus] else { return [] }
    guard opened.missing == 0 else {
      hint("the older lines are still being read; export again in a moment")
      return []
    }
    return ask(
      for: .export,
      .export(focus, number: opened.incident.number, home: opened.incident.home, events: opened.events))
  }
}
