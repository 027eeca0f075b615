import Documents
import Settings
import Testing

private func read(_ source: String, faults: ([KeyOverride]) -> [KeyFault] = { _ in [] }) -> (
  keys: [KeyOverride]?, findings: [String]
) {
  let read = readSettings(
    "schema: sitrep/config@1\n" + source, file: "f", include: { _ in [] }, keyFaults: faults)
  return (read.settings?.keys, read.findings.map(\.text))
}

@Suite struct KeysTests {
  @Test func `keys are read as they are written, one or several`() {
    let (keys, findings) = read("keys: {note: [N, F2], declare: D, services: 0, back: \"*\"}")
    #expect(findings == [])
    #expect(
      keys == [
        KeyOverride(command: "note", keys: ["N", "F2"]), KeyOverride(command: "declare", keys: ["D"]),
        KeyOverride(command: "services", keys: ["0"]), KeyOverride(command: "back", keys: ["*"]),
      ])
  }

  @Test func `what is wrong with them stands at the word, with what would be right`() {
    let (keys, findings) = read("keys:\n  ntoe: N\n  declare: [D, Strg-D]") { overrides in
      [
        KeyFault(override: 1, key: 1, message: "is no key", hint: .words("write F2")),
        KeyFault(
          override: 0, message: "no command \(overrides[0].command)",
          hint: .oneOf(["note", "update"], else: "none")),
      ]
    }
    #expect(keys == nil)
    #expect(
      findings == [
        "f:3:3: error: no command ntoe; did you mean \"note\"?", "f:4:16: error: is no key; write F2",
      ])
  }

  @Test func `a list in a list is no key`() {
    #expect(
      read("keys: {note: [[N]]}").findings == [
        "f:2:15: error: a list is not a key; write a key, as in N, F2 or Ctrl-B"
      ])
  }

  @Test func `keys belong in the main file`() {
    let findings = readSettings(
      "schema: sitrep/config@1\ninclude: more.yaml\n", file: "f",
      include: { [(file: $0, source: "schema: sitrep/config@1\nkeys: {note: N}\n")] }
    ).findings
    #expect(
      findings.map(\.text) == ["more.yaml:2:1: error: \"keys\" belongs in the main file; move it there"])
  }
}
