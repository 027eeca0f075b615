import Glibc
import Support
import Testing

/// However the program ends, the terminal is whole again.
@Suite struct WaysOutTests {
  @Test(arguments: [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS, SIGQUIT])
  func `a crash gives the terminal back and is told as what it is`(_ number: Int32) async throws {
    try await withConsole(["console", "--mouse"]) { terminal in
      #expect(!terminal.left.isCooked && terminal.left.privateModes.isSuperset(of: [1000, 1049, 2004]))
      kill(terminal.process, number)
      try await terminal.isLeftWhole(with: 128 + number)
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `a console that is asked to end says so by its code`(_ number: Int32) async throws {
    try await withConsole(["console", "--mouse"]) { terminal in
      kill(terminal.process, number)
      try await terminal.isLeftWhole(with: 128 + number)
    }
  }

  @Test func `a kill that nobody can catch is made good by another process`() async throws {
    try await withConsole { terminal in
      kill(terminal.process, SIGKILL)
      try await terminal.isLeftWhole(with: 128 + SIGKILL)
    }
  }

  @Test func `q leaves with nothing to complain of`() async throws {
    try await withConsole { terminal in
      try await terminal.type("q")
      try await terminal.isLeftWhole(with: 0)
    }
  }

  @Test(arguments: ["ulimit -c 0", "trap '' HUP"])
  func `a connection that drops takes the console with it, where the hang-up is not told too`(
    _ before: String
  ) async throws {
    try await withConsole(before: before) { terminal in
      terminal.hangUp()
      let code = try await terminal.ended(within: .seconds(2))
      #expect(code == 128 + SIGHUP)
    }
  }

  private func withConsole(
    _ arguments: [String] = [], before: String = "ulimit -c 0", _ body: (OwnTerminal) async throws -> Void
  ) async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inOwnTerminal(home, arguments, before: before) { terminal in
      try await terminal.until("registry", "OK")
      try await body(terminal)
    }
  }
}
