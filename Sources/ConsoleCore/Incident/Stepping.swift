import Cells
import Domain
import PlaybookEngine

extension State {
  /// Enter on a step: tick it, ask for the value it wants, or open its decision.
  mutating func completeStep() -> [Effect] {
    guard incidentView.pane == .playbook, let selected = selectedStep else { return [] }
    if selected.state == .failed { return openPrompt(.override(selected.step.id)) }
    if case .decision(let decision) = selected.step.kind { return openDecision(selected.step, decision) }
    if case .comms = selected.step.kind, selected.state != .done { return openUpdate(for: selected.step) }
    guard let asked = selected.step.recordedValue, selected.state != .done else {
      return take(run?.complete(selected.step.id, value: nil, at: now))
    }
    return openPrompt(.complete(selected.step.id), label: "\(asked)")
  }

  /// Records what the step machine decided, or says why it refused.
  mutating func take(_ decided: Result<[EventBody], StepRefusal>?) -> [Effect] {
    guard let decided, let focus else { return [] }
    switch decided {
    case .failure(let refusal):
      warn("\(refusal.words)")
      return []
    case .success(let bodies):
      incidentView.step = nil
      return record(bodies, in: focus)
    }
  }

  mutating func promptForStep(_ purpose: (StepID) -> Prompt.Purpose) -> [Effect] {
    guard let selected = selectedStep else { return [] }
    return openPrompt(purpose(selected.step.id))
  }

  mutating func reopenStep() -> [Effect] {
    guard let selected = selectedStep else { return [] }
    return take(run?.restore(selected.step.id, at: now))
  }

  private mutating func openDecision(_ step: Step, _ decision: DecisionStep) -> [Effect] {
    let options = decision.options.map { option in
      Choice.Option(
        label: "\(option.label)", detail: option.needs.isEmpty ? "" : "asks for a reason",
        answer: .decision(step.id, option: option.id, needsReason: !option.needs.isEmpty))
    }
    let question = run.map { $0.filled(decision.question, facts: facts) } ?? decision.question
    dialog = .choice(Choice(title: "\(question)", options: options))
    return []
  }

  mutating func decide(_ step: StepID, option: String, reason: String?) -> [Effect] {
    take(run?.choose(step, option: option, reason: reason, at: now))
  }

  mutating func openPlaybookChoice() -> [Effect] {
    guard !library.playbooks.isEmpty else {
      hint("no playbooks were found; `sitrep lint` says where it looks")
      return []
    }
    let options = library.playbooks.map { playbook in
      Choice.Option(label: "\(playbook.title)", detail: "\(playbook.id)", answer: .playbook(playbook.id))
    }
    dialog = .choice(Choice(title: "Which playbook?", options: options))
    return []
  }

  /// What says that a playbook is opened and its first step has begun.
  func start(_ playbook: Playbook, folding incident: Incident?) -> [EventBody] {
    let start = PlaybookStart(
      playbook: playbook.id, title: playbook.title, version: playbook.version, source: playbook.source,
      variables: [:])
    var begun = incident ?? Incident(id: UniqueID(high: 0, low: 0), number: 0)
    begun.playbook = start
    return [.playbookStarted(start)] + PlaybookRun(playbook: playbook, incident: begun).begin(at: now)
  }

  /// What texts of the playbook may speak of.
  package var facts: [String: String] {
    guard let incident else { return [:] }
    var facts = [
      "sev": String(incident.severity.rawValue), "now": now.minuteText + " UTC", "run_id": incident.name,
      "incident": incident.name, "title": incident.title,
      "impact_start": incident.impactStartedAt.map { $0.minuteText + " UTC" } ?? "not recorded",
      "next_update": incident.nextUpdateAt.map { $0.minuteText + " UTC" } ?? "not promised",
      "verified_by": actor.login,
    ]
    facts["data_loss"] = "not recorded"
    return facts
  }
}
