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
