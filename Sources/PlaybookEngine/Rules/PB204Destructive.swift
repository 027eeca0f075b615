import Documents
import Domain

extension Rule {
  /// What destroys is approved by somebody, and the lack of a way back has a reason.
  static let destructive = Rule("PB204") { subject in
    subject.playbook.steps.flatMap { step -> [Remark] in
      guard case .command(let command) = step.kind else { return [] }
      var remarks: [Remark] = []
      if command.danger == .destructive, command.approve == nil {
        remarks.append(
          .error(
            step.position, "\(step.id) is destructive and nobody approves it",
            "add approve: {role: ic, how: type-title}"))
      }
      if case .impossible(let reason) = command.rollback, reason.split(separator: " ").count < 2 {
        remarks.append(
          .error(step.position, "\(step.id) has no way back and no reason", "say why in a sentence"))
      }
      return remarks
    }
  }
}
