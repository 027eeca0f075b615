import Foundation
import Glibc
import Support
import Testing

/// Two people with a console each on one record.
@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct CompanyTests {
  @Test func `who else is here is shown, and a console that is killed is gone and its work taken over`()
    async throws
  {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inTerminal(home) { ana in
      try await ana.opensConsole()
      try await inTerminal(home, environment: ["SITREP_USER": "raj"]) { raj in
        try await raj.opensConsole()
        try await raj.until("that ana is here and probes") {
          $0.shows("another console probes", "with ana (services)")
        }
        let status = try await BuiltProgram.run("status", in: home)
        #expect(status.lines.count { $0.hasPrefix("open here: ") } == 2, "\(status.output)")
        kill(try await ana.consoleProcess(), SIGKILL)
        // Two seconds on an idle host.
        try await raj.until("that nobody else is here", within: .seconds(10)) {
          $0.isConsole && !$0.shows("another console probes") && !$0.shows("with ana")
        }
      }
    }
  }
}
