import Cells
import Glibc

@testable import TerminalCurses

/// A terminal of our own with the test at its other end: a class because its descriptors are closed with it.
final class PseudoTerminal {
  private(set) var controller: Int32
  let path: String
  /// Keeps the terminal open, as a shell does.
  private let holder: Int32

  init(size: Size = Size(width: 20, height: 4)) {
    var controller: Int32 = -1
    var terminal: Int32 = -1
    var window = winsize(
      ws_row: UInt16(size.height), ws_col: UInt16(size.width), ws_xpixel: 0, ws_ypixel: 0)
    precondition(openpty(&controller, &terminal, nil, nil, &window) == 0, "no pseudo terminal")
    self.controller = controller
    holder = terminal
    path = String(cString: ttyname(terminal))
    _ = fcntl(controller, F_SETFD, FD_CLOEXEC)
    _ = fcntl(terminal, F_SETFD, FD_CLOEXEC)
    _ = fcntl(controller, F_SETFL, O_NONBLOCK)
  }

  deinit {
    hangUp()
    close(holder)
  }

  func hangUp() {
    if controller >= 0 { close(controller) }
    controller = -1
  }

  func type(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(controller, $0.baseAddress, $0.count) }
  }

  func resize(to size: Size) {
    var window = winsize(
      ws_row: UInt16(size.height), ws_col: UInt16(size.width), ws_xpixel: 0, ws_ypixel: 0)
    // The call is variadic, which Swift cannot make.
    typealias Call = @convention(c) (Int32, UInt, UnsafeMutableRawPointer) -> Int32
    let ioctl = unsafeBitCast(dlsym(nil, "ioctl"), to: Call.self)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &window)
  }

  var modes: termios {
    var modes = termios()
    tcgetattr(holder, &modes)
    return modes
  }

  var isRaw: Bool { modes.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == 0 }

  /// What the program has written so far.
  func output() -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(controller, &buffer, buffer.count)
      guard count > 0 else { return all }
      all += buffer.prefix(count)
    }
  }

  /// What the program writes until it holds, at most ten seconds.
  func output(until holds: ([UInt8]) -> Bool) -> [UInt8] {
    var all: [UInt8] = []
    for _ in 0..<1000 {
      all += output()
      if holds(all) { return all }
      var ready = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
      _ = poll(&ready, 1, 10)
    }
    return all
  }

  /// A session on it that leaves the test's own signals alone.
  func session(_ options: TerminalOptions = TerminalOptions(ascii: false), term: String = "xterm-256color")
    throws
    -> TerminalSession
  {
    let descriptor = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    return TerminalSession(
      device: try TerminalDevice(descriptor: descriptor), capabilities: capabilities(of: term),
      options: options,
      environment: Environment { _ in nil }, isGuarded: false)
  }
}
