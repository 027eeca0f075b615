/// Rows that stand higher or lower than before, with all that is on them.
package struct FrameScroll: Hashable, Sendable {
  /// The rows between which they move.
  package var rows: Range<Int>
  /// How many rows they moved up; down where it is negative.
  package var up: Int

  package init(rows: Range<Int>, up: Int) {
    self.rows = rows
    self.up = up
  }
}

extension Frame {
  /// The scrolling by up to three rows that leaves the least to draw; nil where it would save less than half.
  ///
  /// `differing` are the rows that are not what they were.
  package func scroll(from old: Frame, among differing: [Int]) -> FrameScroll? {
    guard size == old.size, differing.count > 5, let first = differing.first, let last = differing.last else {
      return nil
    }
    let best = [1, -1, 2, -2, 3, -3]
      .map { up in (up: up, alike: rowsAlike(first..<last + 1, movedUp: up, from: old)) }
      .max { $0.alike.count < $1.alike.count }
    guard let best, let top = best.alike.first, let bottom = best.alike.last else { return nil }
    // No further than what moved and where it came from: a clock that ticked above has no part in it.
    let rows = min(top, top + best.up)..<max(bottom, bottom + best.up) + 1
    let left = rows.count - best.alike.count
    guard left * 2 < differing.count(where: rows.contains) else { return nil }
    return FrameScroll(rows: rows, up: best.up)
  }

  /// The rows that are what another of the rows was before.
  private func rowsAlike(_ rows: Range<Int>, movedUp up: Int, from old: Frame) -> [Int] {
    rows.filter { rows.contains($0 + up) && hasSameRow($0, as: $0 + up, of: old) }
  }
}
