import Glibc
import Support
import Testing

/// Ctrl-C as a key and SIGINT from outside: once says how to leave, twice leaves.
@Suite struct InterruptTests {
  @Test(arguments: [true, false])
  func `once says how to leave, twice leaves a whole terminal`(_ isKey: Bool) async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inOwnTerminal(home) { terminal in
      try await terminal.until("registry", "OK")
      try await interrupt(terminal, isKey)
      try await terminal.until("Ctrl-C again leaves sitrep")
      #expect(kill(terminal.process, 0) == 0)
      // On a machine that is very busy the first one may be too long ago: then this one says how again.
      for _ in 0..<10 where try await terminal.ended(within: .zero) == nil {
        try await interrupt(terminal, isKey)
        _ = try await terminal.ended(within: .seconds(2))
      }
      try await terminal.isLeftWhole(with: 0)
    }
  }

  private func interrupt(_ terminal: OwnTerminal, _ isKey: Bool) async throws {
    if isKey { try await terminal.type("\u{03}") } else { kill(terminal.process, SIGINT) }
  }
}
