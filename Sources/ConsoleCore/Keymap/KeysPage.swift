import Cells

/// The keys of one screen, or of all, as they are looked up.
package struct KeyGroup: Sendable {
  package var title: String
  package var rows: [KeyRow]
}

extension KeyTable {
  /// Every row once: those of every screen first, then by the screens that they belong to.
  package var groups: [KeyGroup] {
    var groups = [KeyGroup(title: "Every screen", rows: rows.filter { $0.screens == nil })]
    for row in rows {
      guard let screens = row.screens else { continue }
      let names = screens.map(\.rawValue)
      let title = "\(names.joined(separator: ", ")) screen\(names.count > 1 ? "s" : "")"
      let heading = title.prefix(1).uppercased() + title.dropFirst()
      if let place = groups.firstIndex(where: { $0.title == heading }) {
        groups[place].rows.append(row)
      } else {
        groups.append(KeyGroup(title: heading, rows: [row]))
      }
    }
    return groups
  }

  /// The page of the keys for a terminal.
  package var text: String {
    groups.map { group in
      let lines = group.rows.map { row in
        let keys = row.keyNames.joined(separator: " ")
        return "  \(padded(keys, 16))\(padded(row.command.rawValue, 17))\(row.meaning(in: self))\n"
      }
      return "\(group.title)\n\(lines.joined())"
    }.joined(separator: "\n")
  }

  /// The page of the keys in Markdown.
  package var markdown: String {
    let tables = groups.map { group in
      let lines = group.rows.map { row in
        let keys = row.keyNames.map { "`\($0)`" }.joined(separator: " ")
        return "| \(keys) | `\(row.command.rawValue)` | \(row.meaning(in: self)) |\n"
      }
      return "## \(group.title)\n\n| Key | Command | What it does |\n| --- | --- | --- |\n\(lines.joined())"
    }
    return """
      # Keys

      Written by `sitrep keys --format markdown` from the table that handles the keys. `:` takes each command by
      its name, `?` shows the keys of the screen one is on, and `keys` in `sitrep.yaml` gives a command other keys.

      \(tables.joined(separator: "\n"))
      """
  }
}

extension KeyRow {
  package var keyNames: [String] { keys.map(\.name.string) }

  /// The sentence of the help page, and what a person can rely on before the key is pressed.
  package func meaning(in table: KeyTable) -> String {
    switch command.consequence {
    case .nothing, .addition: return explanation.string
    case .asked: return "\(explanation.string) Asks first."
    case .form: return "\(explanation.string) Esc leaves all as it was."
    case .stopped: return "\(explanation.string) What was stopped can be started again."
    case .undone(let remedy) where remedy == command: return "\(explanation.string) Once more takes it back."
    case .undone(let remedy):
      let isHere = table.rows.contains { row in
        row.command == remedy && (screens ?? ScreenKind.allCases).allSatisfy(row.isOn)
      }
      let place = isHere ? "" : " on its line of the timeline"
      return "\(explanation.string) \(table.name(of: remedy).string)\(place) takes it back."
    }
  }
}

private func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(1, width - text.count))
}
