import Support
import Testing

/// Where no screen can be drawn, the state goes out as text.
@Suite struct NoTerminalTests {
  @Test func `without a terminal the state is told as text, with a reason and its code`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    let told = try await BuiltProgram.run(in: home, environment: ["TERM": "xterm-256color"])
    #expect(told.code == 3, "nobody has looked at the service yet")
    #expect(told.complaint.contains("no terminal"))
    #expect(told.complaint.contains("sitrep status"))
    #expect(told.output.contains("registry"))
    #expect(!(told.output + told.complaint).contains("\u{1B}"))
  }

  @Test(
    .enabled(if: Terminal.isHere, "tmux is not installed"),
    arguments: [("env -u TERM", "TERM is not set"), ("TERM=dumb", "dumb")])
  func `a terminal that can't be drawn on gets the state as text`(_ setting: String, _ words: String)
    async throws
  {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.enter("\(setting) \(BuiltProgram.path)")
      let told = try await terminal.until("the state as text") {
        $0.shellPrompt != nil && $0.shows("never looked at")
      }
      #expect(told.shellPrompt == 3)
      #expect(told.shows(words, "registry", "sitrep --plain"))
      #expect(!told.isConsole)
    }
  }

  @Test(.enabled(if: Terminal.isHere, "tmux is not installed"))
  func `a terminal that nobody has described is drawn on all the same`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.enter("TERM=no-such-thing \(BuiltProgram.path)")
      try await terminal.until("the services") { $0.isConsole && $0.service("registry", is: "OK") }
      try await terminal.press("q")
      try await terminal.until("the shell") { $0.shellPrompt == 0 }
    }
  }

  @Test func `a demo without a terminal ends by itself`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let told = try await BuiltProgram.run("demo", in: home)
    #expect(told.code == 3)
    #expect(told.complaint.contains("no terminal"))
  }
}
