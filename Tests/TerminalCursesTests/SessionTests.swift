import Cells
import Clients
import Dispatch
import Testing

@testable import TerminalCurses

@Suite struct SessionTests {
  private let terminal = PseudoTerminal()

  private func frame(_ text: SafeText, _ size: Size = Size(width: 20, height: 4)) -> Frame {
    var frame = Frame(size: size)
    frame.put(text, at: Point(x: 0, y: 0))
    return frame
  }

  @Test func `the first frame takes the terminal over in one write`() throws {
    let session = try terminal.session()
    session.present(frame("registry"))
    #expect(text(terminal.output()) == "␛[?1049h␛[22;0;0t␛[?2004h␛[m␛[H␛[2Jregistry␛[?25l")
    #expect(terminal.isRaw)
    session.close()
  }

  @Test func `closing restores every mode, once`() throws {
    let session = try terminal.session(TerminalOptions(ascii: false, mouse: true))
    session.present(frame("registry"))
    _ = terminal.output()
    session.close()
    session.close()
    #expect(text(terminal.output()) == "␛[?1006l␛[?1000l␛[?2004l␛[m␛[?12l␛[?25h␛[r␛[?1049l␛[23;0;0t")
    #expect(!terminal.isRaw)
  }

  @Test func `the mouse is taken and given back while the session goes on`() throws {
    let session = try terminal.session()
    session.present(frame("registry"))
    _ = terminal.output()
    session.takeMouse(true)
    session.takeMouse(true)
    #expect(text(terminal.output()) == "␛[?1000h␛[?1006h")
    session.takeMouse(false)
    #expect(text(terminal.output()) == "␛[?1006l␛[?1000l")
    session.close()
  }

  @Test func `a session that never drew leaves no byte`() throws {
    try terminal.session().close()
    #expect(terminal.output().isEmpty)
    #expect(!terminal.isRaw)
  }

  @Test func `all keys that have come are returned at once`() throws {
    let session = try terminal.session()
    terminal.type("jj\u{1B}[A\u{03}\u{1B}[200~two\rlines\u{1B}[201~")
    #expect(
      session.wait(.seconds(5)) == [
        .key(.character("j")), .key(.character("j")), .key(.up), .key(.control("c")),
        .key(.paste("two\nlines")),
      ])
    session.close()
  }

  @Test func `the key Esc comes after a moment`() throws {
    let session = try terminal.session()
    terminal.type("\u{1B}")
    #expect(session.wait(.seconds(5)) == [.key(.escape)])
    session.close()
  }

  @Test func `a wait without events ends in time`() throws {
    let session = try terminal.session()
    #expect(session.wait(.zero) == [])
    #expect(session.wait(.milliseconds(1)) == [])
    session.close()
  }

  @Test func `another thread ends a wait`() throws {
    let client = TerminalClient(try terminal.session())
    let wake = client.wake
    DispatchQueue.global().async { wake() }
    let start = ContinuousClock.now
    #expect(client.wait(.seconds(20)) == [])
    #expect(ContinuousClock.now - start < .seconds(10))
    client.close()
  }

  @Test func `a lost terminal is told, again and again, and nothing more is written`() throws {
    let session = try terminal.session()
    session.present(frame("registry"))
    terminal.hangUp()
    #expect(session.wait(.seconds(5)) == [.hungUp])
    #expect(session.wait(.seconds(5)) == [.hungUp])
    session.present(frame("later"))
    session.close()
  }

  @Test func `a new size is told with the next wake`() throws {
    let session = try terminal.session()
    terminal.resize(to: Size(width: 33, height: 7))
    TerminalClient(session).wake()
    #expect(session.wait(.seconds(5)) == [.resized(Size(width: 33, height: 7))])
    #expect(session.size == Size(width: 33, height: 7))
    session.close()
  }

  @Test func `a terminal that takes nothing gets the newest frame when it takes again, and no older one`()
    throws
  {
    let size = Size(width: 200, height: 100)
    let session = try terminal.session()
    for number in 0..<40 { session.present(noise(number, size)) }
    session.present(frame("the newest", size))
    var screen = EmulatedScreen(size: size)
    var bytes: [UInt8] = []
    for _ in 0..<1000 where !screen.plainText.hasPrefix("the newest") {
      bytes += terminal.output()
      _ = session.wait(.milliseconds(10))
      screen = EmulatedScreen(size: size)
      screen.take(bytes.filter { $0 != 0x0F })
    }
    #expect(screen.plainText.hasPrefix("the newest"))
    #expect(bytes.count < 200_000)
    session.close()
  }

  private func noise(_ number: Int, _ size: Size) -> Frame {
    var frame = Frame(size: size)
    for y in 0..<size.height {
      frame.put(SafeText("\(number * 7919 + y * 31) ").repeated(40), at: Point(x: y % 7, y: y))
    }
    return frame
  }

  @Test func `a lent terminal is whole, and comes back as it was`() throws {
    let session = try terminal.session()
    session.present(frame("registry"))
    _ = terminal.output()
    session.lend()
    #expect(!terminal.isRaw)
    #expect(text(terminal.output()).contains("␛[?1049l"))
    terminal.type("q\n")
    session.present(frame("not now"))
    #expect(session.wait(.milliseconds(20)) == [], "the key is the other program's")
    session.takeBack()
    #expect(terminal.isRaw)
    #expect(session.wait(.milliseconds(20)) == [], "nor is it ours afterwards")
    #expect(text(terminal.output()).hasSuffix("␛[2Jregistry␛[?25l"))
    session.close()
  }

  @Test func `a repaint sends every cell anew`() throws {
    let session = try terminal.session()
    session.present(frame("registry"))
    session.present(frame("registry"))
    _ = terminal.output()
    session.repaint()
    session.present(frame("registry"))
    #expect(text(terminal.output()).contains("␛[2Jregistry"))
    session.close()
  }

  @Test func `copied text goes to the clipboard, not to the screen`() throws {
    let session = try terminal.session()
    session.present(frame("registry"))
    _ = terminal.output()
    #expect(session.copy("foo"))
    #expect(text(terminal.output()) == "␛]52;c;Zm9v␛\\")
    #expect(!session.copy(String(repeating: "x", count: 80_000)))
    session.close()
  }
}
