/// The `:` line: any command by name, with what it could mean below it.
package struct CommandLine: Sendable, Equatable {
  package var field = TextField()
  package var selection = 0

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

  /// How far apart the typed letters lie in `name`; nil where one is missing.
  ///
  /// A prefix is the closest.
  private static func distance(of typed: String, in name: String) -> Int? {
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
