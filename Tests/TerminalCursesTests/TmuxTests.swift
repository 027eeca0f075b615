import Cells
import Testing

@testable import TerminalCurses

/// The painter's bytes before a judge that is not ours: what tmux has on its screen after them.
@Suite(.enabled(if: Judge.hasTmux)) struct TmuxTests {
  static let terminals = [
    "xterm-256color", "tmux-256color", "screen", "screen-256color", "linux", "vt100", "xterm-direct",
    "xterm-kitty", "alacritty", "foot", "nsterm", "putty", "putty-256color", "xterm-16color", "xterm",
    "xterm-mono", "no-such-terminal",
  ]

  @Test(arguments: terminals)
  func `frame after frame, tmux shows what the last one says`(_ name: String) throws {
    // One large one, on the terminal that most people have.
    let size = name == "xterm-256color" ? Size(width: 500, height: 200) : Size(width: 80, height: 24)
    var painter = painter(name)
    var bytes: [UInt8] = []
    for number in 0..<12 { bytes += painter.paint(frame(number, size)) }
    let found = difference(try Judge.tmux(bytes, size: size), frame(11, size).rows)
    #expect(found == nil, "\(found ?? "")")
  }

  private func frame(_ number: Int, _ size: Size) -> Frame {
    var frame = Frame(size: size)
    for y in 0..<size.height {
      let role = Role.allCases[(y + number) % Role.allCases.count]
      frame.put("service-\(y * number % 7)", at: Point(x: y % 3, y: y), style: Style(role))
      frame.put(
        "日本語 ▁▂▃█ e\u{301} ❤ 👍 ─│", at: Point(x: 18 + (y + number) % 5, y: y), style: Style(role, .bold))
      frame.put(
        "\(y) at the edge", at: Point(x: size.width - 12 - (number + y) % 2, y: y), style: Style(role))
    }
    if number % 3 == 1 { frame.fill(Rect(x: 5, y: 2, width: 50, height: 6)) }
    return frame
  }
}
