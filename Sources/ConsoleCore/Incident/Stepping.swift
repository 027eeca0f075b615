import Cells
import Comms
import Domain
import PlaybookEngine

extension State {
  /// Enter on a step: tick it, ask for the value it wants, or open its decision.
  mutating func completeStep() -> [Effect] {
    guard incidentView.pane == .playbook, let selected = selectedStep else { return [] }
    if selected.state == .failed { return openPrompt(.override(selected.id)) }
    if case .decision(let decision) = selected.step.kind { return openDecision(selected.step, decision) }
    if case .comms(let comms) = selected.step.kind, selected.isOpen {
      return openUpdate(for: selected.step, comms)
    }
    guard selected.step.recording.asksForValue, selected.isOpen else {
      // What was seen is the finding of a step that records it; any other says why it is done all the same.
      if selected.isOpen, selected.lastCommand?.matched == false { return openPrompt(.override(selected.id)) }
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

  func skipped(_ step: StepID, reason: String) -> Result<[EventBody], StepRefusal>? {
    let isCommander = incident?.commander == actor.login
    return run?.skip(step, reason: reason, asCommander: isCommander, at: now)
  }

  mutating func reopenStep() -> [Effect] {
    guard let selected = selectedStep else { return [] }
    return take(run?.restore(selected.id, at: now))
  }

  private mutating func openDecision(_ step: Step, _ decision: DecisionStep) -> [Effect] {
    let recommended = recommendedOption(of: step, decision)
    let options = decision.options.map { option in
      let needs: SafeText = option.needs.isEmpty ? "" : "asks for a reason"
      return Choice.Option(
        label: "\(option.label)", detail: option.id == recommended ? "the time is up: recommended" : needs,
        answer: .decision(step.id, option: option.id, needsReason: !option.needs.isEmpty))
    }
    let question = run.map { $0.filled(decision.question, facts: facts) } ?? decision.question
    var choice = Choice(title: "\(question)", options: options)
    choice.selection = decision.options.firstIndex { $0.id == recommended } ?? 0
    dialog = .choice(choice)
    return []
  }

  /// What the playbook advises once the clock that opens the decision has run out.
  private func recommendedOption(of step: Step, _ decision: DecisionStep) -> String? {
    guard let incident, let clocks = run?.clocks(at: now, incident: incident),
      clocks.contains(where: { $0.opens == step.id && $0.level == .overdue })
    else { return nil }
    return decision.options.first(where: \.isRecommendedAtHardLimit)?.id
  }

  mutating func decide(_ step: StepID, option: String, reason: String?) -> [Effect] {
    var leadsTo: [PlaybookID] = []
    if case .decision(let decision)? = run?[step]?.step.kind {
      leadsTo = decision.option(option)?.playbooks ?? []
    }
    return take(run?.choose(step, option: option, reason: reason, at: now)) + offer(leadsTo)
  }

  /// A failed step may lead to another playbook.
  mutating func fail(_ step: StepID, reason: String) -> [Effect] {
    var leadsTo: [PlaybookID] = []
    if case .playbook(let playbook)? = run?[step]?.step.onFail { leadsTo = [playbook] }
    return take(run?.fail(step, reason: reason, at: now)) + offer(leadsTo)
  }

  mutating func deferStep(_ step: StepID, owner: String, due: String) -> Result<[Effect], PromptRefusal> {
    guard let focus, let run, let title = run[step]?.step.title else { return .success([]) }
    guard let date = date(due) else { return .failure(PromptRefusal("the due date reads 2026-12-01 or +5d")) }
    switch run.deferred(step, owner: owner, due: date, at: now) {
    case .failure(let refusal): return .failure(PromptRefusal("\(refusal.words)"))
    case .success(let bodies):
      incidentView.step = nil
      // Whoever reads the follow-ups finds it there.
      let followup = FollowupChange(
        kind: .added, followup: UniqueID(at: now, using: &dice), text: title, owner: owner, due: date,
        purpose: .mitigate)
      return .success(record(bodies + [.followup(followup)], in: focus))
    }
  }

  /// Shows the playbooks that the present one points to; the person starts one or stays.
  private mutating func offer(_ playbooks: [PlaybookID]) -> [Effect] {
    let known = playbooks.filter { library.playbook($0) != nil }
    if let missing = playbooks.first(where: { !known.contains($0) }) {
      warn("the playbook \(missing) is not in the library")
    }
    guard !known.isEmpty else { return [] }
    let options = known.compactMap { library.playbook($0) }.map { playbook in
      Choice.Option(
        label: "\(playbook.title)", detail: "\(playbook.id)", answer: .playbook(playbook.id))
    }
    dialog = .choice(
      Choice(title: "This leads to another playbook. Start it? \(keys.leaving) stays here.", options: options)
    )
    return []
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
    guard playbook.missingVariables.isEmpty else { return open(askVariables(of: playbook)) }
    return record(start(playbook, severity: incident?.severity ?? .sev3, variables: [:]), in: focus)
  }

  /// Asks for what only a person can say before a playbook is opened.
  func askVariables(of playbook: Playbook) -> Prompt {
    let fields = playbook.missingVariables.map { variable in
      Prompt.Field(label: "\(variable.prompt ?? variable.name)", isRequired: true)
    }
    return Prompt(purpose: .variables(playbook.id), fields: fields)
  }

  mutating func openPlaybook(_ id: PlaybookID, answers: [String]) -> Result<[Effect], PromptRefusal> {
    guard let focus, let playbook = library.playbook(id) else { return .success([]) }
    var given: [String: String] = [:]
    for (variable, answer) in zip(playbook.missingVariables, answers) {
      if variable.isSecret {
        secrets[focus, default: [:]][variable.name] = answer
      } else {
        given[variable.name] = answer
      }
    }
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
