import Glibc
import Support
import Testing

/// A terminal that takes nothing for a while, as over a line that hangs.
@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct StoppedReaderTests {
  @Test
  func
    `while nobody reads the screen probes, keys, notes and the record go on, and then the newest is shown`()
    async throws
  {
    let home = try ProgramHome.quiet(
      more: "  - {id: store, checks: [{id: up, exec: {argv: [touch, HOME/probed]}, every: 1s}]}")
    defer { home.remove() }
    try home.write(
      home.read(home.configuration)?.replacing("HOME", with: home.folder) ?? "", to: home.configuration)
    try await inOwnTerminal(home, columns: 300, rows: 100) { terminal in
      try await terminal.declares("pushes hang")
      let start = terminal.output.count
      // From here nothing is read: a few whole screens are more than the line holds.
      for screen in "1234561" { terminal.typeUnread("\(screen)\u{0C}") }
      terminal.typeUnread("nwritten in the dark\r")
      let saved = try await BuiltProgram.run("note", "from another shell", in: home)
      #expect(saved.code == 0)
      unlink("\(home.folder)/probed")
      try await recorded("written in the dark", in: home)
      try await recorded("from another shell", in: home)
      let probed = try await eventually { home.read("\(home.folder)/probed") }
      #expect(probed != nil, "nothing was probed")
      terminal.typeUnread("3")
      try await terminal.until("from another shell", from: start)
      try await judge(terminal.output, in: home, columns: 300, rows: 100) {
        $0.isConsole && $0.shows("written in the dark", "from another shell")
      }
      let frames = String(decoding: terminal.output.dropFirst(start), as: UTF8.self).ranges(of: "\u{1B}[2J")
        .count
      #expect(frames <= 3, "frames that nobody could see were kept: \(frames)")
    }
  }

  private func recorded(_ words: String, in home: ProgramHome) async throws {
    let found = try await eventually {
      try await BuiltProgram.run("export", "INC-1", "--format", "markdown", in: home).output.contains(words)
        ? true : nil
    }
    #expect(found == true, "\(words) is not on record")
  }
}
