extension Frame {
  /// The row as text, without the blanks at its end.
  package func text(row y: Int) -> String {
    var result = String.UnicodeScalarView()
    for x in 0..<size.width {
      let cell = self[x, y]
      for value in [cell.base, cell.marks.0, cell.marks.1] where value != 0 {
        if let scalar = UnicodeScalar(value) { result.append(scalar) }
      }
    }
    while result.last == " " { result.removeLast() }
    return String(result)
  }

  /// All rows as text, without the blanks at their ends.
  package var plainText: String {
    (0..<size.height).map(text(row:)).joined(separator: "\n")
  }

  /// The rows as text, each with what it means below it where that is not plain text.
  ///
  /// A line that begins with `:` has a letter for each cell's role (`Role.letter`), one that begins with `+` its
  /// emphasis: `b` bold, `r` reverse, `u` underlined, `#` several. A row of text begins with a blank.
  package var roleLines: String {
    (0..<size.height).flatMap { y in
      let row = (0..<size.width).map { self[$0, y].style }
      return [
        " " + text(row: y),
        Self.line(":", row.map(\.role.letter)), Self.line("+", row.map(\.emphasis.letter)),
      ].enumerated().filter { $0.offset == 0 || $0.element.count > 1 }.map(\.element)
    }.map(Self.trimmed).joined(separator: "\n")
  }

  private static func line(_ head: String, _ letters: [Character]) -> String {
    trimmed(head + String(letters))
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}

extension Role {
  /// The letter that stands for the role in a drawing of a frame; plain text has a blank.
  package var letter: Character {
    switch self {
    case .text: " "
    case .dim: "d"
    case .title: "t"
    case .accent: "a"
    case .ok: "o"
    case .degraded: "g"
    case .down: "D"
    case .unknown: "u"
    case .maintenance: "m"
    case .sev1: "1"
    case .sev2: "2"
    case .sev3: "3"
    case .warning: "w"
    case .overdue: "O"
    case .selection: "s"
    case .banner: "B"
    case .frame: "f"
    }
  }
}

extension Style.Emphasis {
  fileprivate var letter: Character {
    switch self {
    case []: " "
    case .bold: "b"
    case .reverse: "r"
    case .underline: "u"
    default: "#"
    }
  }
}
