import Cells
import Testing

@testable import TerminalCurses

@Suite struct CapabilitiesTests {
  @Test func `delays are taken out of capabilities`() {
    #expect(text(Capabilities.withoutPadding(Array("\u{1B}[H\u{1B}[J$<50/>x$<2*>".utf8))) == "␛[H␛[Jx")
    #expect(text(Capabilities.withoutPadding(Array("a$b<".utf8))) == "a$b<")
  }

  @Test func `numbers are filled in, counted from one where the terminal does`() {
    let move = Parametrised(Array("\u{1B}[%i%p1%d;%p2%dH".utf8))
    #expect(text(move(4, 9)) == "␛[5;10H")
    #expect(text(Parametrised(Array("\u{1B}[%p1%dC".utf8))(12)) == "␛[12C")
    let color = Parametrised(Array("\u{1B}[%?%p1%{8}%<%t3%p1%d%e38;5;%p1%d%;m".utf8))
    #expect(text(color(1)) == "␛[31m")
    #expect(text(color(208)) == "␛[38;5;208m")
  }

  @Test func `a terminal without a cursor is dumb and a name nobody knows is unknown`() {
    guard case .dumb = TerminfoEntry.named("dumb", tty: -1) else { return #expect(Bool(false), "dumb moves") }
    guard case .unknown = TerminfoEntry.named("no-such-terminal", tty: -1) else {
      return #expect(Bool(false), "known")
    }
  }

  @Test func `the depth of colour is what terminfo says`() {
    #expect(capabilities(of: "vt100").depth == .none)
    #expect(capabilities(of: "linux").depth == .eight)
    #expect(capabilities(of: "xterm-256color").depth == .indexed)
  }

  @Test func `colours become the nearest that there is`() {
    #expect(ColorDepth.none.number(of: .ansi(1)) == nil)
    #expect(ColorDepth.eight.number(of: .ansi(9)) == 1)
    #expect(ColorDepth.eight.needsBold(for: .ansi(9)))
    #expect(ColorDepth.eight.number(of: .ansi(8)) == nil)
    #expect(ColorDepth.sixteen.number(of: .rgb(250, 5, 5)) == 9)
    #expect(ColorDepth.indexed.number(of: .rgb(255, 135, 0)) == 208)
    #expect(ColorDepth.indexed.number(of: .rgb(118, 118, 118)) == 243)
    #expect(ColorDepth.direct.number(of: .rgb(1, 2, 3)) == 0x010203)
    #expect(ColorDepth.indexed.number(of: nil) == nil)
  }

  @Test func `attributes are added one by one and taken away together`() {
    let xterm = capabilities(of: "xterm-256color")
    let bold = Pen(foreground: 1, emphasis: .bold)
    #expect(text(xterm.change(from: .plain, to: bold)) == "␛[1;31m")
    #expect(text(xterm.change(from: bold, to: Pen(foreground: 2, emphasis: [.bold, .reverse]))) == "␛[7;32m")
    #expect(text(xterm.change(from: bold, to: Pen(foreground: 1))) == "␛[;31m")
    #expect(text(xterm.change(from: bold, to: .plain)) == "␛[m")
    #expect(text(xterm.change(from: nil, to: .plain)) == "␛[m")
  }

  @Test(
    arguments: [
      (Point(x: 5, y: 5), Point(x: 5, y: 5), ""), (Point(x: 5, y: 5), Point(x: 6, y: 5), "␛[C"),
      (Point(x: 5, y: 5), Point(x: 4, y: 5), "\u{08}"), (Point(x: 5, y: 5), Point(x: 0, y: 5), "\r"),
      (Point(x: 5, y: 5), Point(x: 0, y: 6), "\n\r"), (Point(x: 5, y: 5), Point(x: 5, y: 7), "\n\n"),
      (Point(x: 5, y: 5), Point(x: 60, y: 30), "␛[31;61H"), (nil, Point(x: 0, y: 0), "␛[1;1H"),
    ] as [(Point?, Point, String)])
  func `the cursor goes the shortest way`(old: Point?, new: Point, bytes: String) {
    #expect(text(capabilities(of: "xterm-256color").motion(from: old, to: new)) == bytes)
  }

  @Test func `every terminal's own arrows are known`() {
    for name in ["xterm", "linux", "vt52", "sun", "rxvt-unicode", "screen", "cons25"] {
      var decoder = InputDecoder(sequences: capabilities(of: name).keys)
      let known = capabilities(of: name).keys
      for sequence in known where sequence.bytes.count > 1 {
        let keys = decoder.decode(sequence.bytes) + decoder.flush()
        #expect(keys == [known.last { $0.bytes == sequence.bytes }?.key], "\(name) \(text(sequence.bytes))")
      }
    }
  }

  @Test func `what is switched on is switched off again`() {
    let switches = ModeSwitches(capabilities(of: "xterm-256color"))
    for mode in ["1049", "2004", "1000", "1006"] {
      #expect(text(switches.enter + switches.takeMouse).contains("␛[?\(mode)h"))
      #expect(text(switches.leave).contains("␛[?\(mode)l"))
    }
    #expect(text(switches.leave).contains("␛[?25h"))
    #expect(switches.leave.count < 512)
  }

  @Test func `a VT100 gets no private modes that it does not know`() {
    let switches = ModeSwitches(capabilities(of: "vt100"))
    #expect(!text(switches.enter).contains("2004"))
    #expect(switches.takeMouse.isEmpty && switches.giveMouse.isEmpty)
  }

  @Test(arguments: [
    (["TERM": "xterm-256color"], Clipboard.Wrapping.none),
    (["TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"], .tmux),
    (["TERM": "tmux-256color"], .tmux), (["TERM": "screen.xterm-256color"], .screen),
    (["TERM": "xterm", "STY": "12.pts-0.host"], .screen),
  ])
  func `what stands between is known by its own variables, over SSH by the terminal's name`(
    variables: [String: String], wrapping: Clipboard.Wrapping
  ) {
    #expect(Environment { variables[$0] }.clipboardWrapping == wrapping)
  }

  @Test(arguments: [
    (["LANG": "de_DE.UTF-8"], true), (["LANG": "C.utf8"], true), ([:], false), (["LANG": "C"], false),
    (["LANG": "en_US.UTF-8", "LC_ALL": "C"], false), (["LANG": "C", "LC_CTYPE": "en_US.UTF-8"], true),
    (["LC_ALL": "", "LANG": "en_US.UTF-8"], true),
  ])
  func `the locale says whether there is more than ASCII`(variables: [String: String], isUTF8: Bool) {
    #expect(Environment { variables[$0] }.isUTF8 == isUTF8)
  }
}
