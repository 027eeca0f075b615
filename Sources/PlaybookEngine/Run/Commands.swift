package import Domain

/// A step's command, ready to be run or copied.
package struct ResolvedCommand: Sendable, Equatable {
  package var step: StepID
  package var script: String
  /// The script with its secrets masked, for screens and the record.
  package var shown: String
  package var danger: Danger
  package var timeout: Duration
  package var approve: Approval?
  /// May be run again after a crash without asking.
  package var isIdempotent: Bool
}

/// Why a step's command can't be run.
package enum CommandRefusal: Error, Sendable, Equatable {
  case noSuchStep(StepID)
  case noCommand
  case unknownVariable(String)
  case noValue(String, filledBy: StepID?)
  case valueDoesNotFit(String, value: String, pattern: String)

  /// What is wrong and what to do.
  package var words: String {
    switch self {
    case .noSuchStep(let step): "this playbook has no step \(step)"
    case .noCommand: "this step has no command"
    case .unknownVariable(let name): "the command uses ${{\(name)}}, which the playbook does not define"
    case .noValue(let name, let step?): "\(name) is not known yet: step \(step) fills it"
    case .noValue(let name, nil): "\(name) has no value: give it when the playbook is opened"
    case .valueDoesNotFit(let name, let value, let pattern):
      "\(name) is \"\(value)\", which may not go into a command: it must look like \(pattern)"
    }
  }
}

extension PlaybookRun {
  /// The command of a step with its variables put in; each value must fit its variable's pattern.
  package func command(of id: StepID) -> Result<ResolvedCommand, CommandRefusal> {
    guard let step = self[id]?.step else { return .failure(.noSuchStep(id)) }
    let limit = step.expectation?.within ?? step.timer?.hard ?? .minutes(10)
    switch step.kind {
    case .check(let check):
      return resolved(check.run, of: id, danger: .read, timeout: limit, isIdempotent: true)
    case .command(let command):
      return resolved(
        command.run, of: id, danger: command.danger ?? .destructive, timeout: limit, approve: command.approve,
        isIdempotent: command.isIdempotent)
    case .wait(let wait):
      guard case .command(let run, let every, let expect) = wait.until else { return .failure(.noCommand) }
      return resolved(run, of: id, danger: .read, timeout: expect.within ?? every, isIdempotent: true)
    case .decision, .comms, .note: return .failure(.noCommand)
    }
  }

  /// The command that undoes a step.
  package func rollback(of id: StepID) -> Result<ResolvedCommand, CommandRefusal> {
    guard let step = self[id]?.step else { return .failure(.noSuchStep(id)) }
    guard case .command(let command) = step.kind, case .run(let run, let expect) = command.rollback else {
      return .failure(.noCommand)
    }
    return resolved(
      run, of: id, danger: command.danger ?? .destructive, timeout: expect?.within ?? .minutes(10),
      approve: command.approve)
  }

  private func resolved(
    _ template: String?, of step: StepID, danger: Danger, timeout: Duration, approve: Approval? = nil,
    isIdempotent: Bool = false
  ) -> Result<ResolvedCommand, CommandRefusal> {
    guard let template else { return .failure(.noCommand) }
    var values: [String: String] = [:]
    var secrets: Set<String> = []
    for name in variableNames(in: template) {
      switch commandValue(name) {
      case .success(let value): values[name] = value
      case .failure(let refusal): return .failure(refusal)
      }
      if playbook.variables.contains(where: { $0.name == name && $0.isSecret }) { secrets.insert(name) }
    }
    return .success(
      ResolvedCommand(
        step: step, script: substituted(template) { values[$0] },
        shown: substituted(template) { secrets.contains($0) ? "****" : values[$0] }, danger: danger,
        timeout: timeout, approve: approve, isIdempotent: isIdempotent))
  }

  private func commandValue(_ name: String) -> Result<String, CommandRefusal> {
    let variable = playbook.variables.first { $0.name == name }
    guard variable != nil || ownFacts[name] != nil else { return .failure(.unknownVariable(name)) }
    guard let value = variables[name] ?? ownFacts[name], !value.isEmpty else {
      return .failure(.noValue(name, filledBy: variable?.filledBy))
    }
    let pattern = variable?.pattern ?? Playbook.Variable.defaultPattern
    guard value.fits(pattern: pattern) else {
      return .failure(.valueDoesNotFit(name, value: value, pattern: pattern))
    }
    return .success(value)
  }

  /// What every playbook may use without defining it.
  var ownFacts: [String: String] {
    ["run_id": incidentName.lowercased(), "incident": incidentName, "sev": String(severity.rawValue)]
  }

  /// A text with its variables put in: given facts first, then the run's variables and answers.
  ///
  /// What is not known says so in its place, so that nobody sends a gap.
  package func filled(_ template: String, facts: [String: String] = [:]) -> String {
    substituted(template) { name in
      if let value = facts[name] ?? variables[name] ?? ownFacts[name] ?? decided(name) {
        return playbook.variables.contains { $0.name == name && $0.isSecret } ? "****" : value
      }
      return "(\(name.replacing("_", with: " ")) not known)"
    }
  }

  /// `decision.NAME` is the label of the option taken, `decision.NAME.at` the minute in which it was.
  private func decided(_ name: String) -> String? {
    let parts = name.split(separator: ".")
    guard parts.count >= 2, parts[0] == "decision" else { return nil }
    let run = steps.first { run in
      guard case .decision(let decision) = run.step.kind else { return false }
      return decision.name == String(parts[1])
    }
    guard let run, run.state == .done else { return nil }
    return parts.count == 3 && parts[2] == "at" ? run.endedAt.map { "\($0.minuteText) UTC" } : run.text
  }
}
