/// A place in a file; lines and columns count from 1, columns in Unicode scalars.
package struct Position: Sendable, Hashable, Comparable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static let start = Position(line: 1, column: 1)

  package static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A value and the place where it was written.
package struct Located<Value> {
  package var value: Value
  package var position: Position

  package init(_ value: Value, at position: Position) {
    self.value = value
    self.position = position
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}

/// Something wrong in a file: where, what, and what would be right.
package struct Finding: Sendable, Hashable {
  package var file: String
  package var line: Int
  package var column: Int
  package var level: Level
  /// What is wrong.
  package var message: String
  /// What would be right.
  package var hint: String
  /// The rule's code, as in `PB203`; nil where no rule has a code.
  package var code: String?

  package enum Level: String, Sendable, Hashable, CaseIterable {
    case error, warning
  }

  package init(
    file: String, line: Int, column: Int, level: Level = .error, message: String, hint: String,
    code: String? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.level = level
    self.message = message
    self.hint = hint
    self.code = code
  }

  package var position: Position { Position(line: line, column: column) }

  /// One line for a terminal, as in `a.yaml:3:5: error: unknown key "titel"; did you mean "title"?`.
  package var text: String {
    let words = hint.isEmpty ? message : "\(message); \(hint)"
    return "\(file):\(line):\(column): \(level.rawValue): \(words)\(code.map { " [\($0)]" } ?? "")"
  }
}

extension Finding: Comparable {
  /// The order in which findings are read: by file, then from top to bottom.
  package static func < (left: Self, right: Self) -> Bool {
    if left.file != right.file { return left.file < right.file }
    if left.position != right.position { return left.position < right.position }
    return (left.code ?? "", left.message) < (right.code ?? "", right.message)
  }
}

/// The findings of one file while it is being read.
///
/// A class because nested readers all write into the same log.
package final class FindingLog {
  package let file: String
  /// The code that findings get unless they bring one.
  package let code: String?
  private var collected: Set<Finding> = []

  package init(file: String, code: String? = nil) {
    self.file = file
    self.code = code
  }

  /// Everything reported so far, each once, from top to bottom.
  package var findings: [Finding] { collected.sorted() }

  package var hasErrors: Bool { collected.contains { $0.level == .error } }

  package func error(at position: Position, _ message: String, hint: String = "") {
    report(.error, position, message, hint)
  }

  package func warning(at position: Position, _ message: String, hint: String = "") {
    report(.warning, position, message, hint)
  }

  private func report(_ level: Finding.Level, _ position: Position, _ message: String, _ hint: String) {
    collected.insert(
      Finding(
        file: file, line: position.line, column: position.column, level: level, message: message, hint: hint,
        code: code))
  }
}
