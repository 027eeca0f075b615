import Cells
import Comms
import Domain
import PlaybookEngine

extension State {
  /// Enter on a step: tick it, ask for the value it wants, or open its decision.
  mutating func completeStep() -> [Effect] {
    guard incidentView.pane == .playbook, let selected = selectedStep else { return [] }
    if selected.state == .failed || selected.lastCommand?.matched == false, selected.state != .done {
      return openPrompt(.override(selected.id))
    }
    if case .decision(let decision) = selected.step.kind { return openDecision(selected.step, decision) }
    if case .comms(let comms) = selected.step.kind, selected.isOpen {
      return openUpdate(for: selected.step, comms)
    }
    guard selected.step.recording.asksForValue, selected.isOpen else {
      return take(run?.complete(selected.id, value: nil, at: now))
    }
    let options = selected.step.recording.options
    guard !options.isEmpty else { return openPrompt(.complete(selected.id)) }
    dialog = .choice(
      Choice(
        title: "What did you see? \(selected.step.title)",
        options: options.map {
          Choice.Option(label: "\($0)", detail: "", answer: .value(selected.id, $0))
        }))
    return []
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
    return openPrompt(purpose(selected.id))
  }

  mutating func skip(_ step: StepID, reason: String) -> [Effect] {
    let isCommander = incident?.commander == actor.login
    return take(run?.skip(step, reason: reason, asCommander: isCommander, at: now))
  }

  mutating func reopenStep() -> [Effect] {
    guard let selected = selectedStep else { return [] }
    return take(run?.restore(selected.id, at: now))
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
      hint("no playbooks were found; sitrep lint says where it looks")
      return []
    }
    let options = library.playbooks.map { playbook in
      Choice.Option(label: "\(playbook.title)", detail: "\(playbook.id)", answer: .playbook(playbook.id))
    }
    dialog = .choice(Choice(title: "Which playbook?", options: options))
    return []
  }

  /// Opens a playbook on the focused incident, after asking for what only a person can say.
  mutating func openPlaybook(_ id: PlaybookID) -> [Effect] {
    guard let focus, let playbook = library.playbook(id) else { return [] }
    let missing = playbook.missingVariables
    guard missing.isEmpty else {
      let fields = missing.map { variable in
        Prompt.Field(label: "\(variable.prompt ?? variable.name)", isRequired: true)
      }
      dialog = .prompt(Prompt(purpose: .variables(id), fields: fields))
      return []
    }
    return record(start(playbook, severity: incident?.severity ?? .sev3, variables: [:]), in: focus)
  }

  mutating func openPlaybook(_ id: PlaybookID, answers: [String]) -> Result<[Effect], PromptRefusal> {
    guard let focus, let playbook = library.playbook(id) else { return .success([]) }
    var given: [String: String] = [:]
    for (variable, answer) in zip(playbook.missingVariables, answers) { given[variable.name] = answer }
    return .success(
      record(start(playbook, severity: incident?.severity ?? .sev3, variables: given), in: focus))
  }

  /// What says that a playbook is opened and its first step has begun.
  func start(_ playbook: Playbook, severity: Severity, variables: [String: String]) -> [EventBody] {
    // A run that folds an empty timeline is one that has just begun, whatever ran on the incident before.
    let run = PlaybookRun(
      playbook: playbook,
      incident: Incident(unrecorded: UniqueID(high: 0, low: 0), number: 0, severity: severity))
    return [playbook.start(variables: variables)] + run.begin(at: now)
  }

  /// What texts of the playbook may speak of.
  package var facts: [String: String] {
    guard let incident else { return [:] }
    var facts = templateFacts(of: incident, now: now, nextUpdateAt: incident.nextUpdateAt)
    facts["verified_by"] = actor.login
    if let restoreBy = run?.restoreBy(incident) { facts["restore_by"] = "\(restoreBy.minuteText) UTC" }
    return facts
  }
}

extension Playbook {
  /// Variables that have no value until a person gives one.
  var missingVariables: [Variable] { askedVariables.filter { $0.fallback == nil } }
}
