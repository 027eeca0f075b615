import Documents
import Domain

extension Rule {
  /// What deletes or overwrites is marked destructive.
  static let hiddenDanger = Rule("PB206") { subject in
    subject.playbook.steps.compactMap { step in
      if case .command(let command) = step.kind, command.danger == .destructive { return nil }
      guard let run = step.commandText, let pattern = patterns.first(where: run.contains) else { return nil }
      return .warning(
        step.position, "\(step.id) runs \"\(pattern)\" and is not marked destructive",
        "make it a command with danger: destructive, or choose a gentler one")
    }
  }

  private static let patterns = [
    "rm -rf", "rm -fr", "mkfs", "dd of=", "DROP ", "drop table", "--force", "pg_drop_replication_slot",
    "truncate ",
  ]
}
