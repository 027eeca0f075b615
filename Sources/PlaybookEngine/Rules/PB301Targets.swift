import Documents
import Domain

extension Rule {
  /// Everything that points to a step, timer or template finds it; no step is out of reach; loops go through people.
  static let targets = Rule("PB301") { subject in
    let playbook = subject.playbook
    var remarks = playbook.steps.flatMap {
      missingTargets(of: $0, subject) + brokenConditions(of: $0, subject)
    }
    for timer in playbook.timers {
      remarks += missing(timer.opens, "timer \(timer.id) opens", timer.position, subject)
      remarks += missing(start: timer.from, "timer \(timer.id) counts", timer.position, subject)
    }
    for variable in playbook.variables {
      remarks += missing(variable.filledBy, "\(variable.name) is filled by", variable.position, subject)
    }
    return remarks + backwardJumps(subject) + unreachable(subject)
  }

  private static func missingTargets(of step: Step, _ subject: Subject) -> [Remark] {
    var remarks = missing(
      step.standingNote?.clearAt, "the note of \(step.id) is cleared at", step.position, subject)
    remarks += missing(start: step.timer?.from, "the timer of \(step.id) counts", step.position, subject)
    if case .step(let target) = step.onFail {
      remarks += missing(target, "\(step.id) fails to", step.position, subject)
    }
    for known in step.expectation?.bad ?? [] {
      remarks += missing(known.lookAt, "\(step.id) looks at", known.position, subject)
    }
    switch step.kind {
    case .decision(let decision):
      for option in decision.options {
        remarks += missing(option.goto, "option \(option.id) goes to", option.position, subject)
        guard let timer = option.extends, !subject.playbook.timers.contains(where: { $0.id == timer }) else {
          continue
        }
        remarks.append(
          .error(option.position, "option \(option.id) extends \(timer), which is no timer", "name a timer"))
      }
    case .comms(let comms):
      if subject.playbook.comms.template(comms.template) == nil {
        remarks.append(
          .error(
            step.position, "\(step.id) sends template \(comms.template), which is not there",
            "add it under comms"))
      }
    case .check, .command, .wait, .note: break
    }
    return remarks
  }

  private static func brokenConditions(of step: Step, _ subject: Subject) -> [Remark] {
    (step.when?.clauses ?? []).flatMap { clause -> [Remark] in
      switch clause {
      case .answer(let target, let answer), .answerNot(let target, let answer):
        return missing(target, "\(step.id) asks for", step.position, subject)
          + missingAnswer(answer, of: target, step, subject)
      case .state(let target, _), .stateNot(let target, _):
        return missing(target, "\(step.id) asks for", step.position, subject)
      case .variable(let name, _):
        guard !subject.playbook.variables.contains(where: { $0.name == name }) else { return [] }
        return [
          .error(step.position, "\(step.id) asks for \(name), which is no variable", "define it under vars")
        ]
      case .severity, .drill: return []
      }
    }
  }

  private static func missingAnswer(_ answer: String, of target: StepID, _ step: Step, _ subject: Subject)
    -> [Remark]
  {
    guard let asked = subject.playbook.step(target) else { return [] }
    var answers = asked.recording.options
    if case .decision(let decision) = asked.kind { answers = decision.options.map(\.id) }
    guard !answers.isEmpty, !answers.contains(answer) else { return [] }
    return [
      .error(
        step.position, "\(step.id) asks if \(target) is \(answer), which is no answer of it",
        "its answers are \(answers.joined(separator: ", "))")
    ]
  }

  private static func missing(_ target: StepID?, _ what: String, _ position: Position, _ subject: Subject)
    -> [Remark]
  {
    guard let target, subject.place(target) == nil else { return [] }
    let names = subject.playbook.steps.map(\.id.rawValue)
    let near = nearest(to: target.rawValue, among: names).map { "did you mean \($0)?" }
    return [.error(position, "\(what) \(target), which is no step", near ?? "name a step of this playbook")]
  }

  private static func missing(
    start: TimerRule.Start?, _ what: String, _ position: Position, _ subject: Subject
  )
    -> [Remark]
  {
    switch start {
    case .step(let step, _): return missing(step, "\(what) from", position, subject)
    case .phase(let phase):
      guard !subject.playbook.phases.contains(where: { $0.id == phase }) else { return [] }
      return [.error(position, "\(what) from \(phase), which is no phase", "name a phase of this playbook")]
    case .impactStart, .detected, .declared, nil: return []
    }
  }
}
