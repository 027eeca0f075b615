package import Cells
package import Settings

/// What each key does on each screen: the standard rows, with the keys that the configuration gives instead.
package struct KeyTable: Sendable {
  /// In the order of the help page.
  package let rows: [KeyRow]
  /// Those that have a place in the footer, the most wanted first.
  package let footerRows: [KeyRow]
  /// True where nobody presses keys: sentences then call a command by its name, which is what is typed.
  package private(set) var isSpoken = false

  package static let standard = KeyTable(rows: KeyRow.standard)

  private init(rows: [KeyRow]) {
    self.rows = rows
    footerRows = rows.filter { $0.footer != nil }.sorted { ($0.footer ?? 0) < ($1.footer ?? 0) }
  }

  /// The table with the overrides in it; one that can't be read changes nothing.
  package init(_ overrides: [KeyOverride]) {
    guard !overrides.isEmpty else {
      self = .standard
      return
    }
    var given: [Command: [Key]] = [:]
    for override in overrides {
      guard let command = Command(rawValue: override.command) else { continue }
      given[command] = override.keys.compactMap { Key(name: $0) }
    }
    self.init(
      rows: KeyRow.standard.map { row in
        guard let keys = given[row.command], !keys.isEmpty else { return row }
        var row = row
        // A key that means the same in every list and form stays beside the new ones.
        row.keys = keys + row.keys.filter { $0.isFixed && !keys.contains($0) }
        return row
      })
  }

  /// The same table for a console that is used by lines.
  package var spoken: KeyTable {
    var table = self
    table.isSpoken = true
    return table
  }

  /// The rows that mean something on a screen, in the order of the table.
  package func rows(on screen: ScreenKind) -> [KeyRow] {
    rows.filter { $0.isOn(screen) }
  }

  /// The row that the key means on a screen; one of the screen's own goes before one of every screen.
  package func row(for key: Key, on screen: ScreenKind) -> KeyRow? {
    var everywhere: KeyRow?
    for row in rows where row.keys.contains(key) {
      if row.screens?.contains(screen) ?? false { return row }
      if row.screens == nil, everywhere == nil { everywhere = row }
    }
    return everywhere
  }

  /// The key that a command is called by in a sentence.
  package func name(of command: Command) -> SafeText {
    if isSpoken { return "\(command.rawValue)" }
    return rows.first { $0.command == command }?.keys.first?.name ?? "\(command.rawValue)"
  }

  /// What leaves a form, in a sentence.
  var leaving: SafeText { isSpoken ? "a dot" : "Esc" }

  /// What copies from a form, in a sentence.
  var copying: SafeText { isSpoken ? "copy" : "Ctrl-Y" }
}

extension Key {
  /// True for the keys that every list and form is used with.
  var isFixed: Bool {
    switch self {
    case .enter, .escape, .tab, .backTab, .up, .down, .control("c"), .paste, .pasteStalled, .mouse: true
    case .character, .control, .alt, .backspace, .delete, .insert, .left, .right, .home, .end, .pageUp,
      .pageDown, .function:
      false
    }
  }
}
