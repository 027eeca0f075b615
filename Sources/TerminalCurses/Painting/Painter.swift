import Cells

/// Frames into the bytes that bring a terminal from one to the next; it knows what the terminal shows, not the terminal.
struct Painter {
  private let capabilities: Capabilities
  private var pens: PenBox
  private let isASCII: Bool
  private let isSynchronised: Bool

  /// What the terminal shows; nil when that is not known.
  private(set) var shown: Frame?
  private var position: Point?
  private var pen: Pen?
  private var showsCursor: Bool?
  private var changes: [PenChange] = []
  private var output: [UInt8] = []

  /// A change that was needed before; a screen has so few that they are found sooner than they are hashed.
  private struct PenChange {
    var old: Pen?
    var new: Pen
    var bytes: [UInt8]
  }

  init(capabilities: Capabilities, palette: Palette, isASCII: Bool, isSynchronised: Bool = false) {
    self.capabilities = capabilities
    self.isASCII = isASCII
    self.isSynchronised = isSynchronised && capabilities.synchronised != nil
    pens = PenBox(palette: palette, depth: capabilities.depth, notWithColor: capabilities.notWithColor)
  }

  /// The next frame is sent whole, in other colours.
  mutating func use(_ palette: Palette) {
    pens = PenBox(palette: palette, depth: capabilities.depth, notWithColor: capabilities.notWithColor)
    forget()
  }

  /// The next frame is sent whole.
  mutating func forget() {
    shown = nil
    position = nil
    pen = nil
    showsCursor = nil
  }

  /// The bytes that make the terminal show the frame; none if it does.
  mutating func paint(_ frame: Frame) -> [UInt8] {
    output.removeAll(keepingCapacity: true)
    if let shown, shown.size == frame.size {
      paintChanges(of: frame, from: shown)
    } else {
      paintAll(of: frame)
    }
    placeCursor(of: frame)
    shown = frame
    return output
  }

  private mutating func paintAll(of frame: Frame) {
    if isSynchronised { output += capabilities.synchronised?(1) ?? [] }
    pen = nil
    use(.plain)
    output += capabilities.clear
    position = Point(x: 0, y: 0)
    // An erased screen is a frame of blanks only where blanks are drawn in no colour.
    let isBlank = pens[.text].drawsSameBlank(as: .plain)
    let erased = Frame(size: isBlank ? frame.size : Size(width: 0, height: 0))
    paint(frame, over: erased, in: isBlank ? frame.rowsDiffering(from: erased) : nil)
    if isSynchronised { output += capabilities.synchronised?(2) ?? [] }
  }

  /// Has the terminal move rows by itself; false where it cannot, and nothing was sent.
  private mutating func scroll(_ scroll: FrameScroll, in frame: Frame) -> Bool {
    guard let region = capabilities.scrollRegion, pens[.text].drawsSameBlank(as: .plain),
      let step = scroll.up > 0 ? capabilities.scrollUp : capabilities.scrollDown
    else { return false }
    // What comes in is drawn in the colour that is on.
    if pen != .plain { use(.plain) }
    output += region(scroll.rows.lowerBound, scroll.rows.upperBound - 1)
    output += capabilities.move(scroll.up > 0 ? scroll.rows.upperBound - 1 : scroll.rows.lowerBound, 0)
    for _ in 0..<abs(scroll.up) { output += step }
    output += region(0, frame.size.height - 1)
    position = nil
    return true
  }

  private mutating func paintChanges(of frame: Frame, from shown: Frame) {
    var old = shown
    var rows = frame.rowsDiffering(from: old)
    if let scroll = frame.scroll(from: old, among: rows), self.scroll(scroll, in: frame) {
      old.scroll(scroll)
      rows = frame.rowsDiffering(from: old)
    }
    paint(frame, over: old, in: rows)
  }

  /// Draws what differs; `rows` are those that do, where that is known.
  private mutating func paint(_ frame: Frame, over old: Frame, in rows: [Int]?) {
    var clearedRow: Int?
    frame.forEachChange(from: old, in: rows) { y, columns in
      guard clearedRow != y else { return }
      if paint(columns, of: y, in: frame, over: old) == .cleared { clearedRow = y }
    }
  }

  private enum RowEnd { case open, cleared }

  private mutating func paint(
    _ columns: Range<Int>, of y: Int, in frame: Frame, over old: Frame
  ) -> RowEnd {
    let isComparable = frame.size == old.size
    var tail: Int?
    for x in columns {
      let cell = frame[x, y]
      if cell.base == 0 || (isComparable && looksSame(cell, old[x, y])) { continue }
      if cell.base == 0x20 {
        let blank = tail ?? blankTail(of: y, in: frame)
        tail = blank
        if x >= blank, isWorthClearing(from: Point(x: x, y: y), in: frame, over: old) {
          clearTail(from: Point(x: x, y: y), in: frame)
          return .cleared
        }
      }
      write(cell, at: Point(x: x, y: y), in: frame)
    }
    return .open
  }

  private func looksSame(_ cell: Cell, _ old: Cell) -> Bool {
    guard cell.base == 0x20, old.base == 0x20, cell.marks == (0, 0), old.marks == (0, 0) else { return false }
    return pens[cell.style].drawsSameBlank(as: pens[old.style])
  }

  /// The column from which a row is blank to its end, in a way that erasing shows; the row's width if it is not.
  private func blankTail(of y: Int, in frame: Frame) -> Int {
    var x = frame.size.width
    guard capabilities.clearToEnd != nil else { return x }
    while x > 0 {
      let cell = frame[x - 1, y]
      guard cell.base == 0x20, cell.marks == (0, 0), pens[cell.style].drawsSameBlank(as: .plain) else {
        break
      }
      x -= 1
    }
    return x
  }

  /// Whether writing the blanks would take more bytes than erasing.
  private func isWorthClearing(from point: Point, in frame: Frame, over old: Frame) -> Bool {
    guard frame.size == old.size else { return true }
    let cost = capabilities.clearToEnd?.count ?? 0
    var differing = 0
    for x in point.x..<frame.size.width where !looksSame(frame[x, point.y], old[x, point.y]) {
      differing += 1
      if differing > cost { return true }
    }
    return false
  }

  private mutating func clearTail(from point: Point, in frame: Frame) {
    move(to: point, in: frame)
    if pen?.drawsSameBlank(as: .plain) != true { use(.plain) }
    output += capabilities.clearToEnd ?? []
  }

  private mutating func write(_ cell: Cell, at point: Point, in frame: Frame) {
    let isWide = point.x + 1 < frame.size.width && frame[point.x + 1, point.y].base == 0
    let next = point.x + (isWide ? 2 : 1)
    let isLast = next == frame.size.width && point.y == frame.size.height - 1
    // It would scroll the screen.
    if isLast, capabilities.wraps, !capabilities.wrapsLate { return }
    move(to: point, in: frame)
    let wanted = pens[cell.style]
    if cell.base != 0x20 || pen?.drawsSameBlank(as: wanted) != true { use(wanted) }
    append(cell, isWide: isWide)
    // In the last column terminals differ, and so they do in the width of what is not in everyone's table.
    let isKnown = next < frame.size.width && (isASCII || hasAgreedWidth(cell))
    position = isKnown ? Point(x: next, y: point.y) : nil
  }

  private mutating func append(_ cell: Cell, isWide: Bool) {
    if cell.base < 0x80 {
      output.append(UInt8(cell.base))
    } else if isASCII {
      output.append(transliterated(cell.base))
      if isWide { output.append(0x3F) }
    } else {
      appendUTF8(cell.base)
    }
    if !isASCII, cell.marks.0 != 0 {
      appendUTF8(cell.marks.0)
      if cell.marks.1 != 0 { appendUTF8(cell.marks.1) }
    }
  }

  private mutating func appendUTF8(_ value: UInt32) {
    guard let scalar = UnicodeScalar(value), let bytes = UTF8.encode(scalar) else { return }
    output += bytes
  }

  private func hasAgreedWidth(_ cell: Cell) -> Bool {
    guard cell.marks == (0, 0) else { return false }
    return switch cell.base {
    case 0..<0x300, 0x370..<0x530, 0x2010..<0x2028, 0x2190..<0x2300, 0x2500..<0x25FD, 0x2800..<0x2900: true
    case 0x3041..<0x3100, 0x4E00..<0xA000, 0xAC00..<0xD7A4, 0xFF01..<0xFF61: true
    default: false
    }
  }

  private mutating func use(_ wanted: Pen) {
    guard pen != wanted else { return }
    if let known = changes.first(where: { $0.new == wanted && $0.old == pen }) {
      output += known.bytes
    } else {
      let bytes = capabilities.change(from: pen, to: wanted)
      changes.append(PenChange(old: pen, new: wanted, bytes: bytes))
      output += bytes
    }
    pen = wanted
  }

  private mutating func move(to point: Point, in frame: Frame) {
    guard position != point else { return }
    if !capabilities.movesWithAttributes, pen != .plain { use(.plain) }
    // Between words there is a blank or two: no motion is shorter than that, and looking for one costs the most.
    if let gap = gap(to: point, in: frame, upTo: capabilities.right?.count ?? 1) {
      output += gap
    } else {
      let motion = capabilities.motion(from: position, to: point)
      output += gap(to: point, in: frame, upTo: motion.count) ?? motion
    }
    position = point
  }

  /// The characters between the cursor and a cell, where writing them again takes no more than `limit` bytes.
  private func gap(to point: Point, in frame: Frame, upTo limit: Int) -> [UInt8]? {
    guard let position, position.y == point.y, position.x < point.x, point.x - position.x <= limit else {
      return nil
    }
    var bytes: [UInt8] = []
    for x in position.x..<point.x {
      let cell = frame[x, point.y]
      let wanted = pens[cell.style]
      let isDrawnSo = pen == wanted || (cell.base == 0x20 && pen?.drawsSameBlank(as: wanted) == true)
      guard (0x20..<0x7F).contains(cell.base), cell.marks == (0, 0), isDrawnSo else { return nil }
      bytes.append(UInt8(cell.base))
    }
    return bytes
  }

  private mutating func placeCursor(of frame: Frame) {
    guard let cursor = frame.cursor, Rect(frame.size).contains(cursor) else {
      if showsCursor != false { output += capabilities.hideCursor ?? [] }
      showsCursor = false
      return
    }
    move(to: cursor, in: frame)
    if showsCursor != true { output += capabilities.showCursor ?? [] }
    showsCursor = true
  }
}
