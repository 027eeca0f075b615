/// Neighbouring cells of one row that must be sent to turn one frame into another.
package struct CellRun: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var cells: [Cell]

  package init(x: Int, y: Int, cells: [Cell]) {
    self.x = x
    self.y = y
    self.cells = cells
  }
}

extension Frame {
  /// The runs of cells that differ from `old`, top to bottom; all rows when the sizes differ.
  ///
  /// A wide character is always sent whole.
  package func changes(from old: Frame) -> [CellRun] {
    var runs: [CellRun] = []
    forEachChange(from: old) { y, columns in
      let start = y * size.width
      runs.append(
        CellRun(
          x: columns.lowerBound, y: y,
          cells: Array(cells[start + columns.lowerBound..<start + columns.upperBound]))
      )
    }
    return runs
  }

  /// The same as ranges of columns, without a copy of the cells; `rows` are those that differ, where that is known.
  package func forEachChange(
    from old: Frame, in rows: [Int]? = nil, _ body: (_ y: Int, _ columns: Range<Int>) -> Void
  ) {
    guard size.width > 0 else { return }
    guard size == old.size else {
      for y in 0..<size.height { body(y, 0..<size.width) }
      return
    }
    for y in rows ?? rowsDiffering(from: old) {
      cells.withUnsafeBufferPointer { new in
        old.cells.withUnsafeBufferPointer { old in
          let row = y * size.width..<(y + 1) * size.width
          Self.forEachChange(
            of: UnsafeBufferPointer(rebasing: new[row]), from: UnsafeBufferPointer(rebasing: old[row])
          ) {
            body(y, $0)
          }
        }
      }
    }
  }

  /// The rows that are not what they were in a frame of the same size.
  package func rowsDiffering(from old: Frame) -> [Int] {
    cells.withUnsafeBytes { new in
      old.cells.withUnsafeBytes { old in
        guard new.baseAddress != old.baseAddress else { return [] }
        return (0..<size.height).filter { !Self.isSameRow($0, of: new, as: $0, of: old, width: size.width) }
      }
    }
  }

  func hasSameRow(_ y: Int, as other: Int, of old: Frame) -> Bool {
    cells.withUnsafeBytes { new in
      old.cells.withUnsafeBytes { Self.isSameRow(y, of: new, as: other, of: $0, width: size.width) }
    }
  }

  /// A cell is one word, so equal rows are equal memory: word by word, without a branch in between.
  private static func isSameRow(
    _ y: Int, of new: UnsafeRawBufferPointer, as other: Int, of old: UnsafeRawBufferPointer, width: Int
  ) -> Bool {
    guard let new = new.baseAddress?.assumingMemoryBound(to: UInt64.self),
      let old = old.baseAddress?.assumingMemoryBound(to: UInt64.self)
    else { return true }
    let (left, right) = (new + y * width, old + other * width)
    var difference: UInt64 = 0
    for word in 0..<width { difference |= left[word] ^ right[word] }
    return difference == 0
  }

  private static func forEachChange(
    of new: UnsafeBufferPointer<Cell>, from old: UnsafeBufferPointer<Cell>, _ body: (Range<Int>) -> Void
  ) {
    var x = 0
    while x < new.count {
      guard new[x] != old[x] else {
        x += 1
        continue
      }
      let start = new[x].base == 0 && x > 0 ? x - 1 : x
      while x < new.count, new[x] != old[x] || new[x].base == 0 { x += 1 }
      body(start..<x)
    }
  }
}
