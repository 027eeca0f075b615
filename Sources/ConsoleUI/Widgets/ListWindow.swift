import Cells

/// Which part of a list is shown so that the selection is in sight.
struct ListWindow {
  let first: Int
  let count: Int

  /// - Parameters:
  ///   - total: rows in the list.
  ///   - room: rows on the screen.
  ///   - selection: the row that must be seen, near the middle where that is possible.
  init(total: Int, room: Int, selection: Int) {
    count = min(total, max(0, room))
    first = max(0, min(selection - count / 2, total - count))
  }

  var range: Range<Int> { first..<first + count }
}

extension Frame {
  /// Says on the rule below `rect` which part of a longer list is in sight, as in `14-30 of 41`.
  mutating func position(_ shown: Range<Int>, of total: Int, below rect: Rect) {
    guard shown.count < total, rect.maxY < size.height else { return }
    let row = Rect(x: rect.x, y: rect.maxY, width: rect.width, height: 1)
    let place: SafeText =
      shown.count == 1
      ? "\(shown.upperBound)" : "\(shown.isEmpty ? 0 : shown.lowerBound + 1)-\(shown.upperBound)"
    putTrailing(StyledText(" \(place) of \(total) ", .dim), in: row.inset(right: 1))
  }

  /// Draws lines of which `rect` shows a part, from `first` on, and says which part below `outer`.
  mutating func scrolled(_ lines: [StyledText], from first: Int, in rect: Rect, within outer: Rect? = nil) {
    let start = max(0, min(first, lines.count - rect.height))
    let shown = start..<min(lines.count, start + rect.height)
    for (index, line) in lines[shown].enumerated() { put(line, in: rect.row(index)) }
    position(shown, of: lines.count, below: outer ?? rect)
  }
}
