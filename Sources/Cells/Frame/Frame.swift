/// What the whole screen shows: cells, and the cursor where text is being typed.
package struct Frame: Hashable, Sendable {
  package let size: Size
  package private(set) var cells: [Cell]
  /// Where the terminal's cursor is shown; nil hides it.
  package var cursor: Point?

  package init(size: Size) {
    self.size = Size(width: max(0, size.width), height: max(0, size.height))
    cells = Array(repeating: .blank(), count: self.size.width * self.size.height)
  }

  package subscript(x: Int, y: Int) -> Cell { cells[y * size.width + x] }

  package static func == (left: Frame, right: Frame) -> Bool {
    left.cursor == right.cursor && left.size == right.size && left.rowsDiffering(from: right).isEmpty
  }

  /// Draws one character that takes one column, where `bounds` has it.
  package mutating func put(_ mark: Unicode.Scalar, at point: Point, in bounds: Rect, style: Style) {
    guard bounds.contains(point), Rect(size).contains(point) else { return }
    let width = size.width
    cells.withUnsafeMutableBufferPointer { cells in
      let row = Row(cells: cells, start: point.y * width, width: width)
      row.detachWide(from: point.x, to: point.x + 1)
      row[point.x] = Cell(base: mark.value, style: style)
    }
  }

  /// Draws text on one row from `point`, cut at the edges of `bounds`, and returns the columns used.
  ///
  /// A wide character that would be cut in half is left out; what lies outside the frame is not drawn.
  @discardableResult
  package mutating func put(_ text: SafeText, at point: Point, in bounds: Rect, style: Style = .text) -> Int {
    guard (0..<size.height).contains(point.y), point.y >= bounds.y, point.y < bounds.maxY else { return 0 }
    let left = max(0, bounds.x)
    let right = min(bounds.maxX, size.width)
    let width = size.width
    return cells.withUnsafeMutableBufferPointer { cells in
      let row = Row(cells: cells, start: point.y * width, width: width)
      return row.putASCII(text.string.utf8, at: point.x, left: left, right: right, style: style)
        ?? row.put(text.string.unicodeScalars, at: point.x, left: left, right: right, style: style)
    }
  }

  /// Draws text from a point to the right edge of the frame.
  @discardableResult
  package mutating func put(_ text: SafeText, at point: Point, style: Style = .text) -> Int {
    put(text, at: point, in: Rect(size), style: style)
  }

  /// The cells of a row within the frame.
  package func cells(of row: Rect) -> [Cell] {
    guard let area = visible(row) else { return [] }
    let start = area.y * size.width + area.x
    return Array(cells[start..<start + area.width])
  }

  /// Puts whole cells back to where they were drawn.
  package mutating func put(_ kept: [Cell], in row: Rect) {
    guard let area = visible(row), kept.count == area.width else { return }
    let start = area.y * size.width + area.x
    cells.replaceSubrange(start..<start + area.width, with: kept)
  }

  /// The cells of a rectangle within the frame, row by row.
  package func block(of rect: Rect) -> [[Cell]] { (0..<max(0, rect.height)).map { cells(of: rect.row($0)) } }

  /// Puts whole rows of cells back to where they were drawn.
  package mutating func put(_ kept: [[Cell]], in rect: Rect) {
    for (index, row) in kept.enumerated() { put(row, in: rect.row(index)) }
  }

  /// Fills a rectangle with blanks of a style.
  package mutating func fill(_ rect: Rect, style: Style = .text) {
    fill(rect, with: .blank(style))
  }

  /// Draws a line over `width` columns.
  package mutating func hline(at point: Point, width: Int, style: Style = Style(.frame)) {
    fill(Rect(x: point.x, y: point.y, width: width, height: 1), with: Cell(base: 0x2500, style: style))
  }

  /// Draws a line over `height` rows.
  package mutating func vline(at point: Point, height: Int, style: Style = Style(.frame)) {
    fill(Rect(x: point.x, y: point.y, width: 1, height: height), with: Cell(base: 0x2502, style: style))
  }

  /// Changes what the cells of a rectangle mean, not what they show.
  ///
  /// Both halves of a wide character mean what its first half means.
  package mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    guard let area = visible(rect) else { return }
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX {
        let index = y * size.width + x
        let isSecondHalf = cells[index].base == 0 && x > 0
        cells[index].style = isSecondHalf ? cells[index - 1].style : change(cells[index].style)
      }
      let after = y * size.width + area.maxX
      if area.maxX < size.width, cells[after].base == 0 { cells[after].style = cells[after - 1].style }
    }
  }

  /// Moves rows as a terminal does that scrolls; those that nothing moved to are blank.
  package mutating func scroll(_ scroll: FrameScroll) {
    let width = size.width
    cells.withUnsafeMutableBufferPointer { cells in
      for y in scroll.up > 0 ? Array(scroll.rows) : scroll.rows.reversed() {
        let from = y + scroll.up
        let row = UnsafeMutableBufferPointer(rebasing: cells[y * width..<(y + 1) * width])
        guard scroll.rows.contains(from) else {
          row.update(repeating: .blank())
          continue
        }
        _ = row.update(fromContentsOf: cells[from * width..<(from + 1) * width])
      }
    }
  }

  /// Blanks all of it and keeps its memory.
  package mutating func clear() {
    cells.withUnsafeMutableBufferPointer { $0.update(repeating: .blank()) }
    cursor = nil
  }

  private mutating func fill(_ rect: Rect, with cell: Cell) {
    guard let area = visible(rect) else { return }
    let width = size.width
    cells.withUnsafeMutableBufferPointer { cells in
      for y in area.y..<area.maxY {
        let row = Row(cells: cells, start: y * width, width: width)
        row.detachWide(from: area.x, to: area.maxX)
        for x in area.x..<area.maxX { row[x] = cell }
      }
    }
  }

  private func visible(_ rect: Rect) -> Rect? {
    let x = max(0, rect.x)
    let y = max(0, rect.y)
    let area = Rect(
      x: x, y: y, width: min(rect.maxX, size.width) - x, height: min(rect.maxY, size.height) - y)
    return area.isEmpty ? nil : area
  }
}

/// A row of cells while it is being written to.
private struct Row {
  let cells: UnsafeMutableBufferPointer<Cell>
  let start: Int
  let width: Int

  subscript(x: Int) -> Cell {
    get { cells[start + x] }
    nonmutating set { cells[start + x] = newValue }
  }

  /// Draws text that is ASCII alone, many times faster; nil if it is not.
  func putASCII(_ text: String.UTF8View, at origin: Int, left: Int, right: Int, style: Style) -> Int? {
    let drawn = text.withContiguousStorageIfAvailable { bytes -> Int? in
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      let start = max(origin, left)
      let end = min(origin + bytes.count, right)
      guard start < end else { return max(0, end - origin) }
      detachWide(from: start, to: end)
      for x in start..<end { self[x] = Cell(base: UInt32(bytes[x - origin]), style: style) }
      return end - origin
    }
    return drawn.flatMap(\.self)
  }

  func put(
    _ scalars: String.UnicodeScalarView, at origin: Int, left: Int, right: Int, style: Style
  ) -> Int {
    var x = origin
    var last: Int?
    for scalar in scalars {
      let columns = Cells.columns(of: scalar)
      guard columns > 0 else {
        if let last { addMark(scalar.value, at: last) }
        continue
      }
      guard x + columns <= right else { break }
      last = x >= left ? x : nil
      if x >= left { place(Cell(base: scalar.value, style: style), columns: columns, at: x) }
      x += columns
    }
    return x - origin
  }

  private func place(_ cell: Cell, columns: Int, at x: Int) {
    detachWide(from: x, to: x + columns)
    self[x] = cell
    if columns == 2 { self[x + 1] = .continuation(cell.style) }
  }

  private func addMark(_ mark: UInt32, at x: Int) {
    let marks = self[x].marks
    if marks.0 == 0 { self[x].marks.0 = mark } else if marks.1 == 0 { self[x].marks.1 = mark }
  }

  /// Overwriting one half of a wide character blanks its other half.
  func detachWide(from x: Int, to end: Int) {
    if x > 0, self[x].base == 0 { self[x - 1] = .blank(self[x - 1].style) }
    if end < width, self[end].base == 0 { self[end] = .blank(self[end].style) }
  }
}
