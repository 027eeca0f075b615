/// What the whole screen shows: cells, and the cursor where text is being typed.
package struct Frame: Hashable, Sendable {
  package let size: Size
  package private(set) var cells: [Cell]
  /// Where the terminal's cursor is shown; nil hides it.
  package var cursor: Point?

  package init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank(), count: max(0, size.width) * max(0, size.height))
  }

  package subscript(x: Int, y: Int) -> Cell { cells[y * size.width + x] }

  /// Draws text on one row from `point`, cut at the right edge of `bounds`, and returns the columns used.
  ///
  /// A wide character that would be cut in half is left out; what lies outside the frame is not drawn.
  @discardableResult
  package mutating func put(_ text: SafeText, at point: Point, in bounds: Rect, style: Style = .text) -> Int {
    guard (0..<size.height).contains(point.y), point.y >= bounds.y, point.y < bounds.maxY else { return 0 }
    let limit = min(bounds.maxX, size.width)
    var x = point.x
    for character in text.string {
      let width = columns(of: character)
      guard x + width <= limit else { break }
      guard x >= max(0, bounds.x) else {
        x += width
        continue
      }
      x += set(character, width: width, x: x, y: point.y, style: style)
    }
    return x - point.x
  }

  /// Fills a rectangle with blanks of a style.
  package mutating func fill(_ rect: Rect, style: Style = .text) {
    for y in max(0, rect.y)..<max(0, rect.y, min(rect.maxY, size.height)) {
      for x in max(0, rect.x)..<max(0, rect.x, min(rect.maxX, size.width)) {
        cells[y * size.width + x] = .blank(style)
      }
    }
  }

  /// Changes what the cells of a rectangle mean, not what they show.
  package mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    for y in max(0, rect.y)..<max(0, rect.y, min(rect.maxY, size.height)) {
      for x in max(0, rect.x)..<max(0, rect.x, min(rect.maxX, size.width)) {
        let index = y * size.width + x
        cells[index].style = change(cells[index].style)
      }
    }
  }

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

  private mutating func set(_ character: Character, width: Int, x: Int, y: Int, style: Style) -> Int {
    let scalars = Array(character.unicodeScalars.prefix(3).map(\.value))
    let index = y * size.width + x
    guard let base = scalars.first, width > 0 else { return 0 }
    detachWide(at: index, column: x)
    if width == 2 { detachWide(at: index + 1, column: x + 1) }
    cells[index] = Cell(
      base: base, marks: (scalars.count > 1 ? scalars[1] : 0, scalars.count > 2 ? scalars[2] : 0),
      style: style)
    if width == 2 { cells[index + 1] = .continuation(style) }
    return width
  }

  /// Overwriting half of a wide character blanks its other half.
  private mutating func detachWide(at index: Int, column: Int) {
    if cells[index].base == 0, column > 0 { cells[index - 1] = .blank(cells[index - 1].style) }
    if column + 1 < size.width, cells[index + 1].base == 0, cells[index].base != 0 {
      cells[index + 1] = .blank(cells[index + 1].style)
    }
  }
}
