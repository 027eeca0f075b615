import Documents
import Domain

extension Rule {
  /// A decision has a choice, and one that ends the debugging of a SEV1 offers the restore.
  static let decisions = Rule("PB302") { subject in
    let playbook = subject.playbook
    let opened = playbook.timers.filter { $0.kind == .decision }.compactMap(\.opens)
    let restoring = Set(playbook.phases.filter { $0.id.hasPrefix("restore") }.flatMap { $0.steps.map(\.id) })
    return playbook.steps.flatMap { step -> [Remark] in
      guard case .decision(let decision) = step.kind else { return [] }
      if decision.options.count < 2 {
        return [.error(step.position, "\(step.id) leaves no choice", "give it two options or more")]
      }
      guard playbook.isForSEV1, opened.contains(step.id), !restoring.isEmpty,
        !decision.options.contains(where: { $0.goto.map(restoring.contains) ?? false })
      else { return [] }
      return [
        .error(
          step.position, "no option of \(step.id) leads to the restore",
          "let one go to a step of phase restore")
      ]
    }
  }
}
