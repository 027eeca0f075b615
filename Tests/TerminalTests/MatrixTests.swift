import Support
import Testing

/// The built program on every kind of terminal.
@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct MatrixTests {
  static let terminals = [
    "xterm-256color", "tmux-256color", "screen", "screen-256color", "linux", "vt100", "xterm-direct",
    "xterm-kitty", "alacritty", "foot", "nsterm", "putty", "putty-256color", "xterm-16color", "xterm",
    "xterm-mono",
  ]

  @Test(arguments: terminals)
  func `the frame that is meant is shown, with no more colours than there are, and all is given back`(
    _ name: String
  ) async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inOwnTerminal(home, environment: ["TERM": name]) { terminal in
      try await terminal.until("registry", "quit")
      try await terminal.until("OK")
      try await isMeant(terminal, in: home, columns: 80, rows: 24)
      for (columns, rows) in [(40, 12), (500, 200)] {
        try await terminal.becomes(columns: columns, rows: rows, showing: "registry", "quit")
        try await isMeant(terminal, in: home, columns: columns, rows: rows)
      }
      try await terminal.becomes(columns: 30, rows: 5, showing: Word.allWell)
      try await judge(terminal.output, in: home, columns: 30, rows: 5) {
        $0.lines.first?.hasPrefix(Word.allWell) == true && !$0.isConsole
      }
      let drawn = colours(in: terminal.output)
      #expect(drawn.isSubset(of: Self.known(to: name)), "\(drawn)")
      try await terminal.type("q")
      try await terminal.isLeftWhole(with: 0)
    }
  }

  /// What the program has drawn so far is the services screen of this size.
  private func isMeant(_ terminal: OwnTerminal, in home: ProgramHome, columns: Int, rows: Int) async throws {
    try await judge(terminal.output, in: home, columns: columns, rows: rows) {
      $0.isConsole && $0.isRuled(columns) && $0.service("registry", is: "OK") && $0.shows("q quit")
    }
  }

  @Test(arguments: ["xterm-256color", "linux", "xterm-direct", "tmux-256color"])
  func `NO_COLOR leaves no colour`(_ name: String) async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inOwnTerminal(home, environment: ["TERM": name, "NO_COLOR": "1"]) { terminal in
      try await terminal.declares("pushes hang")
      #expect(colours(in: terminal.output) == [])
    }
  }

  @Test(arguments: [
    (["console", "--ascii"], ["LC_ALL": "C.UTF-8"]), ([], ["LC_ALL": "C"]), ([], ["LC_ALL": "POSIX"]),
    ([], ["LC_ALL": "", "LANG": "C"]), ([], ["LC_ALL": "", "LC_CTYPE": "", "LANG": ""]),
  ])
  func `where only ASCII is known there is no other byte`(_ arguments: [String], _ locale: [String: String])
    async throws
  {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inOwnTerminal(home, arguments, environment: locale) { terminal in
      try await terminal.until("registry", "OK")
      try await terminal.type("D")
      try await terminal.until("Declare an incident")
      try await terminal.type("Übung 日本\r")
      try await terminal.until("INC-1")
      for key in "123456?" { try await terminal.type("\(key)") }
      try await terminal.until("On every screen")
      #expect(terminal.output.allSatisfy { $0 < 0x80 })
    }
  }

  private enum Colour: Hashable { case basic, bright, indexed, direct }

  /// The kinds of colour that were switched on.
  private func colours(in bytes: [UInt8]) -> Set<Colour> {
    var found: Set<Colour> = []
    for sequence in String(decoding: bytes, as: UTF8.self).matches(of: /\u{1B}\[([0-9;:]*)m/) {
      var numbers = sequence.1.split { $0 == ";" || $0 == ":" }.compactMap { Int($0) }[...]
      while let number = numbers.popFirst() {
        switch number {
        case 38, 48:
          found.insert(numbers.popFirst() == 5 ? .indexed : .direct)
          numbers = []
        case 30...37, 40...47: found.insert(.basic)
        case 90...97, 100...107: found.insert(.bright)
        default: break
        }
      }
    }
    return found
  }

  private static func known(to name: String) -> Set<Colour> {
    switch name {
    case "vt100", "xterm-mono": []
    case "linux", "screen", "putty", "xterm": [.basic]
    case "xterm-16color": [.basic, .bright]
    case "xterm-direct": [.basic, .bright, .direct]
    default: [.basic, .bright, .indexed]
    }
  }
}

extension OwnTerminal {
  /// Draws the window to another size, and waits for the frame of that size.
  fileprivate func becomes(columns: Int, rows: Int, showing words: String...) async throws {
    let start = output.count
    resize(columns: columns, rows: rows)
    for word in words { try await until(word, from: start) }
    try await rests()
  }
}
