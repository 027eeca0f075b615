import Documents
import Domain

extension Rule {
  /// No answer leaves a critical step behind, unless the step itself depends on that answer.
  static let jumpsOverCritical = Rule("PB307") { subject in
    let steps = subject.playbook.steps
    return steps.enumerated().flatMap { place, step -> [Remark] in
      guard case .decision(let decision) = step.kind else { return [] }
      return decision.options.flatMap { option -> [Remark] in
        guard let target = option.goto.flatMap(subject.place), target > place + 1 else { return [] }
        return steps[(place + 1)..<target].filter { $0.isCritical && !$0.dependsOn(step.id) }.map {
          critical in
          .error(
            option.position, "option \(option.id) jumps over \(critical.id), which is critical",
            "go to \(critical.id), or give it a \"when\" that says for which answer it is needed")
        }
      }
    }
  }
}

extension Step {
  fileprivate func dependsOn(_ decision: StepID) -> Bool {
    (when?.clauses ?? []).contains { clause in
      switch clause {
      case .answer(let step, _), .answerNot(let step, _), .state(let step, _), .stateNot(let step, _):
        step == decision
      case .variable, .severity, .drill: false
      }
    }
  }
}
