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
  package func changes(from old: Frame) -> [CellRun] {
    guard size == old.size else {
      return (0..<size.height).map { y in
        CellRun(x: 0, y: y, cells: Array(cells[y * size.width..<(y + 1) * size.width]))
      }
    }
    var runs: [CellRun] = []
    for y in 0..<size.height {
      var x = 0
      while x < size.width {
        guard self[x, y] != old[x, y] else {
          x += 1
          continue
        }
        let start = self[x, y].base == 0 && x > 0 ? x - 1 : x
        while x < size.width, self[x, y] != old[x, y] || self[x, y].base == 0 { x += 1 }
        runs.append(CellRun(x: start, y: y, cells: Array(cells[y * size.width + start..<y * size.width + x])))
      }
    }
    return runs
  }
}
