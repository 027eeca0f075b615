import Support
import Testing

/// More than a person does on purpose: windows drawn wildly, and whole files pasted.
@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct StormTests {
  @Test func `after a thousand sizes in a row the last one has its frame, and no size has two`() async throws
  {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inOwnTerminal(home) { terminal in
      try await terminal.until("registry", "OK")
      var chance = SeededGenerator(seed: 17)
      for number in 1...1000 {
        terminal.resize(
          columns: Int.random(in: 1...500, using: &chance), rows: Int.random(in: 1...200, using: &chance))
        // Half of it without a breath, half with the time for a frame now and then.
        if number > 500, number % 10 == 0 { try await terminal.writes() }
      }
      let start = terminal.output.count
      terminal.resize(columns: 100, rows: 30)
      try await terminal.until(clear, "registry", "quit", from: start)
      try await terminal.rests()
      let output = terminal.output
      #expect(terminal.text.ranges(of: clear).count <= 1002)
      try await judge(output, in: home, columns: 100, rows: 30) {
        $0.isConsole && $0.isRuled(100) && $0.service("registry", is: "OK") && $0.shows("q quit")
      }
      try await terminal.type("q")
      try await terminal.isLeftWhole(with: 0)
    }
  }

  @Test func `a megabyte lands in the field as far as it fits, with words, and nothing of it is a key`()
    async throws
  {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inOwnTerminal(home) { terminal in
      try await terminal.declares("pushes hang")
      try await terminal.type("n")
      try await terminal.until("on INC-1's timeline")
      let line = "q\r:quit\r\u{03}\u{1B}[A\u{1B}q\u{1B}[201 D R y\r\n"
      let text = String(repeating: line, count: 1_048_576 / line.utf8.count)
      try await terminal.type("\u{1B}[200~\(text)\u{1B}[201~")
      try await terminal.until("left out")
      // Ctrl-U empties the field, and the console is as quick as before.
      try await terminal.type("\u{15}still here\r")
      try await saves("still here", in: home)
      try await terminal.stays()
    }
  }

  @Test func `without a field a paste does nothing, and a sentence says so`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inOwnTerminal(home) { terminal in
      try await terminal.until("registry", "OK")
      try await terminal.type("\u{1B}[200~qDq\r:quit\rq\u{1B}[201~")
      try await terminal.until("pasted text goes into a field")
      try await terminal.stays()
      #expect(!terminal.text.contains("Declare an incident"))
    }
  }

  @Test func `a paste in pieces, with an end mark in it, is one text`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inOwnTerminal(home) { terminal in
      try await terminal.declares("pushes hang")
      try await terminal.type("n")
      try await terminal.until("on INC-1's timeline")
      for piece in ["\u{1B}[20", "0~one ", "two\u{1B}", "[201~q\u{1B}[201~ "] {
        try await terminal.type(piece)
        try await terminal.reads()
      }
      try await terminal.type("three\r")
      try await saves("one twoq three", in: home)
      try await terminal.stays()
    }
  }

  @Test func `a paste that never ends is no key either, and Esc goes on without its end`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inOwnTerminal(home) { terminal in
      try await terminal.until("registry", "OK")
      try await terminal.type("\u{1B}[200~some words")
      try await terminal.until("Esc goes on without it")
      try await terminal.type("qqq")
      let start = terminal.output.count
      try await terminal.until("pasted text goes into a field", from: start)
      try await terminal.stays()
      try await terminal.type("\u{1B}")
      try await terminal.until("the paste is over")
      try await terminal.type("?")
      try await terminal.until("The services screen")
    }
  }

  /// Waits until the record has a note of these words.
  private func saves(_ words: String, in home: ProgramHome) async throws {
    let saved = try await eventually {
      try await BuiltProgram.run("export", "INC-1", "--format", "markdown", in: home).output.contains(words)
        ? true : nil
    }
    #expect(saved == true, "\(words) was not saved")
  }

  private let clear = "\u{1B}[H\u{1B}[2J"
}

extension OwnTerminal {
  /// Declares an incident where nothing is red.
  func declares(_ title: String) async throws {
    try await until("registry", "OK")
    try await type("D")
    try await until("Declare an incident")
    try await type("\(title)\r")
    try await until("INC-1", title)
  }

  /// Waits until the program has written more.
  func writes() async throws {
    let start = output.count
    _ = try await eventually { output.count > start ? true : nil }
  }

  /// Waits until nothing more comes for some looks in a row: a frame for an earlier size may come before the last.
  func rests() async throws {
    var (last, same) = (-1, 0)
    _ = try await eventually { () -> Bool? in
      same = output.count == last ? same + 1 : 0
      last = output.count
      return same >= 20 ? true : nil
    }
  }

  /// Waits until the program has read what was typed.
  func reads() async throws {
    let start = pending
    _ = try await eventually { start == 0 || pending < start ? true : nil }
  }

  /// The console lives, and has taken nothing for a wish to leave.
  func stays() async throws {
    let code = try await ended(within: .zero)
    #expect(code == nil, "the console has ended")
  }
}

/// What tmux has on its screen after a program's bytes.
func judge(
  _ bytes: [UInt8], in home: ProgramHome, columns: Int, rows: Int, line: Int = #line,
  _ holds: (Screen) -> Bool
) async throws {
  let drawing = "\(home.folder)/drawing-\(columns)x\(rows)"
  try home.write(bytes, to: drawing)
  try await inTerminal(home, columns: columns, rows: rows) { terminal in
    try await terminal.enter("stty raw -echo; cat \(drawing); exec sleep 1000")
    try await terminal.until("what the program meant", line: line, holds)
  }
}
