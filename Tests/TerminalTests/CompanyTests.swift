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

  @Test(arguments: ["sitrep", "sitrep --plain"])
  func `a console that is stopped with Ctrl-Z is taken over, and follows after fg`(_ console: String)
    async throws
  {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inTerminal(home) { ana in
      try await ana.enter(console)
      try await ana.until("that it looks") { $0.service("registry", is: "OK") || $0.shows("first look done") }
      try await inTerminal(home, environment: ["SITREP_USER": "raj"]) { raj in
        try await raj.opensConsole()
        try await raj.until("that ana probes") { $0.shows("another console probes") }
        try await ana.press("C-z")
        try await ana.until("the shell") { $0.shellPrompt != nil && $0.shows("Stopped") }
        // Two seconds on an idle host.
        try await raj.until("that he probes", within: .seconds(10)) {
          $0.isConsole && !$0.shows("another console probes")
        }
        try await ana.enter("fg")
        try await ana.until("that another probes") { $0.shows("another console probes") }
        try await raj.press("q")
        try await raj.until("the shell") { $0.shellPrompt == 0 }
        if console == "sitrep" {
          try await ana.until("that she probes", within: .seconds(10)) {
            $0.isConsole && !$0.shows("another console probes")
          }
        }
      }
    }
  }

  @Test func `a shell that is opened by lines lets another console probe meanwhile`() async throws {
    let home = try ProgramHome.quiet(environment: ["SHELL": "/bin/bash"])
    defer { home.remove() }
    try home.write("PS1='inner > '", to: ".bashrc")
    try await inTerminal(home) { ana in
      try await ana.enter("sitrep --plain")
      try await ana.until("that it looks") { $0.shows("first look done") }
      try await ana.enter("shell")
      try await ana.until("the shell") { $0.shows("inner >") }
      try await inTerminal(home, environment: ["SITREP_USER": "raj"]) { raj in
        try await raj.opensConsole()
        try await raj.until("that he probes") {
          $0.service("registry", is: "OK") && !$0.shows("another console probes")
        }
        try await ana.enter("exit")
        try await ana.until("that another probes") { $0.shows("another console probes") }
      }
    }
  }
}
