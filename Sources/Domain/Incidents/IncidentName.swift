/// What people call an incident: `INC-7`, or `INC-7@ab12` where it was declared in another database.
package struct IncidentName: Sendable, Equatable, CustomStringConvertible {
  package var number: Int
  /// The last letters of the database's identifier; nil for the database at hand.
  package var home: String?

  package init(number: Int, home: String? = nil) {
    self.number = number
    self.home = home
  }

  /// Reads `INC-7`, `inc-7`, `7`, and each with `@ab12`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.lowercased().split(separator: "@", omittingEmptySubsequences: false)
    let digits = parts[0].hasPrefix("inc-") ? parts[0].dropFirst(4) : parts[0]
    guard parts.count <= 2, let number = Int(digits), number > 0 else { return nil }
    self.number = number
    guard parts.count == 2 else { return }
    guard (4...32).contains(parts[1].count), parts[1].allSatisfy(\.isHexDigit) else { return nil }
    home = String(parts[1])
  }

  package var description: String { "INC-\(number)" + (home.map { "@\($0)" } ?? "") }
}

extension UniqueID {
  /// The four letters that a database is told from others by; its last ones, since the first are the time.
  package var tag: String { String(description.suffix(4)) }
  /// The letters of the usual form without its lines.
  package var plain: String { description.filter { $0 != "-" } }
}
