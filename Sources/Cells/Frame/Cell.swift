/// One cell of the frame: a base scalar with at most two combining marks, and what it means.
package struct Cell: Hashable, Sendable {
  /// The base scalar; 0 in the second column of a wide character.
  package var base: UInt32
  package var marks: (UInt32, UInt32)
  package var style: Style
  /// Fills sixteen bytes with none left over, so that rows are compared as memory.
  private let filler: UInt16 = 0

  package init(base: UInt32, marks: (UInt32, UInt32) = (0, 0), style: Style) {
    self.base = base
    self.marks = marks
    self.style = style
  }

  package static func blank(_ style: Style = .text) -> Cell { Cell(base: 0x20, style: style) }

  /// The second column of a wide character.
  package static func continuation(_ style: Style) -> Cell { Cell(base: 0, style: style) }

  package static func == (left: Cell, right: Cell) -> Bool {
    left.base == right.base && left.marks == right.marks && left.style == right.style
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(base)
    hasher.combine(marks.0)
    hasher.combine(marks.1)
    hasher.combine(style)
  }
}
