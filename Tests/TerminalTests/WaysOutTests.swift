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

  @Test func `with no memory left the terminal is whole and the record too`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inOwnTerminal(home) { terminal in
      try await terminal.until("registry", "OK")
      let saved = try await BuiltProgram.run("note", "before", in: home)
      #expect(saved.code == 0)
      let limited = try await BuiltProgram.run(
        "prlimit", ["--pid", "\(terminal.process)", "--as=1000000"], in: home)
      #expect(limited.code == 0, "\(limited.complaint)")
      try await terminal.type("\u{1B}[200~" + String(repeating: "long ", count: 200_000))
      // What it has already may do for the text; it can't do for ever larger screens.
      var code: Int32?
      for more in 1...40 where code == nil {
        terminal.resize(columns: 100 + 10 * more, rows: 20 + 4 * more)
        code = try await terminal.ended(within: .milliseconds(500))
      }
      #expect(code.map { $0 > 128 } == true, "\(String(describing: code))")
      try await terminal.isWhole()
      let verified = try await BuiltProgram.run("verify", in: home)
      #expect(verified.code == 0, "\(verified.output)\(verified.complaint)")
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
