import Glibc

/// A program on a terminal of 200x50 whose every byte is timed; a class, for the process and the terminal exist once.
final class Watched {
  let pid: pid_t
  let startedAt: ContinuousClock.Instant
  private let controller: Int32
  private var buffer = [UInt8](repeating: 0, count: 65_536)

  struct Chunk {
    var at: ContinuousClock.Instant
    var bytes: ArraySlice<UInt8>
  }

  init(_ program: Program, in world: World) throws(BenchProblem) {
    var (controller, terminal) = (Int32(-1), Int32(-1))
    var window = winsize(ws_row: 50, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&controller, &terminal, nil, nil, &window) == 0 else { throw .system("no pseudo terminal") }
    _ = fcntl(controller, F_SETFD, FD_CLOEXEC)
    _ = fcntl(terminal, F_SETFD, FD_CLOEXEC)
    _ = fcntl(controller, F_SETFL, O_NONBLOCK)
    self.controller = controller
    // Open until the program has it, or it would count as hung up.
    defer { close(terminal) }
    (pid, startedAt) = try spawn(program, in: world, on: String(cString: ttyname(terminal)))
  }

  /// The next bytes; nil where none come in time, or where the program is gone.
  func read(until deadline: ContinuousClock.Instant) -> Chunk? {
    while true {
      let count = Glibc.read(controller, &buffer, buffer.count)
      if count > 0 { return Chunk(at: clock.now, bytes: buffer[..<count]) }
      guard count < 0, errno == EAGAIN || errno == EINTR else { return nil }
      guard wait(until: deadline) else { return nil }
    }
  }

  /// From the start until the text was written that stands in the last line: then all above it is there.
  func firstFrame(endingWith text: String) -> Duration? {
    let wanted = Array(text.utf8)
    var seen: [UInt8] = []
    while let chunk = read(until: startedAt + .seconds(5)) {
      seen += chunk.bytes
      if contains(seen, wanted) { return chunk.at - startedAt }
    }
    return nil
  }

  struct Answer {
    var settled: Duration
    var bytes: Int
  }

  /// Types, and reads until nothing came for five milliseconds; nil where no answer comes within half a second.
  func type(_ keys: String) -> Answer? {
    let start = clock.now
    guard send(keys), let first = read(until: start + .milliseconds(500)) else { return nil }
    var (last, bytes) = (first.at, first.bytes.count)
    while let more = read(until: last + .milliseconds(5)) {
      last = more.at
      bytes += more.bytes.count
    }
    return Answer(settled: last - start, bytes: bytes)
  }

  /// Types, and reads until the mark of the selection is drawn: for a screen on which much else is drawn meanwhile.
  func move(_ key: String, mark: UInt8 = UInt8(ascii: ">")) -> Duration? {
    let start = clock.now
    guard send(key) else { return nil }
    while let chunk = read(until: start + .milliseconds(500)) {
      if chunk.bytes.contains(mark) { return chunk.at - start }
    }
    return nil
  }

  /// Counts the bytes that come until nothing came for so long, or until the limit.
  @discardableResult func settle(_ quiet: Duration, atMost limit: Duration = .seconds(10)) -> Int {
    let end = clock.now + limit
    var count = 0
    while let chunk = read(until: min(end, clock.now + quiet)) {
      count += chunk.bytes.count
      if chunk.at >= end { break }
    }
    return count
  }

  /// Counts the bytes and the writes of a time without keys.
  @discardableResult func listen(for time: Duration) -> (bytes: Int, writes: Int) {
    let end = clock.now + time
    var (bytes, writes) = (0, 0)
    while let chunk = read(until: end) {
      bytes += chunk.bytes.count
      writes += 1
    }
    return (bytes, writes)
  }

  /// Asks it to go, and ends it by force where it has not gone after two seconds.
  func leave(with keys: String) {
    _ = send(keys)
    let end = clock.now + .seconds(2)
    var status: Int32 = 0
    while waitpid(pid, &status, WNOHANG) == 0 {
      if clock.now > end { kill(pid, SIGKILL) }
      _ = read(until: clock.now + .milliseconds(1))
    }
    close(controller)
  }

  func send(_ keys: String) -> Bool {
    let bytes = Array(keys.utf8)
    return write(controller, bytes, bytes.count) == bytes.count
  }

  private func wait(until deadline: ContinuousClock.Instant) -> Bool {
    let left = deadline - clock.now
    guard left > .zero else { return false }
    var ready = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
    return poll(&ready, 1, Int32((left / .milliseconds(1)).rounded(.up))) > 0
  }
}

private func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
  guard bytes.count >= wanted.count else { return false }
  return (0...(bytes.count - wanted.count)).contains { bytes[$0..<($0 + wanted.count)].elementsEqual(wanted) }
}
