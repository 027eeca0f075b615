import Cells
import ConsoleCore

extension Frame {
  /// Draws a field with its cursor over at most `rect`, wrapped, scrolled so that the cursor is seen; returns the rows used.
  @discardableResult
  mutating func field(_ field: TextField, in rect: Rect, isActive: Bool, _ style: Style = .text) -> Int {
    guard rect.width > 1, rect.height > 0 else { return 0 }
    let cells = rows(of: field, width: rect.width)
    let cursorRow = cells.cursor.y
    let first = max(0, min(cursorRow - rect.height + 1, cells.rows.count - rect.height))
    let shown = cells.rows.dropFirst(first).prefix(rect.height)
    for (index, text) in shown.enumerated() { put(text, in: rect.row(index), style) }
    if isActive {
      cursor = Point(x: rect.x + min(cells.cursor.x, rect.width - 1), y: rect.y + cursorRow - first)
    }
    return max(1, shown.count)
  }

  /// The field's text cut into rows at exactly `width` columns, and the cursor's place in them.
  private func rows(of field: TextField, width: Int) -> (rows: [SafeText], cursor: Point) {
    var rows: [SafeText] = [""]
    var cursor = Point(x: 0, y: 0)
    for (index, character) in field.characters.enumerated() {
      let text = SafeText(untrusted: String(character))
      if rows[rows.count - 1].width + text.width > width { rows.append("") }
      if index == field.cursor { cursor = Point(x: rows[rows.count - 1].width, y: rows.count - 1) }
      rows[rows.count - 1] += text
    }
    if field.cursor == field.characters.count {
      if rows[rows.count - 1].width >= width { rows.append("") }
      cursor = Point(x: rows[rows.count - 1].width, y: rows.count - 1)
    }
    return (rows, cursor)
  }
}
