import Cells
import ConsoleCore

extension Frame {
  /// Draws a field over at most `rect`, broken between words and scrolled so that the cursor is seen; returns the rows used.
  ///
  /// The last column is left for the cursor, and for arrows that say that there is more above or below.
  @discardableResult
  mutating func field(_ field: TextField, in rect: Rect, isActive: Bool, _ style: Style = .text) -> Int {
    guard rect.width > 1, rect.height > 0 else { return 0 }
    let (rows, place) = Self.rows(of: field, width: rect.width - 1)
    let first = isActive ? max(0, min(place.y - rect.height + 1, rows.count - rect.height)) : 0
    let shown = rows.dropFirst(first).prefix(rect.height)
    for (index, text) in shown.enumerated() { put(text, in: rect.row(index), style) }
    if first > 0 { put("↑", in: rect.row(0).inset(left: rect.width - 1), .dim) }
    if first + shown.count < rows.count {
      put("↓", in: rect.row(shown.count - 1).inset(left: rect.width - 1), .dim)
    }
    if isActive { cursor = Point(x: rect.x + min(place.x, rect.width - 1), y: rect.y + place.y - first) }
    return max(1, shown.count)
  }

  /// Rows that the whole field takes at a width.
  static func rowCount(of field: TextField, width: Int) -> Int {
    rows(of: field, width: max(1, width - 1)).rows.count
  }

  /// The field's text in rows, and the cursor's place in them; blanks at a break hang over the edge.
  private static func rows(of field: TextField, width: Int) -> (rows: [SafeText], cursor: Point) {
    let characters = field.characters.map { SafeText(untrusted: String($0)) }
    let starts = breaks(in: characters, width: width)
    let ends = starts.dropFirst() + [characters.count]
    let rows = zip(starts, ends).map { start, end in
      let text = characters[start..<end].joined(separator: "")
      return text.width > width ? text.prefix(columns: width) : text
    }
    let y = (starts.lastIndex { $0 <= field.cursor }) ?? 0
    let x = characters[starts[y]..<field.cursor].reduce(0) { $0 + $1.width }
    return (rows, Point(x: x, y: y))
  }

  /// The first character of each row.
  private static func breaks(in characters: [SafeText], width: Int) -> [Int] {
    var starts = [0]
    var used = 0
    var afterBlank = 0
    for (index, character) in characters.enumerated() {
      let isBlank = character == " "
      if used + character.width > width, !isBlank, index > starts[starts.count - 1] {
        let start = afterBlank > starts[starts.count - 1] ? afterBlank : index
        starts.append(start)
        used = characters[start..<index].reduce(0) { $0 + $1.width }
      }
      used += character.width
      if isBlank { afterBlank = index + 1 }
    }
    return starts
  }
}
