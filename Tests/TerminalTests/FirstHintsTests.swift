import Support
import Testing

/// The five keys that a newcomer is shown.
@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct FirstHintsTests {
  @Test func `a newcomer is shown five keys once, and never again`() async throws {
    let home = try ProgramHome.quiet(isNew: true)
    defer { home.remove() }
    try await inTerminal(home, columns: 80, rows: 24) { terminal in
      try await terminal.enter("sitrep")
      try await terminal.until("the hints") { $0.showsHints && $0.explains("D", "Enter", "c", "?", ":") }
      try await terminal.press("Space")
      try await terminal.until("the services") { !$0.showsHints && $0.listsServices }
      try await terminal.press("q")
      try await terminal.until("the shell") { $0.shellPrompt == 0 }
      try await terminal.enter("sitrep")
      try await terminal.until("the services without the hints") {
        $0.isConsole && $0.service("registry", is: "OK") && !$0.showsHints
      }
    }
  }

  @Test func `the demo shows them too`() async throws {
    let home = try ProgramHome(isNew: true)
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.enter("sitrep demo --fresh")
      try await terminal.until("the hints") { $0.showsHints && $0.isDemo }
    }
  }

  @Test func `a script sees no hints and leaves them for the person`() async throws {
    let home = try ProgramHome.quiet(isNew: true)
    defer { home.remove() }
    let text = try await BuiltProgram.run("console", in: home)
    #expect(!text.output.contains("Any key closes this"))
    #expect(home.read(home.hintsFile) == nil)
  }
}
