/// One cell of the frame: a base scalar with at most two combining marks, and what it means.
///
/// All of it lies in eight bytes, since every key looks at every cell: the scalar (21 bits), emphasis (3), role (5), and
/// the marks (17 each: there are none beyond U+1FFFF but the selectors and tags that no text brings here).
package struct Cell: Hashable, Sendable {
  private var bits: UInt64

  package init(base: UInt32, marks: (UInt32, UInt32) = (0, 0), style: Style) {
    bits = Self.styleBits(style) | UInt64(base) & Self.scalarBits
    if marks != (0, 0) { self.marks = marks }
  }

  /// The base scalar; 0 in the second column of a wide character.
  package var base: UInt32 { UInt32(truncatingIfNeeded: bits & Self.scalarBits) }

  /// The combining marks, 0 where there is none.
  package var marks: (UInt32, UInt32) {
    get {
      (
        UInt32(truncatingIfNeeded: bits >> Self.firstMark & Self.markBits),
        UInt32(truncatingIfNeeded: bits >> Self.secondMark & Self.markBits)
      )
    }
    set {
      bits &= (1 << Self.firstMark) - 1
      bits |= Self.mark(newValue.0) << Self.firstMark | Self.mark(newValue.1) << Self.secondMark
    }
  }

  package var style: Style {
    get {
      Style(
        Role(rawValue: UInt8(truncatingIfNeeded: bits >> Self.roleStart & 0x1F)) ?? .text,
        Style.Emphasis(rawValue: UInt8(truncatingIfNeeded: bits >> Self.emphasisStart & 7)))
    }
    set { bits = bits & ~(0xFF << Self.emphasisStart) | Self.styleBits(newValue) }
  }

  package static func blank(_ style: Style = .text) -> Cell { Cell(base: 0x20, style: style) }

  /// The second column of a wide character.
  package static func continuation(_ style: Style) -> Cell { Cell(base: 0, style: style) }

  private static let scalarBits: UInt64 = 0x1F_FFFF
  private static let markBits: UInt64 = 0x1_FFFF
  private static let emphasisStart: UInt64 = 21
  private static let roleStart: UInt64 = 24
  private static let firstMark: UInt64 = 29
  private static let secondMark: UInt64 = 46

  private static func styleBits(_ style: Style) -> UInt64 {
    UInt64(style.role.rawValue) << roleStart | UInt64(style.emphasis.rawValue & 7) << emphasisStart
  }

  private static func mark(_ scalar: UInt32) -> UInt64 {
    UInt64(scalar) <= markBits ? UInt64(scalar) : 0
  }
}
