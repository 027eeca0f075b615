import Support
import Testing

/// The walk through the demo.
@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct TourTests {
  @Test func `the tour leads from the first red service to the playbook, and Esc leaves it`() async throws {
    let home = try ProgramHome(isNew: true)
    defer { home.remove() }
    try await inTerminal(home, columns: 80, rows: 24) { terminal in
      try await terminal.enter("sitrep tour --fast --fresh")
      // On a busy host it is broken by the time that the first frame is seen.
      try await terminal.until("the first sentence") {
        $0.isDemo && ($0.tourSays("Nothing is wrong yet") || $0.tourSays("DOWN stands first"))
          && !$0.showsHints
      }
      try await terminal.until("what to look at") { $0.tourSays("DOWN stands first", "Enter") }
      try await terminal.press("Enter")
      try await terminal.until("the service's page") { $0.tourSays("D declares") }
      try await terminal.press("D")
      try await terminal.until("the declaration") {
        $0.asksForDeclaration && $0.tourSays("are ticked", "Enter")
      }
      try await terminal.press("Enter")
      try await terminal.until("the playbook") { $0.currentStep == 1 && $0.tourSays("! shows") }
      try await terminal.press("Escape")
      try await terminal.until("the demo alone") { $0.currentStep == 1 && !$0.tourSays("!") }
    }
  }
}
