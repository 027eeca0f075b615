import Support
import Testing

@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct UpdateTests {
  @Test func `an update that is due says so on every screen`() async throws {
    let home = try ProgramHome.quiet(more: "cadence: {sev3: {first: 1s, every: 1h}}")
    defer { home.remove() }
    try await inTerminal(home, columns: 80, rows: 24) { terminal in
      try await terminal.opensConsole()
      try await terminal.declares("pushes hang")
      for screen in 1...6 {
        try await terminal.press("\(screen)")
        try await terminal.until("the update due above screen \(screen)") { $0.isUpdateDue }
      }
    }
  }

  @Test func `a channel that fails holds up neither the other one nor the incident`() async throws {
    let home = try ProgramHome.quiet(
      more: """
        channels:
          - {id: chat, webhook: {url: "http://127.0.0.1:1/hook", format: slack}}
          - {id: status, file: {path: status.txt}}
        """)
    defer { home.remove() }
    let status = "\(home.folder)/status.txt"
    try home.write(
      home.read(home.configuration)?.replacing("status.txt", with: status) ?? "", to: home.configuration)
    try await inTerminal(home) { terminal in
      try await terminal.opensConsole()
      try await terminal.declares("pushes hang")
      try await terminal.press("c")
      try await terminal.until("the update") { $0.isUpdateForm }
      try await terminal.press("C-s")
      try await terminal.until("one sent, the other tried again") {
        $0.hasSent(update: 1, to: "status") && $0.triesAgain("chat")
      }
      #expect(home.read(status)?.contains("pushes hang") == true)
      try await terminal.notes("told them by telephone")
      try await terminal.press("R")
      try await terminal.until("the question") { $0.asksForConfirmation }
      try await terminal.press("Enter")
      try await terminal.until("resolved") { $0.incidentIs("resolved") }
    }
  }

  @Test func `what is left half written is there when the update is opened again`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.opensConsole()
      try await terminal.declares("pushes hang")
      try await terminal.press("c")
      try await terminal.until("the update") { $0.isUpdateForm }
      try await terminal.type(" Half a sentence")
      try await terminal.until("what was typed") { $0.shows("Half a sentence") }
      try await terminal.press("Escape")
      try await terminal.until("the incident") { !$0.isUpdateForm }
      try await terminal.press("c")
      try await terminal.until("what was typed before") { $0.isUpdateForm && $0.shows("Half a sentence") }
    }
  }
}
