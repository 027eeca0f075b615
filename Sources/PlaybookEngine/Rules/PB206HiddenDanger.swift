import Documents
import Domain

extension Rule {
  /// What deletes or overwrites is marked destructive.
  static let hiddenDanger = Rule("PB206") { subject in
    subject.playbook.steps.compactMap { step in
      if case .command(let command) = step.kind, command.danger == .destructive { return nil }
      guard let run = step.commandText, let pattern = patterns.first(where: { holds(run, $0) }) else {
        return nil
      }
      return .warning(
        step.position, "\(step.id) runs \"\(pattern)\" and is not marked destructive",
        "make it a command with danger: destructive, or choose a gentler one")
    }
  }

  /// `String.contains` compares characters, which costs more than all other rules together.
  private static func holds(_ text: String, _ part: String) -> Bool {
    let (bytes, wanted) = (Array(text.utf8), Array(part.utf8))
    guard bytes.count >= wanted.count else { return false }
    return (0...(bytes.count - wanted.count)).contains { start in
      bytes[start] == wanted[0] && bytes[start...].starts(with: wanted)
    }
  }

  private static let patterns = [
    "rm -rf", "rm -fr", "mkfs", "dd of=", "DROP ", "drop table", "--force", "pg_drop_replication_slot",
    "truncate ",
  ]
}
