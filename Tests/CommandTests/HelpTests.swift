import Support
import Testing

@Suite struct HelpTests {
  @Test(arguments: ["console", "demo", "init", "check", "lint", "status", "note", "export", "verify"])
  func `every subcommand explains itself`(_ command: String) async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let help = try await BuiltProgram.run(command, "--help", in: home)
    #expect(help.code == 0)
    #expect(help.output.contains("USAGE: sitrep \(command)"))
    #expect(help.complaint == "")
  }
}
