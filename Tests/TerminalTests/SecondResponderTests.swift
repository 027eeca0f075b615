import Support
import Testing

@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct SecondResponderTests {
  @Test func `two responders on one host see each other's incident, notes and roles as they come`()
    async throws
  {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inTerminal(home) { ana in
      try await inTerminal(home, environment: ["SITREP_USER": "raj"]) { raj in
        for terminal in [ana, raj] {
          try await terminal.enter("sitrep")
          try await terminal.until("the service, well") { $0.service("registry", is: "OK") }
        }
        try await ana.declares("pushes hang")
        try await raj.until("her incident") { $0.incidentName == "INC-1" && $0.commander == "ana" }
        try await raj.press("2")
        try await raj.until("the incident's screen") { $0.shows(Word.timeline) }
        try await raj.notes("the proxy was restarted at noon")
        try await ana.until("his note") { $0.shows("the proxy was restarted at noon") }
        try await ana.notes("I look at the store")
        try await raj.until("her note") { $0.shows("I look at the store") }
        try await raj.press("I")
        try await raj.until("the question") { $0.shows("Take it over?") }
        try await raj.press("Enter")
        try await ana.until("him in command") { $0.commander == "raj" }
      }
    }
    let verified = try await BuiltProgram.run("verify", in: home)
    #expect(verified.code == 0, "\(verified.output)\(verified.complaint)")
  }

  @Test func `a note from any shell shows in the console`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.opensConsole()
      try await terminal.declares("pushes hang")
      let saved = try await BuiltProgram.run("note", "rolled", "back", "the", "proxy", in: home)
      #expect(saved.code == 0)
      #expect(saved.output.contains("INC-1"))
      try await terminal.until("the note") { $0.shows("rolled back the proxy") }
    }
  }
}
