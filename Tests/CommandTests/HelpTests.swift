import Support
import Testing

@Suite struct HelpTests {
  static let commands = [
    "console", "demo", "tour", "init", "check", "lint", "status", "note", "search", "export", "verify",
    "redact", "key", "backup", "restore", "sync",
    "keys", "man",
  ]

  private func sitrep(_ arguments: String...) async throws -> BuiltProgram.Outcome {
    let home = try ProgramHome()
    defer { home.remove() }
    return try await BuiltProgram.run(BuiltProgram.path, arguments, in: home)
  }

  @Test func `help names every subcommand`() async throws {
    let help = try await sitrep("--help")
    #expect(help.code == 0)
    for command in Self.commands { #expect(help.output.contains("\n  \(command) "), "\(command) is missing") }
  }

  @Test(arguments: commands)
  func `every subcommand explains itself`(_ command: String) async throws {
    let help = try await sitrep(command, "--help")
    #expect(help.code == 0)
    #expect(help.output.hasPrefix("OVERVIEW: "))
    #expect(help.output.contains("USAGE: sitrep \(command)"))
    #expect(help.complaint == "")
  }

  @Test(arguments: commands)
  func `every option of a subcommand is explained`(_ command: String) async throws {
    let help = try await sitrep(command, "--help")
    let options = help.output.split(separator: "\n").filter { $0.hasPrefix("  -") }
    #expect(options.count > 1)
    for option in options {
      let words = option.split(separator: "  ", omittingEmptySubsequences: true)
      let isLong = words.count == 1 && option.count > 24
      #expect(words.count > 1 || isLong, "nothing is said of \(option)")
    }
  }

  @Test(arguments: [
    ["nonsense"], ["status", "--nonsense"], ["export"], ["export", "INC-1", "--format", "pdf"],
  ])
  func `what is not understood is refused with the way it is used`(_ arguments: [String]) async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let refused = try await BuiltProgram.run(BuiltProgram.path, arguments, in: home)
    #expect(refused.code == 64)
    #expect(refused.output == "")
    #expect(refused.complaint.contains("Usage: sitrep"))
  }

  @Test func `the version is a number of three parts`() async throws {
    let version = try await sitrep("--version")
    #expect(version.code == 0)
    #expect(version.output.wholeMatch(of: #/\d+\.\d+\.\d+\n/#) != nil)
  }
}
