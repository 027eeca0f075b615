import Cells
import Testing

@testable import TerminalCurses

@Suite struct PaletteTests {
  private let onPaper = Palette { _ in
    Palette.Paint(foreground: .rgb(8, 8, 8), background: .rgb(255, 255, 255))
  }

  private var frame: Frame {
    var frame = Frame(size: Size(width: 10, height: 2))
    frame.put("DOWN", at: Point(x: 2, y: 1), style: Style(.down))
    return frame
  }

  @Test func `other colours send the whole frame anew, its ground too`() {
    var painter = painter("xterm-256color")
    _ = painter.paint(frame)
    painter.use(onPaper)
    let bytes = painter.paint(frame)
    #expect(text(bytes).contains("38;5;232"))
    #expect(bytes.filter { $0 == 0x20 }.count == 16)
    #expect(painter.paint(frame).isEmpty)
  }

  @Test func `back in the first colours the screen is what it was`() {
    var once = painter("xterm-256color")
    let first = once.paint(frame)
    var back = painter("xterm-256color")
    _ = back.paint(frame)
    back.use(onPaper)
    _ = back.paint(frame)
    back.use(.standard)
    #expect(text(back.paint(frame)).hasPrefix(text(first).replacing("␛[?25l", with: "")))
  }

  @Test func `where sixteen colours are all there is, a theme's own give way to the standard ones`() {
    #expect(ColorDepth.sixteen.palette(for: onPaper) == .standard)
    #expect(ColorDepth.eight.palette(for: onPaper) == .standard)
    #expect(ColorDepth.indexed.palette(for: onPaper) == onPaper)
    #expect(ColorDepth.eight.palette(for: .monochrome) == .monochrome)
    #expect(ColorDepth.none.palette(for: onPaper) == .monochrome)
  }
}
