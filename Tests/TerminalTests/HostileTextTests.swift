import Support
import Testing

@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct HostileTextTests {
  @Test func `text from outside neither moves the cursor, nor colours, nor names the window`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.opensConsole()
      try await terminal.declares("pushes hang")
      let title = try await terminal.title()
      let hostile = "\u{1B}]0;pwned\u{07}\u{1B}[2J\u{1B}[1;1Hcame\u{202E}through\u{9B}31m"
      let saved = try await BuiltProgram.run("note", hostile, in: home)
      #expect(saved.code == 0)
      let shown = try await terminal.until("the note, harmless") { $0.shows("pwned", "came") }
      #expect(shown.isConsole && shown.incidentName == "INC-1" && shown.shows(Word.timeline))
      #expect(!shown.text.contains("\u{202E}"))
      #expect(try await terminal.title() == title)
    }
  }
}
