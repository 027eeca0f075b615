import Cells
import Support
import Testing

@Suite struct FrameDiffTests {
  private let size = Size(width: 10, height: 3)

  @Test func `equal frames have no changes`() {
    var frame = Frame(size: size)
    frame.put("registry", at: Point(x: 0, y: 1))
    var other = Frame(size: size)
    other.put("registry", at: Point(x: 0, y: 1))
    #expect(frame.changes(from: other).isEmpty)
  }

  @Test func `a change is the run of cells that differ`() {
    var frame = Frame(size: size)
    frame.put("ab", at: Point(x: 2, y: 1))
    frame.put("c", at: Point(x: 7, y: 1))
    let runs = frame.changes(from: Frame(size: size))
    #expect(runs.map(\.x) == [2, 7])
    #expect(runs.map(\.y) == [1, 1])
    #expect(runs.map(\.cells.count) == [2, 1])
  }

  @Test func `a change of meaning alone is a change`() {
    var frame = Frame(size: size)
    frame.fill(Rect(x: 3, y: 0, width: 2, height: 1), style: Style(.banner))
    #expect(frame.changes(from: Frame(size: size)).map(\.x) == [3])
  }

  @Test func `frames of different sizes differ in all rows`() {
    #expect(
      Frame(size: size).changes(from: Frame(size: Size(width: 9, height: 3))).map(\.cells.count) == [
        10, 10, 10,
      ])
  }

  @Test func `a frame without cells has no changes`() {
    #expect(Frame(size: Size(width: 0, height: 3)).changes(from: Frame(size: size)).isEmpty)
    #expect(Frame(size: Size(width: -1, height: -1)).changes(from: Frame(size: size)).isEmpty)
  }

  @Test func `the changes turn the old frame into the new one and never split a wide character`() {
    var chance = SeededGenerator(seed: 11)
    for _ in 0..<400 {
      let old = randomFrame(&chance)
      let new = randomFrame(&chance)
      var cells = old.cells
      for run in new.changes(from: old) {
        #expect(run.cells.first?.base != 0)
        for (offset, cell) in run.cells.enumerated() { cells[run.y * size.width + run.x + offset] = cell }
      }
      #expect(cells == new.cells)
    }
  }

  private func randomFrame(_ chance: inout SeededGenerator) -> Frame {
    var frame = Frame(size: size)
    for _ in 0..<6 {
      let point = Point(x: Int.random(in: -1...9, using: &chance), y: Int.random(in: 0..<3, using: &chance))
      frame.put(
        ["日本", "ab", "x"].randomElement(using: &chance) ?? "y", at: point,
        style: Bool.random(using: &chance) ? .text : .dim)
    }
    return frame
  }
}
