/// Text that can be drawn: the only kind that the frame takes.
///
/// A literal is ours and trusted; whatever is interpolated into it, and whatever is made by `init(untrusted:)`, has gone
/// through `sanitised`, so no byte that came from outside can move the cursor, set a colour or hide itself.
package struct SafeText: Hashable, Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
  package private(set) var string: String

  package init(stringLiteral value: String) { string = value }

  package init(stringInterpolation: StringInterpolation) { string = stringInterpolation.text }

  /// The text with everything that could act on a terminal made visible or taken out.
  package init(untrusted text: some StringProtocol) { string = sanitised(text) }

  /// Text that is known to be safe: cut from safe text, or fresh from `sanitised`.
  init(known string: String) { self.string = string }

  package var description: String { string }
  package var isEmpty: Bool { string.isEmpty }

  /// Columns that the text takes.
  package var width: Int { columns(of: string) }

  package static func + (left: Self, right: Self) -> Self { Self(known: left.string + right.string) }
  package static func += (left: inout Self, right: Self) { left.string += right.string }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

    package mutating func appendLiteral(_ literal: String) { text += literal }
    package mutating func appendInterpolation(_ value: SafeText) { text += value.string }
    package mutating func appendInterpolation(_ value: String) { text += sanitised(value) }
    package mutating func appendInterpolation(_ value: some BinaryInteger) { text += String(value) }
    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      text += sanitised(value.description)
    }
  }
}

extension Sequence<SafeText> {
  package func joined(separator: SafeText) -> SafeText {
    var result: SafeText = ""
    for (index, part) in enumerated() {
      if index > 0 { result += separator }
      result += part
    }
    return result
  }
}
