import Documents
import Domain

extension Rule {
  /// A jump back that does not end at a decision could go round for ever without a person.
  static func backwardJumps(_ subject: Subject) -> [Remark] {
    subject.playbook.steps.enumerated().flatMap { place, step in
      jumps(of: step).compactMap { target, position -> Remark? in
        guard let there = subject.place(target), there <= place else { return nil }
        if case .decision = subject.playbook.steps[there].kind { return nil }
        return .error(
          position ?? step.position, "\(step.id) goes back to \(target), which is no decision",
          "go back to a decision, or on to a later step")
      }
    }
  }

  /// Steps that no way from the beginning leads to.
  static func unreachable(_ subject: Subject) -> [Remark] {
    let steps = subject.playbook.steps
    var reached: Set<Int> = []
    var open = [0] + subject.playbook.timers.compactMap { $0.opens.flatMap(subject.place) }
    while let place = open.popLast() {
      guard place < steps.count, reached.insert(place).inserted else { continue }
      open += jumps(of: steps[place]).compactMap { subject.place($0.target) }
      if fallsThrough(steps[place]) { open.append(place + 1) }
    }
    return steps.indices.filter { !reached.contains($0) }.map { place in
      .error(
        steps[place].position, "no way leads to \(steps[place].id): every answer before it jumps over it",
        "let an option go to it, or remove it")
    }
  }

  private static func jumps(of step: Step) -> [(target: StepID, position: Position?)] {
    var jumps: [(StepID, Position?)] = []
    if case .step(let target) = step.onFail { jumps.append((target, nil)) }
    if case .decision(let decision) = step.kind {
      jumps += decision.options.compactMap { option in option.goto.map { ($0, option.position) } }
    }
    return jumps
  }

  /// True where people may come from this step to the next in the file.
  private static func fallsThrough(_ step: Step) -> Bool {
    guard step.when == nil, case .decision(let decision) = step.kind else { return true }
    return decision.options.contains { $0.goto == nil && $0.playbooks.isEmpty && $0.extends == nil }
  }
}
