import Documents
import Domain

extension Rule {
  /// A command says what harm it can do and how it is undone.
  static let dangerAndRollback = Rule("PB203") { subject in
    subject.playbook.steps.flatMap { step -> [Remark] in
      guard case .command(let command) = step.kind else { return [] }
      var remarks: [Remark] = []
      if command.danger == nil {
        remarks.append(
          .error(
            step.position, "\(step.id) does not say how dangerous it is",
            "add danger: read, write or destructive"))
      }
      if command.rollback == nil {
        remarks.append(
          .error(
            step.position, "\(step.id) does not say how it is undone",
            "add rollback: {run: \"...\", expect: ...} or {none: \"why\"}"))
      }
      return remarks
    }
  }
}
