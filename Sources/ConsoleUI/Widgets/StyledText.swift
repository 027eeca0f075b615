import Cells

/// Pieces of one line, each with its meaning.
struct StyledText {
  private(set) var pieces: [(text: SafeText, style: Style)] = []

  init() {}

  init(_ text: SafeText, _ style: Style = .text) { add(text, style) }

  mutating func add(_ text: SafeText, _ style: Style = .text) { pieces.append((text, style)) }

  func adding(_ text: SafeText, _ style: Style = .text) -> StyledText {
    var longer = self
    longer.add(text, style)
    return longer
  }

  mutating func add(_ line: StyledText) { pieces += line.pieces }

  func adding(_ line: StyledText) -> StyledText {
    var longer = self
    longer.add(line)
    return longer
  }

  var width: Int { pieces.reduce(0) { $0 + $1.text.width } }

  /// The line, or its beginning with `…` where it is wider than `columns`; blanks at its end don't count.
  func cut(to columns: Int) -> StyledText {
    guard width > columns, visibleWidth > columns else { return self }
    var cut = StyledText()
    for piece in pieces {
      let room = columns - 1 - cut.width
      guard piece.text.width > room else {
        cut.add(piece.text, piece.style)
        continue
      }
      if columns > 0 { cut.add(piece.text.prefix(columns: room) + "…", piece.style) }
      break
    }
    return cut
  }

  private var visibleWidth: Int {
    let text = pieces.reduce("" as SafeText) { $0 + $1.text }
    let blanks = text.string.reversed().prefix { $0 == " " }.count
    return text.width - blanks
  }
}

extension Frame {
  /// Draws the pieces one after the other from the left edge of `row`, cut with a mark where they are too long, and
  /// returns the columns used.
  @discardableResult
  mutating func put(_ line: StyledText, in row: Rect) -> Int {
    var x = row.x
    for piece in line.cut(to: row.width).pieces {
      x += put(piece.text, at: Point(x: x, y: row.y), in: row, style: piece.style)
    }
    return x - row.x
  }

  /// Draws the pieces against the right edge of `row`, cut with a mark where they are too long.
  mutating func putTrailing(_ line: StyledText, in row: Rect) {
    put(line, in: row.inset(left: row.width - line.width))
  }

  /// Draws one text against the right edge of `row`, cut with a mark where it is too long.
  mutating func putTrailing(_ text: SafeText, in row: Rect, _ style: Style = .text) {
    put(text, in: row.inset(left: row.width - text.width), style)
  }

  /// Draws one text from the left edge of `row`, cut with a mark where it is too long.
  mutating func put(_ text: SafeText, in row: Rect, _ style: Style = .text) {
    put(text.cut(to: row.width), at: Point(x: row.x, y: row.y), in: row, style: style)
  }

  /// Draws a text over as many rows as it needs, at most `rows`, and returns the rows used.
  @discardableResult
  mutating func wrap(_ text: SafeText, in rect: Rect, rows: Int = .max, _ style: Style = .text) -> Int {
    guard rect.width > 0 else { return 0 }
    let lines = text.wrapped(to: rect.width)
    let shown = min(lines.count, rows, rect.height)
    for (index, line) in lines.prefix(shown).enumerated() {
      let isCut = index == shown - 1 && shown < lines.count
      put(isCut ? (line + "…").cut(to: rect.width) : line, in: rect.row(index), style)
    }
    return shown
  }

  /// A horizontal rule over the whole width.
  mutating func rule(_ row: Rect) {
    guard !row.isEmpty else { return }
    hline(at: Point(x: row.x, y: row.y), width: row.width)
  }

  /// A vertical rule over the whole height.
  mutating func verticalRule(_ column: Rect) {
    for y in column.y..<column.maxY {
      put("│", at: Point(x: column.x, y: y), in: column, style: Style(.frame))
    }
  }

  /// A box of a size in the middle of `body`, with a title in its upper edge; returns the room inside.
  ///
  /// What would stick out beside it by a few columns is taken away: it could not be read.
  mutating func box(_ size: Size, in body: Rect, title: SafeText) -> Rect {
    let rect = body.centered(size)
    let beside = body.width - rect.width < 24 ? body.width : rect.width + 2
    fill(body.centered(Size(width: beside, height: rect.height)))
    guard rect.width >= 4, rect.height >= 3 else { return rect }
    let style = Style(.frame)
    let edge = SafeText(repeating: "─", count: rect.width - 2)
    put("┌" + edge + "┐", in: rect.row(0), style)
    for y in 1..<rect.height - 1 {
      put("│", in: rect.row(y), style)
      put("│", in: rect.row(y).inset(left: rect.width - 1), style)
    }
    put("└" + edge + "┘", in: rect.row(rect.height - 1), style)
    put(" " + title + " ", in: rect.row(0).inset(left: 2, right: 2), .title)
    return rect.droppingTop(1).droppingBottom(1).inset(left: 2, right: 2)
  }
}

extension SafeText {
  /// A mark that is repeated; only ever our own.
  init(repeating mark: SafeText, count: Int) {
    self = (0..<max(0, count)).reduce("") { text, _ in text + mark }
  }
}

extension SafeText {
  /// The text in pieces of at most `columns`, nothing left out: what is shown is what there is.
  func hardWrapped(to columns: Int) -> [SafeText] {
    var pieces: [SafeText] = []
    var rest = self
    while rest.width > max(2, columns) {
      let piece = rest.prefix(columns: max(2, columns))
      pieces.append(piece)
      rest = rest.suffix(columns: rest.width - piece.width)
    }
    return pieces + [rest]
  }
}

extension [StyledText] {
  /// At most so many lines, with a mark where some are left out.
  func shortened(to rows: Int) -> [StyledText] {
    guard count > rows else { return self }
    guard rows > 0 else { return [] }
    return prefix(rows - 1) + [self[rows - 1].adding(" …", .dim)]
  }
}
