import Foundation
import Support
import Testing

@Suite struct ManualTests {
  private func sitrep(_ arguments: String...) async throws -> BuiltProgram.Outcome {
    let home = try ProgramHome()
    defer { home.remove() }
    return try await BuiltProgram.run(BuiltProgram.path, arguments, in: home)
  }

  @Test func `the manual tells every command with its options`() async throws {
    let page = try await sitrep("man")
    #expect(page.code == 0)
    for command in HelpTests.commands {
      #expect(page.output.contains(".SS sitrep \(command)\n"), "\(command) is missing")
    }
    for option in ["\\-\\-against <against>", "\\-\\-output, \\-o <output>", "\\-\\-theme <theme>"] {
      #expect(page.output.contains(".B \(option)\n"), "\(option) is missing")
    }
  }

  @Test func `the manual and the keys page have every key`() async throws {
    let page = try await sitrep("man")
    let keys = try await sitrep("keys", "--format", "markdown")
    let rows = keys.output.split(separator: "\n").filter { $0.hasPrefix("| `") }
    #expect(rows.count > 40)
    for row in rows {
      let command = try #require(row.split(separator: "|").dropFirst().first).filter {
        $0 != "`" && $0 != " "
      }
      #expect(
        page.output.contains("\\fR   \(command.replacing("-", with: "\\-"))\n"), "\(command) is missing")
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/groff")))
  func `groff has nothing to say against the manual`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let page = try await BuiltProgram.run("man", in: home)
    let file = try home.write(page.output, to: "sitrep.1")
    let checked = try await BuiltProgram.run("/usr/bin/groff", ["-man", "-ww", "-z", file], in: home)
    #expect(checked.complaint == "")
    #expect(checked.code == 0)
  }
}
