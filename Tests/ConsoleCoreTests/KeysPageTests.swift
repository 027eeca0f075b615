import Cells
import ConsoleCore
import Foundation
import Settings
import Support
import Testing

@Suite struct KeysPageTests {
  @Test func `every row is on the page once, with its keys and what it does`() {
    let lines = KeyTable.standard.markdown.split(separator: "\n").filter { $0.hasPrefix("| `") }
    #expect(lines.count == KeyTable.standard.rows.count)
    for row in KeyTable.standard.rows {
      let keys = row.keyNames.map { "`\($0)`" }.joined(separator: " ")
      #expect(lines.contains { $0.hasPrefix("| \(keys) | `\(row.command.rawValue)` | \(row.explanation) ") })
    }
  }

  @Test func `every command has a row, and no key has two on one screen`() {
    let commands = Set(KeyTable.standard.rows.map(\.command))
    #expect(Command.allCases.filter { !commands.contains($0) } == [])
    for screen in ScreenKind.allCases {
      let rows = KeyTable.standard.rows(on: screen)
      #expect(Set(rows.map(\.command)).count == rows.count, "a command stands twice on \(screen)")
    }
  }

  @Test func `the page in the documentation is the one that is printed`() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/ConsoleCore/ConsoleCore.docc/Keys.md").standardizedFileURL
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try KeyTable.standard.markdown.write(to: path, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: path, encoding: .utf8) == KeyTable.standard.markdown)
  }

  @Test func `the terminal's page has the keys that the configuration gives`() {
    let table = KeyTable([KeyOverride(command: "note", keys: ["F2"])])
    #expect(table.text.contains("  F2              note "))
  }
}
