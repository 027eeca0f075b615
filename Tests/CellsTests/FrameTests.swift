import Cells
import Support
import Testing

@Suite struct FrameTests {
  @Test func `text is cut at the right edge of its bounds`() {
    var frame = Frame(size: Size(width: 8, height: 2))
    let used = frame.put("registry", at: Point(x: 2, y: 1), in: Rect(x: 0, y: 0, width: 6, height: 2))
    #expect(frame.plainText == "\n  regi")
    #expect(used == 4)
  }

  @Test func `text that begins left of its bounds shows its rest`() {
    var frame = Frame(size: Size(width: 8, height: 1))
    frame.put("registry", at: Point(x: -3, y: 0), in: Rect(x: 1, y: 0, width: 7, height: 1))
    #expect(frame.plainText == " stry")
    frame.put("日本語", at: Point(x: -1, y: 0), in: Rect(x: 0, y: 0, width: 8, height: 1))
    #expect(frame.plainText == " 本語")
  }

  @Test func `what lies outside the frame is not drawn`() {
    var frame = Frame(size: Size(width: 4, height: 1))
    #expect(frame.put("x", at: Point(x: 0, y: 1)) == 0)
    #expect(frame.put("x", at: Point(x: 9, y: 0)) == 0)
    frame.fill(Rect(x: -5, y: -5, width: 3, height: 3))
    frame.hline(at: Point(x: 2, y: 0), width: 50)
    #expect(frame.plainText == "  ──")
  }

  @Test func `a wide character is left out where half of it would be cut`() {
    var frame = Frame(size: Size(width: 5, height: 1))
    #expect(frame.put("日本語", at: Point(x: 0, y: 0)) == 4)
    #expect(frame.plainText == "日本")
  }

  @Test func `overwriting half of a wide character blanks its other half`() {
    var frame = Frame(size: Size(width: 6, height: 1))
    frame.put("日本語", at: Point(x: 0, y: 0))
    frame.put("x", at: Point(x: 1, y: 0))
    #expect(frame.plainText == " x本語")
    frame.put("y", at: Point(x: 2, y: 0))
    #expect(frame.plainText == " xy 語")
    frame.fill(Rect(x: 5, y: 0, width: 1, height: 1))
    #expect(frame.plainText == " xy")
  }

  @Test func `marks stay with their base, two at most`() {
    var frame = Frame(size: Size(width: 3, height: 1))
    #expect(frame.put("e\u{301}\u{302}\u{303}f", at: Point(x: 0, y: 0)) == 2)
    #expect(Array(frame.text(row: 0).unicodeScalars) == ["e", "\u{301}", "\u{302}", "f"])
  }

  @Test func `a restyled half restyles the whole wide character`() {
    var frame = Frame(size: Size(width: 4, height: 1))
    frame.put("a日b", at: Point(x: 0, y: 0))
    frame.restyle(Rect(x: 0, y: 0, width: 2, height: 1)) { _ in .dim }
    #expect((0..<4).map { frame[$0, 0].style } == [.dim, .dim, .dim, .text])
    frame.restyle(Rect(x: 2, y: 0, width: 2, height: 1)) { _ in .title }
    #expect((0..<4).map { frame[$0, 0].style } == [.dim, .dim, .dim, .title])
  }

  @Test func `no drawing leaves a wide character in half`() {
    var chance = SeededGenerator(seed: 3)
    var frame = Frame(size: Size(width: 9, height: 3))
    for _ in 0..<2000 {
      let point = Point(x: Int.random(in: -3...9, using: &chance), y: Int.random(in: 0..<3, using: &chance))
      switch Int.random(in: 0..<4, using: &chance) {
      case 0: frame.put("日本", at: point)
      case 1: frame.put("ab", at: point)
      case 2: frame.fill(Rect(x: point.x, y: point.y, width: 3, height: 1), style: .dim)
      default: frame.restyle(Rect(x: point.x, y: point.y, width: 2, height: 1)) { _ in .title }
      }
      #expect(isWhole(frame))
    }
  }

  private func isWhole(_ frame: Frame) -> Bool {
    (0..<frame.size.height).allSatisfy { y in
      (0..<frame.size.width).allSatisfy { x in
        let isWide = UnicodeScalar(frame[x, y].base).map { columns(of: $0) == 2 } ?? false
        let isFollowed = x + 1 < frame.size.width && frame[x + 1, y].base == 0
        let isSecond = frame[x, y].base == 0
        return isWide == isFollowed && (!isSecond || (x > 0 && frame[x - 1, y].style == frame[x, y].style))
      }
    }
  }

  @Test func `a drawing of roles shows what cells mean`() {
    var frame = Frame(size: Size(width: 14, height: 2))
    frame.put("registry", at: Point(x: 0, y: 0), style: Style(.text, .bold))
    frame.put("DOWN", at: Point(x: 9, y: 0), style: Style(.down))
    frame.put("plain", at: Point(x: 0, y: 1))
    #expect(
      frame.roleLines == """
         registry DOWN
        :         DDDD
        +bbbbbbbb
         plain
        """)
  }
}
