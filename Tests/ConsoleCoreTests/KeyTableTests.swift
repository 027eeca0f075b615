import Cells
import ConsoleCore
import Settings
import Support
import Testing

private func faults(_ overrides: KeyValuePairs<String, [String]>) -> [String] {
  keyFaults(in: overrides.map { KeyOverride(command: $0.key, keys: $0.value) }).map(\.message)
}

private func table(_ overrides: KeyValuePairs<String, [String]>) -> KeyTable {
  KeyTable(overrides.map { KeyOverride(command: $0.key, keys: $0.value) })
}

@Suite struct KeyTableTests {
  @Test func `a command has the keys that the configuration gives it, and its usual ones no more`() {
    var desk = Desk.declaredNight()
    desk.has(keys: ["note": ["N", "F2"]])
    desk.type("n")
    #expect(desk.prompt == nil)
    #expect(desk.says == "n does nothing here; ? shows what does")
    desk.press(.function(2))
    #expect(desk.prompt?.purpose.isNote == true)
    desk.press(.escape)
    desk.type("N")
    #expect(desk.prompt?.purpose.isNote == true)
  }

  @Test func `sentences call a command by its new key`() {
    var desk = Desk()
    desk.has(keys: ["declare": ["F5"]])
    desk.type("c")
    #expect(desk.says == "no incident is open; F5 declares one")
  }

  @Test func `the usual keys have no fault and no conflict`() {
    let usual = KeyTable.standard.rows.map { row in
      KeyOverride(command: row.command.rawValue, keys: row.keys.map(\.name.string))
    }
    #expect(keyFaults(in: usual).map(\.message) == [])
  }

  @Test func `every key of the table is read back from its name`() {
    for row in KeyTable.standard.rows {
      let again = KeyTable([KeyOverride(command: row.command.rawValue, keys: row.keys.map(\.name.string))])
      #expect(again.rows.first { $0.command == row.command }?.keys == row.keys)
    }
  }

  @Test func `one key for two commands on one screen is told once, with both`() {
    #expect(faults(["note": ["c"]]) == ["c would be both note and update on every screen"])
    #expect(
      faults(["note": ["N"], "update": ["N"]]) == ["N would be both note and update on every screen"])
    #expect(faults(["skip": ["f"]]) == ["f would be both skip and failed on the incident screen"])
  }

  @Test func `two commands may change keys, and one key may serve two screens`() {
    #expect(faults(["note": ["c"], "update": ["n"]]) == [])
    #expect(faults(["skip": ["x"]]) == [])
  }

  @Test func `a command without a key and words that are no keys are told all at once`() {
    #expect(
      faults(["note": [], "declare": ["Strg-D"], "ntoe": ["N"]]) == [
        "note is left without a key", "\"Strg-D\" is not a key", "no command is called \"ntoe\"",
      ])
  }

  @Test func `keys that every form needs can't be taken, nor what a terminal sends for them`() {
    #expect(
      faults(["note": ["Enter", "Esc", "Ctrl-I"]]) == [
        "Enter can't be given to note: every list and form is used with it",
        "Esc can't be given to note: every list and form is used with it",
        "Ctrl-I can't be given to note: the terminal sends it for Tab",
      ])
  }

  @Test func `a key that every form needs stays beside the new ones`() {
    let back = table(["back": ["b"]]).rows.first { $0.command == .back }
    #expect(back?.keys == [.character("b"), .escape])
  }

  @Test func `a configuration that is read again brings its keys`() {
    var desk = Desk.declaredNight()
    desk.type("N")
    #expect(desk.prompt == nil)
    desk.has(keys: ["note": ["N"]])
    desk.type("N")
    #expect(desk.prompt?.purpose.isNote == true)
  }
}

extension Desk {
  /// The configuration is read again, with these keys in it.
  fileprivate mutating func has(keys: KeyValuePairs<String, [String]>) {
    var settings = state.settings
    settings.keys = keys.map { KeyOverride(command: $0.key, keys: $0.value) }
    act(.settingsReloaded(settings, state.library))
  }
}

extension Prompt.Purpose {
  fileprivate var isNote: Bool { if case .note = self { true } else { false } }
}
