import Cells
package import Domain
import PlaybookEngine

extension State {
  /// The command that is offered to the person at the keyboard.
  package var handoffToMe: Handoff? {
    guard let incident, incident.isOpen, let handoff = incident.handoff, handoff.to == actor.login else {
      return nil
    }
    return handoff
  }

  mutating func offerCommand(to person: String) -> Result<[Effect], PromptRefusal> {
    guard let focus else { return .success([]) }
    guard person != actor.login else {
      return .failure(PromptRefusal("that is you; \(keys.name(of: .takeCommand)) takes the command"))
    }
    guard !person.contains(where: \.isWhitespace) else {
      return .failure(PromptRefusal("the login of one person, as in raj"))
    }
    return .success(
      record([.role(RoleChange(kind: .offered, role: .commander, person: person))], in: focus))
  }

  /// Shows the brief and asks.
  mutating func openHandoff() -> [Effect] {
    guard let handoff = handoffToMe, let incident else { return [] }
    dialog = .confirm(
      Confirmation(
        question: "\(handoff.from) hands the command of \(incident.name) to you. Accept it?",
        answer: .acceptHandoff, detail: brief))
    return []
  }

  mutating func acceptHandoff() -> [Effect] {
    guard let focus, handoffToMe != nil else {
      hint("the offer is no longer open")
      return []
    }
    return record([.role(RoleChange(kind: .accepted, role: .commander, person: actor.login))], in: focus)
  }

  /// What somebody who takes over has to know: state, impact, what was done, what runs, what is open.
  var brief: [Confirmation.Line] {
    guard let incident else { return [] }
    var lines: [Confirmation.Line] = [
      .init(label: "what", text: "\(incident.severity.word) \(incident.title), \(incident.state.word)")
    ]
    let impact: SafeText =
      incident.impactStartedAt.map { "since \($0.minuteText) UTC (\((now - $0).spokenText))" }
      ?? "its beginning is not recorded"
    lines.append(.init(label: "impact", text: impact))
    let hurt = incident.services.compactMap { board.status(of: $0) }.filter(\.state.isBad)
    let services = hurt.map { "\($0.service) \($0.state.word)" }.joined(separator: ", ")
    lines.append(.init(label: "services", text: hurt.isEmpty ? "all of it is well again" : "\(services)"))
    lines += briefOfRun(incident)
    if let due = incident.nextUpdateAt {
      let late = due < now ? "OVERDUE since" : "due"
      lines.append(.init(label: "update", text: "\(late) \(due.minuteText) UTC"))
    }
    let heads = incident.chainHeads.map(\.short).joined(separator: ", ")
    lines.append(.init(label: "record", text: "\(heads.isEmpty ? "nothing written yet" : heads)"))
    let notes = incident.timeline.filter { entry in
      if case .note = entry.event.body { !entry.isRetracted } else { false }
    }
    lines += notes.suffix(3).map { note in
      .init(label: "note", text: "\(note.happenedAt.minuteText) \(note.event.actor.login): \(note.text)")
    }
    return lines
  }

  private func briefOfRun(_ incident: Incident) -> [Confirmation.Line] {
    guard let run else { return [.init(label: "playbook", text: "none")] }
    let done = run.steps.filter { $0.state == .done }.sorted { ($0.endedAt ?? now) < ($1.endedAt ?? now) }
    var lines = done.suffix(3).map { step in Confirmation.Line(label: "done", text: "\(step.step.title)") }
    if let current = run.current {
      lines.append(.init(label: "now", text: "\(current.step.title)"))
    }
    lines += run.clocks(at: now, incident: incident).prefix(2).map { clock in
      let limit = clock.hard.map { " of \($0.clockText)" } ?? ""
      return .init(label: "clock", text: "\(clock.title): \(clock.used.clockText)\(limit)")
    }
    lines += run.steps.filter { step in
      if case .decision = step.step.kind { step.state == .active } else { false }
    }.map { .init(label: "open", text: "to decide: \($0.step.title)") }
    lines += run.steps.filter { $0.state == .failed || $0.isOutcomeUnknown }.map { step in
      .init(
        label: "open", text: "\(step.step.title): \(step.state == .failed ? "failed" : "nobody saw its end")")
    }
    return lines
  }
}
