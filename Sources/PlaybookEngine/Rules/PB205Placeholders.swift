import Documents
import Domain

extension Rule {
  /// A command can be run as it stands, without a gap and without a screen of its own.
  static let placeholders = Rule("PB205") { subject in
    let playbook = subject.playbook
    let variables = Set(playbook.variables.map(\.name))
    var remarks: [Remark] = []
    for step in playbook.steps {
      for run in [step.commandText, step.rollbackText].compactMap({ $0 }) {
        if let gap = gap(in: run) {
          remarks.append(
            .warning(step.position, "\(step.id) runs \"\(gap)\", which has to be filled in", "use a variable")
          )
        }
        for name in variableNames(in: run) where !variables.union(ownFacts).contains(name) {
          remarks.append(unknown(name, known: variables.union(ownFacts), step.position, "\(step.id) runs"))
        }
      }
    }
    let known = variables.union(ownFacts).union(textFacts)
    for template in playbook.comms.templates {
      for name in variableNames(in: template.text) where !known.contains(name) && !name.hasPrefix("decision.")
      {
        remarks.append(unknown(name, known: known, template.position, "template \(template.id) uses"))
      }
    }
    return remarks
  }

  private static func unknown(_ name: String, known: Set<String>, _ position: Position, _ who: String)
    -> Remark
  {
    let near = nearest(to: name, among: known.sorted()).map { "did you mean ${{\($0)}}?" }
    return .warning(position, "\(who) ${{\(name)}}, which nothing fills", near ?? "define it under vars")
  }

  private static func gap(in run: String) -> String? {
    if run.utf8.contains(UInt8(ascii: "<")), let match = run.firstMatch(of: /<[a-z][a-z_ -]*>/) {
      return String(match.output)
    }
    let words = run.utf8.split { separators.contains($0) }
    return words.lazy.map { String(decoding: $0, as: UTF8.self) }.first { word in
      word == "..." || unfinished.contains(word.lowercased()) || interactive.contains(word)
    }
  }

  private static let separators = Set(" ;|'\"\n\r".utf8)
  private static let unfinished: Set<String> = ["tbd", "todo", "fixme", "xxx"]
  private static let interactive: Set<String> = ["vi", "vim", "nano", "emacs", "less", "more", "top", "htop"]
  private static let ownFacts: Set<String> = ["run_id", "incident", "sev"]

  /// What the console fills into texts by itself.
  private static let textFacts: Set<String> = [
    "impact_start", "impact_minutes", "detected_by", "detect_minutes", "declare_minutes", "restored_at",
    "affected", "next_update", "now", "verified_by", "data_loss", "restore_by", "can_condition",
    "can_actions",
    "can_needs", "title",
  ]
}

extension Step {
  /// The command that undoes the step.
  var rollbackText: String? {
    guard case .command(let command) = kind, case .run(let run, _) = command.rollback else { return nil }
    return run
  }
}
