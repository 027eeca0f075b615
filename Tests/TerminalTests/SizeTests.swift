import Support
import Testing

@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct SizeTests {
  @Test func `in 80 by 24 an incident has its clock, its playbook, its timeline and its keys`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    try await inTerminal(home, columns: 80, rows: 24) { terminal in
      try await terminal.enter("sitrep demo --fast --fresh")
      try await terminal.until("the registry DOWN") { $0.service("registry", is: Word.down) }
      try await terminal.press("D")
      let form = try await terminal.until("the declaration") { $0.asksForDeclaration }
      #expect(form.shows("SEV1", "Impact began", "demo-registry-outage"))
      try await terminal.press("Enter")
      let incident = try await terminal.until("the playbook") { $0.currentStep == 1 }
      #expect(incident.hasUpdateClock && incident.incidentClock != nil && incident.commander == "ana")
      #expect(incident.shows("$", "expect", Word.timeline))
      #expect(incident.lines.last { !$0.isEmpty }?.contains("Enter") == true, "the keys stand below")
      #expect(incident.lines.allSatisfy { $0.count <= 80 })
    }
  }

  @Test func `in 10 by 3 one line tells how things are, and a wider window shows the whole`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.enter("sitrep")
      try await terminal.until("the service, well") { $0.service("registry", is: "OK") }
      try await terminal.resize(columns: 10, rows: 3)
      try await terminal.until("the state in one line") { $0.lines.first?.hasPrefix(Word.allWell) ?? false }
      try await terminal.resize(columns: 80, rows: 24)
      try await terminal.until("the whole again") { $0.isConsole && $0.service("registry", is: "OK") }
    }
  }

  @Test func `while an incident is open the one line has severity and clock`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inTerminal(home, columns: 30, rows: 5) { terminal in
      try await terminal.enter("sitrep")
      try await terminal.until("the state in one line") { $0.shows(Word.allWell) }
      try await terminal.resize(columns: 100, rows: 30)
      try await terminal.until("the services") { $0.listsServices }
      try await terminal.declares("pushes hang")
      try await terminal.resize(columns: 30, rows: 5)
      let one = try await terminal.until("the incident in one line") {
        $0.lines.first?.contains("SEV") ?? false
      }
      #expect(one.lines.first?.contains(#/\d\d:\d\d/#) == true)
    }
  }

  @Test func `however the window is drawn, the screen fits it`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.opensConsole()
      for (columns, rows) in [(200, 50), (40, 12), (39, 11), (1, 1), (60, 20), (132, 43), (80, 24)] {
        try await terminal.resize(columns: columns, rows: rows)
        guard columns >= 40 else { continue }
        try await terminal.until("the frame at \(columns)x\(rows)") { screen in
          screen.isConsole && screen.isRuled(columns) && screen.lines.count(where: { !$0.isEmpty }) >= 5
        }
      }
      try await terminal.press("q")
      try await terminal.until("the shell") { $0.shellPrompt == 0 }
    }
  }
}
