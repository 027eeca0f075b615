import Support
import Testing

/// What `sitrep init` asks before it writes.
@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct FirstStepsInTerminalTests {
  @Test(arguments: [("y", true), ("n", false), ("", false)])
  func `init asks, and only a yes writes the file`(_ answer: String, _ writes: Bool) async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.enter("sitrep init")
      try await terminal.until("the question") { $0.shows("Write this to", "[y/N]") }
      #expect(home.read(home.configuration) == nil)
      try await terminal.type(answer)
      try await terminal.press("Enter")
      try await terminal.until("the shell") { $0.shellPrompt == 0 }
      #expect((home.read(home.configuration) != nil) == writes)
    }
  }
}
