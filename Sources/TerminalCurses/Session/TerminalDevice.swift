import CNcurses
import Cells
import Glibc

/// The terminal's descriptor and modes: a class because both exist once and have to be put back.
final class TerminalDevice {
  let descriptor: Int32
  let cooked: termios
  let raw: termios
  /// The descriptor is the shell's too, so that it may be non-blocking only while the screen is ours.
  private let isShared: Bool
  /// Of the size of the kernel's own buffer for a terminal; made once, for a key is read faster than memory is found.
  private let room: UnsafeMutableBufferPointer<UInt8>

  init(descriptor: Int32, isShared: Bool = false) throws(TerminalFailure) {
    var modes = termios()
    guard tcgetattr(descriptor, &modes) == 0 else { throw .notUsable(errno: errno) }
    self.descriptor = descriptor
    self.isShared = isShared
    room = .allocate(capacity: 4096)
    cooked = modes
    raw = Self.raw(from: modes)
  }

  deinit { room.deallocate() }

  /// Standard input's terminal, by a description of its own where it can be opened again.
  static func standard() throws(TerminalFailure) -> TerminalDevice {
    guard isatty(0) == 1, isatty(1) == 1 else { throw .notATerminal }
    // After su the name belongs to someone else, but /dev/tty still opens.
    for name in [ttyname(1).map { String(cString: $0) }, "/dev/tty"] {
      guard let name else { continue }
      let descriptor = open(name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
      if descriptor >= 0 { return try TerminalDevice(descriptor: descriptor) }
    }
    let descriptor = fcntl(0, F_DUPFD_CLOEXEC, 3)
    guard descriptor >= 0 else { throw .notUsable(errno: errno) }
    return try TerminalDevice(descriptor: descriptor, isShared: true)
  }

  var size: Size? {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard terminal_size(descriptor, &columns, &rows) else { return nil }
    return Size(width: Int(columns), height: Int(rows))
  }

  func makeRaw() {
    if isShared { setNonBlocking(true) }
    set(raw)
  }

  func makeCooked() {
    if isShared { setNonBlocking(false) }
    set(cooked)
  }

  func closeDescriptor() { close(descriptor) }

  enum Written: Equatable { case count(Int), gone }

  /// Writes what the terminal takes now.
  func write(_ bytes: ArraySlice<UInt8>) -> Written {
    while true {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 { return .count(written) }
      if errno == EAGAIN { return .count(0) }
      if errno != EINTR { return .gone }
    }
  }

  /// Writes everything, or gives up when the terminal takes nothing for a fifth of a second.
  func writeAll(_ bytes: [UInt8]) {
    var rest = bytes[...]
    var patience = 10
    while !rest.isEmpty, patience > 0 {
      guard case .count(let count) = write(rest) else { return }
      rest = rest.dropFirst(count)
      if count > 0 { continue }
      patience -= 1
      var out = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&out, 1, 20)
    }
  }

  enum Input: Equatable { case bytes([UInt8]), nothing, gone }

  /// Reads what has come, at most as much as a terminal keeps.
  func read() -> Input {
    while true {
      let count = Glibc.read(descriptor, room.baseAddress, room.count)
      if count > 0 { return .bytes(Array(room.prefix(count))) }
      // End of file and EIO both say that nobody is there any more.
      if count == 0 { return .gone }
      if errno == EAGAIN { return .nothing }
      if errno != EINTR { return .gone }
    }
  }

  /// Drops what was typed and nobody has read: it was meant for another program.
  func dropInput() { tcflush(descriptor, TCIFLUSH) }

  private func set(_ modes: termios) {
    var modes = modes
    while tcsetattr(descriptor, TCSANOW, &modes) != 0, errno == EINTR {}
  }

  private func setNonBlocking(_ on: Bool) {
    let flags = fcntl(descriptor, F_GETFL, 0)
    if flags >= 0 { _ = fcntl(descriptor, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK) }
  }

  /// Every key a byte at once, none of them a signal, and no byte changed on its way out.
  private static func raw(from modes: termios) -> termios {
    var raw = modes
    raw.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON | PARMRK)
    raw.c_oflag &= ~tcflag_t(OPOST)
    raw.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | IEXTEN | ISIG)
    raw.c_cflag = raw.c_cflag & ~tcflag_t(CSIZE | PARENB) | tcflag_t(CS8)
    // With VMIN 0 no input and a lost terminal would look alike.
    withUnsafeMutableBytes(of: &raw.c_cc) {
      $0[Int(VMIN)] = 1
      $0[Int(VTIME)] = 0
    }
    return raw
  }
}
