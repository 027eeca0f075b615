/// What a cell means; the theme gives it a colour.
package enum Role: UInt8, Sendable, CaseIterable {
  case text, dim, title, accent
  case ok, degraded, down, unknown, maintenance
  case sev1, sev2, sev3
  case warning, overdue
  case selection
  /// The place, DEMO or DRILL at the ends of the first line.
  case banner
  case frame
}

/// A role with its emphasis: all that a cell says about its looks.
package struct Style: Hashable, Sendable {
  package var role: Role
  package var emphasis: Emphasis

  package struct Emphasis: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The one that every option set has looks up the kind of its sequence at run time, a hundredth of each start.
    package init(arrayLiteral elements: Self...) {
      rawValue = elements.reduce(0) { $0 | $1.rawValue }
    }
    package static let bold = Self(rawValue: 1)
    package static let reverse = Self(rawValue: 2)
    package static let underline = Self(rawValue: 4)
  }

  package init(_ role: Role, _ emphasis: Emphasis = []) {
    self.role = role
    self.emphasis = emphasis
  }

  package static let text = Style(.text)
  package static let dim = Style(.dim)
  package static let title = Style(.title, .bold)
}
