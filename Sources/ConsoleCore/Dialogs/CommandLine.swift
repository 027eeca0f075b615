/// The `:` line: any command by name, with what it could mean below it.
package struct CommandLine: Sendable, Equatable {
  package var field = TextField()
  package var selection = 0
  /// How far back the line shown was taken from the history, 1 for the last one; 0 for one that is typed.
  package var recalled = 0

  /// Rows whose command's name holds the typed letters in order, the closest first.
  package func matches(in keys: KeyTable, on screen: ScreenKind) -> [KeyRow] {
    let typed = field.text.lowercased()
    var seen: Set<Command> = []
    return keys.rows(on: screen).enumerated()
      .compactMap { index, row in
        Self.distance(of: typed, in: row.command.rawValue).map { (distance: $0, index: index, row: row) }
      }
      .sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }
      .map(\.row)
      .filter { seen.insert($0.command).inserted }
  }

  /// Goes back (or, below zero, forward) through what was taken before; past the last one the line is empty again.
  mutating func recall(_ distance: Int, from history: [String]) {
    recalled = min(max(0, recalled + distance), history.count)
    field = TextField(recalled == 0 ? "" : history[history.count - recalled])
    selection = 0
  }

  /// Writes out as much as all names share that begin with what is typed, else the selected name.
  mutating func complete(_ matches: [KeyRow]) {
    let typed = field.text.lowercased()
    let names = matches.map(\.command.rawValue).filter { $0.hasPrefix(typed) }
    var shared = names.first ?? ""
    for name in names { shared = String(zip(shared, name).prefix { $0 == $1 }.map(\.0)) }
    if selection == 0, !typed.isEmpty, shared.count > typed.count {
      field = TextField(shared)
    } else if matches.indices.contains(selection) {
      field = TextField(matches[selection].command.rawValue)
      selection = 0
    }
    recalled = 0
  }

  /// How far apart the typed letters lie in `name`; nil where one is missing.
  ///
  /// The whole name is the closest, then a prefix.
  private static func distance(of typed: String, in name: String) -> Int? {
    guard name != typed else { return -1 }
    guard !name.hasPrefix(typed) else { return 0 }
    var position = 0
    var start: Int?
    let letters = Array(name)
    for letter in typed where letter != " " {
      guard let found = letters[position...].firstIndex(of: letter) else { return nil }
      start = start ?? found
      position = found + 1
    }
    return position - typed.count + (start ?? 0)
  }
}
