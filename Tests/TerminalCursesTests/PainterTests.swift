import Cells
import Support
import Testing

@testable import TerminalCurses

@Suite struct PainterTests {
  private let size = Size(width: 24, height: 5)

  @Test func `the first frame clears the screen and draws what is not blank`() {
    var painter = painter("xterm-256color")
    var frame = Frame(size: Size(width: 10, height: 2))
    frame.put("DOWN", at: Point(x: 2, y: 1), style: Style(.down))
    #expect(text(painter.paint(frame)) == "␛[m␛[H␛[2J\n␛[2C␛[1;31mDOWN␛[?25l")
  }

  @Test func `an unchanged frame costs nothing`() {
    var painter = painter("xterm-256color")
    let frame = randomFrame(seed: 1)
    _ = painter.paint(frame)
    #expect(painter.paint(frame).isEmpty)
  }

  @Test func `a selection that moves by one row costs few bytes`() {
    var painter = painter("xterm-256color")
    _ = painter.paint(table(selected: 1))
    let bytes = painter.paint(table(selected: 2))
    #expect(bytes.count <= 40, "\(text(bytes))")
  }

  @Test(arguments: ["xterm-256color", "tmux-256color", "linux", "vt100", "no-such-terminal"])
  func `a list that scrolls by a row or two is moved by the terminal, not written again`(name: String) {
    var painter = painter(name)
    let size = list(from: 0).size
    var screen = EmulatedScreen(size: size)
    screen.take(painter.paint(list(from: 0)).filter { $0 != 0x0F })
    for first in [1, 2, 4, 3, 1, 0, 7, 8, 8, 6] {
      let bytes = painter.paint(list(from: first))
      screen.take(bytes.filter { $0 != 0x0F })
      #expect(screen.plainText == list(from: first).plainText)
      #expect(screen.complaints == [])
      if [1, 2, 4].contains(first), name != "no-such-terminal" {
        #expect(bytes.count < 150, "\(text(bytes))")
      }
    }
  }

  private func list(from first: Int) -> Frame {
    var frame = Frame(size: Size(width: 60, height: 16))
    frame.put("a heading and a clock: \(first)", at: Point(x: 0, y: 0), style: Style(.ok))
    for row in 0..<13 {
      let number = (first + row) * 7919 % 1000
      frame.put("\(number) is \(number * 31 % 997), which nobody else is", at: Point(x: 1, y: row + 1))
    }
    frame.put("a footer for \(first)", at: Point(x: 0, y: 15), style: Style(.accent, .bold))
    return frame
  }

  private func table(selected: Int) -> Frame {
    var frame = Frame(size: Size(width: 120, height: 8))
    for row in 0..<8 {
      let isSelected = row == selected
      frame.put(isSelected ? ">" : " ", at: Point(x: 0, y: row))
      frame.put("service-\(row)", at: Point(x: 1, y: row), style: isSelected ? Style(.text, .bold) : .text)
      frame.put("OK  40ms  a row of figures", at: Point(x: 14, y: row), style: Style(.ok))
    }
    return frame
  }

  @Test(arguments: [
    "xterm", "xterm-256color", "screen-256color", "tmux-256color", "linux", "no-such-terminal",
  ])
  func `whatever frames follow each other, the terminal shows the last one`(name: String) {
    var painter = painter(name, palette: .sixteenColors)
    var screen = EmulatedScreen(size: size)
    let known = capabilities(of: name)
    let pens = PenBox(palette: .sixteenColors, depth: known.depth, notWithColor: known.notWithColor)
    for seed in 0..<150 {
      let frame = randomFrame(seed: UInt64(seed))
      if seed % 20 == 7 { painter.forget() }
      screen.take(painter.paint(frame).filter { $0 != 0x0F })
      #expect(screen.complaints == [])
      #expect(screen.plainText == frame.plainText)
      #expect(screen.showsCursor == (frame.cursor != nil))
      if let cursor = frame.cursor { #expect(screen.cursor == cursor) }
      #expect(differences(screen, frame, pens) == [])
    }
  }

  private func differences(_ screen: EmulatedScreen, _ frame: Frame, _ pens: PenBox) -> [Point] {
    (0..<size.height).flatMap { y in
      (0..<size.width).map { Point(x: $0, y: y) }
    }.filter { point in
      let cell = frame[point.x, point.y]
      guard cell.base != 0 else { return false }
      let pen = pens[cell.style]
      var look = Set([pen.background.map { $0 < 8 ? 40 + $0 : 92 + $0 }].compactMap(\.self))
      if pen.emphasis.contains(.underline) { look.insert(4) }
      if pen.emphasis.contains(.reverse) { look.insert(7) }
      let isFlatBlank = cell.base == 0x20 && look.isDisjoint(with: [4, 7])
      if !isFlatBlank, let foreground = pen.foreground {
        look.insert(foreground < 8 ? 30 + foreground : 82 + foreground)
      }
      if !isFlatBlank, pen.emphasis.contains(.bold) { look.insert(1) }
      let shown = screen.rows[point.y][point.x].look
      return look != (isFlatBlank ? shown.filter { $0 >= 40 && !(90...97).contains($0) } : shown)
    }
  }

  private func randomFrame(seed: UInt64) -> Frame {
    var chance = SeededGenerator(seed: seed / 3)
    var frame = Frame(size: size)
    for _ in 0..<8 { draw(&frame, &chance) }
    chance = SeededGenerator(seed: seed)
    for _ in 0..<3 { draw(&frame, &chance) }
    if Bool.random(using: &chance) {
      frame.cursor = Point(
        x: Int.random(in: 0..<size.width, using: &chance), y: Int.random(in: 0..<size.height, using: &chance))
    }
    return frame
  }

  private func draw(_ frame: inout Frame, _ chance: inout SeededGenerator) {
    let role = Role.allCases.randomElement(using: &chance) ?? .text
    let style = Style(role, Style.Emphasis(rawValue: UInt8.random(in: 0..<8, using: &chance)))
    let point = Point(
      x: Int.random(in: 0..<size.width, using: &chance), y: Int.random(in: 0..<size.height, using: &chance))
    let texts: [SafeText] = ["registry", "日本語", "e\u{301}x", "▁▂▃", "  a  b  ", "👍", "क्ष"]
    frame.put(texts.randomElement(using: &chance) ?? "x", at: point, style: style)
    if Int.random(in: 0..<4, using: &chance) == 0 {
      frame.fill(Rect(x: point.x, y: point.y, width: 9, height: 2), style: style)
    }
  }

  @Test func `a terminal that wraps at once never gets its last cell`() {
    var wrapping = capabilities(of: "xterm")
    wrapping.wrapsLate = false
    var painter = Painter(capabilities: wrapping, palette: .standard, isASCII: false)
    var frame = Frame(size: Size(width: 3, height: 2))
    for y in 0..<2 { frame.put("abc", at: Point(x: 0, y: y)) }
    #expect(text(painter.paint(frame)) == "␛[m␛[H␛[2Jabc␛[2;1Hab␛[?25l")
  }

  @Test func `a row that ends in blanks is erased, not overwritten`() {
    var painter = painter("xterm")
    var frame = Frame(size: Size(width: 40, height: 1))
    frame.put("a long line that goes away again", at: Point(x: 0, y: 0))
    _ = painter.paint(frame)
    #expect(text(painter.paint(Frame(size: frame.size))) == "\r␛[K")
  }

  @Test func `blanks in front of a background are drawn in its colour`() {
    let palette = Palette { _ in Palette.Paint(background: .ansi(4)) }
    var painter = painter("xterm-256color", palette: palette)
    let bytes = painter.paint(Frame(size: Size(width: 3, height: 1)))
    #expect(text(bytes) == "␛[m␛[H␛[2J␛[44m   ␛[?25l")
  }

  @Test func `without colours there is no colour sequence`() {
    var painter = painter("vt100")
    let bytes = painter.paint(everyRole())
    #expect(!text(bytes).contains(/␛\[[0-9;]*[349][0-7]/.ignoresCase()))
  }

  @Test func `an ASCII terminal gets nothing but ASCII`() {
    var painter = painter("xterm-256color", isASCII: true)
    var frame = Frame(size: Size(width: 30, height: 1))
    frame.put("╭─┤▁▂▃▄▅▆▇█│…→✖é日\u{1F600}e\u{301}", at: Point(x: 0, y: 0))
    let bytes = painter.paint(frame)
    #expect(bytes.allSatisfy { $0 < 0x80 })
    #expect(text(bytes).contains("+-+_.-==*##|~>xe????e"))
  }

  @Test func `a whole frame is synchronised where the terminal can and a small one is not`() {
    var able = capabilities(of: "xterm")
    able.synchronised = Parametrised(Array("\u{1B}[?2026%?%p1%{1}%-%tl%eh%;".utf8))
    var painter = Painter(capabilities: able, palette: .standard, isASCII: false, isSynchronised: true)
    var frame = Frame(size: Size(width: 10, height: 1))
    let whole = text(painter.paint(frame))
    #expect(whole.hasPrefix("␛[?2026h") && whole.contains("␛[?2026l"))
    frame.put("x", at: Point(x: 0, y: 0))
    #expect(text(painter.paint(frame)) == "x")
  }

  private func everyRole() -> Frame {
    var frame = Frame(size: Size(width: 10, height: Role.allCases.count))
    for (row, role) in Role.allCases.enumerated() {
      frame.put("\(row)", at: Point(x: 0, y: row), style: Style(role))
    }
    return frame
  }
}

extension Palette {
  fileprivate static let sixteenColors = Palette { role in
    Paint(
      foreground: .ansi(role.rawValue % 8),
      background: role.rawValue % 3 == 0 && role != .text ? .ansi(role.rawValue % 5) : nil,
      emphasis: role.rawValue % 4 == 0 ? [] : .bold)
  }
}
