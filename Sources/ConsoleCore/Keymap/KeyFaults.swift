import Cells
package import Settings

/// What is wrong with the keys that a configuration gives: every fault at once, none where all can be used.
package func keyFaults(in overrides: [KeyOverride]) -> [KeyFault] {
  overrides.indices.flatMap { faults(of: overrides[$0], at: $0) } + conflicts(overrides)
}

private func faults(of override: KeyOverride, at index: Int) -> [KeyFault] {
  guard let command = Command(rawValue: override.command) else {
    return [
      KeyFault(
        override: index, message: "no command is called \"\(override.command)\"",
        hint: .oneOf(Command.allCases.map(\.rawValue), else: "the help page (?) names them"))
    ]
  }
  guard !override.keys.isEmpty else {
    let keys = KeyTable.standard.rows.first { $0.command == command }?.keys.map(\.name.string) ?? []
    return [
      KeyFault(
        override: index, message: "\(command.rawValue) is left without a key",
        hint: .words("write one, as in \(keys.first ?? "F2"), or take the line out to have the usual one"))
    ]
  }
  return override.keys.enumerated().compactMap { place, word in
    guard let key = Key(name: word) else {
      return KeyFault(
        override: index, key: place, message: "\"\(word)\" is not a key",
        hint: .words(
          "write one character, Ctrl-B, Alt-b, F2, Space, Home, End, PgUp, PgDn, Left, Right, Ins or Del"))
    }
    return refusal(of: key, for: command).map {
      KeyFault(
        override: index, key: place, message: "\(key.name) can't be given to \(command.rawValue): \($0)",
        hint: .words("take another key"))
    }
  }
}

/// Why a key can't be given to a command, or nil.
private func refusal(of key: Key, for command: Command) -> String? {
  if case .control(let letter) = key, let twin = twins[letter] { return "the terminal sends it for \(twin)" }
  guard key.isFixed else { return nil }
  let isItsOwn = KeyTable.standard.rows.contains { $0.command == command && $0.keys.contains(key) }
  return isItsOwn ? nil : "every list and form is used with it"
}

/// What a terminal sends the same byte for (ECMA-48, the C0 controls).
private let twins: [Character: String] = [
  "h": "Backspace", "i": "Tab", "j": "Enter", "m": "Enter", "[": "Esc",
]

/// Keys that mean two commands on one screen once the overrides are in.
private func conflicts(_ overrides: [KeyOverride]) -> [KeyFault] {
  let table = KeyTable(overrides)
  var faults: [KeyFault] = []
  var told: Set<Pair> = []
  for (index, override) in overrides.enumerated() {
    for row in table.rows where row.command.rawValue == override.command {
      for (place, word) in override.keys.enumerated() {
        guard let key = Key(name: word), refusal(of: key, for: row.command) == nil else { continue }
        for other in table.rows where other.command != row.command && other.keys.contains(key) {
          let shared = ScreenKind.allCases.filter { row.isOn($0) && other.isOn($0) }
          guard !shared.isEmpty, told.insert(Pair(key, row.command, other.command)).inserted else { continue }
          let screens =
            shared.count == ScreenKind.allCases.count
            ? "every screen"
            : "the \(shared[0].rawValue) screen\(shared.count > 1 ? " and \(shared.count - 1) more" : "")"
          faults.append(
            KeyFault(
              override: index, key: place,
              message:
                "\(key.name) would be both \(row.command.rawValue) and \(other.command.rawValue) on \(screens)",
              hint: .words("take another key, or give \(other.command.rawValue) another one under keys too")))
        }
      }
    }
  }
  return faults
}

/// A key and the two commands that want it, in either order.
private struct Pair: Hashable {
  let key: Key
  let commands: Set<Command>

  init(_ key: Key, _ one: Command, _ other: Command) {
    self.key = key
    commands = [one, other]
  }
}
