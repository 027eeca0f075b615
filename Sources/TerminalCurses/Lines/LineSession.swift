import CNcurses
import Cells
import Clients
import Glibc

/// Standard input and output as lines: a class because half a line and what nobody has taken yet exist once.
final class LineSession {
  let bell: Int32
  let isTerminal: Bool
  private let isASCII: Bool
  /// The beginning of a line whose end has not come.
  private var incoming: [UInt8] = []
  private var outgoing: ArraySlice<UInt8> = []
  private var isInputOver = false
  private var isGone = false

  init(isASCII: Bool) {
    self.isASCII = isASCII
    isTerminal = isatty(Self.input) == 1
    bell = bell_open()
    guard_listen(bell)
  }

  private static let input: Int32 = 0
  private static let output: Int32 = 1

  func wait(_ timeout: Duration?) -> [LineEvent] {
    let deadline = timeout.map { ContinuousClock.now + $0 }
    while true {
      if isGone { return [.hungUp] }
      let ready = poll(until: deadline)
      if ready.isWritable { drain() }
      var events: [LineEvent] = []
      if ready.isRung {
        bell_clear(bell)
        events += heedSignals()
      }
      if ready.isReadable { events += isTerminal ? readAtOnce() : read() }
      if isGone { events.append(.hungUp) }
      if ready.isRung || !events.isEmpty { return events }
      if let deadline, ContinuousClock.now >= deadline { return [] }
    }
  }

  func say(_ lines: [String]) {
    guard !isGone else { return }
    for line in lines {
      outgoing += isASCII ? line.unicodeScalars.map { transliterated($0.value) } : Array(line.utf8)
      outgoing.append(UInt8(ascii: "\n"))
    }
    drain()
    // Nobody has read for very long: what is newest counts.
    if outgoing.count > Self.mostWaiting { outgoing = outgoing.suffix(Self.mostWaiting / 2) }
  }

  /// Another program has the terminal: a Ctrl-C that was meant for it is not ours, and its Ctrl-Z stops both.
  func lend(_ body: () -> Void) {
    drain()
    guard_lend(true)
    body()
    guard_lend(false)
  }

  func close() {
    var patience = isTerminal ? 5 : 100
    while !outgoing.isEmpty, !isGone, patience > 0 {
      let before = outgoing.count
      var out = pollfd(fd: Self.output, events: Int16(POLLOUT), revents: 0)
      _ = Glibc.poll(&out, 1, 100)
      drain()
      if outgoing.count == before { patience -= 1 }
    }
    guard_unlisten()
  }

  private func heedSignals() -> [LineEvent] {
    let bits = Int(guard_take())
    if bits & guard_hung_up != 0 { isGone = true }
    return (bits & guard_terminated != 0 ? [.terminated] : [])
      + (bits & guard_interrupted != 0 ? [.interrupted] : [])
      + (bits & guard_stop_asked != 0 ? [.stopAsked] : [])
  }

  /// Lines that come faster than anybody types were pasted: they are one text, and never commands and answers.
  private func readAtOnce() -> [LineEvent] {
    var texts: [String] = []
    var others: [LineEvent] = []
    for _ in 0..<1000 {
      for event in read() {
        if case .line(let text) = event { texts.append(text) } else { others.append(event) }
      }
      var more = pollfd(fd: Self.input, events: Int16(POLLIN), revents: 0)
      guard others.isEmpty, !isGone, Glibc.poll(&more, 1, 0) == 1, Int32(more.revents) & Int32(POLLIN) != 0
      else {
        break
      }
    }
    return (texts.isEmpty ? [] : [.line(texts.joined(separator: " "))]) + others
  }

  private func read() -> [LineEvent] {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(Self.input, &buffer, buffer.count)
    if count > 0 {
      incoming += buffer.prefix(count)
      return lines()
    }
    if count < 0, errno == EINTR || errno == EAGAIN { return [] }
    if isTerminal {
      // Ctrl-D ends nothing but this one read; a terminal that is gone answers with an error.
      if count < 0 { isGone = true }
      return count < 0 ? [] : [.ended]
    }
    isInputOver = true
    defer { incoming = [] }
    return (incoming.isEmpty ? [] : [.line(String(decoding: incoming, as: UTF8.self))]) + [.ended]
  }

  /// The whole lines of what has come; the rest stays.
  private func lines() -> [LineEvent] {
    var parts = incoming.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    incoming = Array(parts.removeLast())
    if incoming.count > Self.longestLine {
      parts.append(incoming[...])
      incoming = []
    }
    return parts.map {
      .line(String(decoding: $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0, as: UTF8.self))
    }
  }

  /// Writes as much as is taken without waiting: a small piece each time that there is room.
  private func drain() {
    while !outgoing.isEmpty, !isGone {
      var out = pollfd(fd: Self.output, events: Int16(POLLOUT), revents: 0)
      guard Glibc.poll(&out, 1, 0) == 1, Int32(out.revents) & Int32(POLLOUT) != 0 else { return }
      let written = outgoing.prefix(Self.piece).withUnsafeBytes {
        write(Self.output, $0.baseAddress, $0.count)
      }
      if written > 0 {
        outgoing = outgoing.dropFirst(written)
      } else if written < 0, errno == EAGAIN {
        return
      } else if written < 0, errno != EINTR {
        isGone = true
      }
    }
  }

  private struct Ready {
    var isReadable: Bool
    var isWritable: Bool
    var isRung: Bool
  }

  private func poll(until deadline: ContinuousClock.Instant?) -> Ready {
    var descriptors = [
      pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
      // A negative descriptor is looked past.
      pollfd(fd: isInputOver ? -1 : Self.input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: Self.output, events: Int16(outgoing.isEmpty ? 0 : POLLOUT), revents: 0),
    ]
    _ = Glibc.poll(&descriptors, 3, deadline.map(Self.milliseconds) ?? -1)
    let lost = Int32(POLLHUP) | Int32(POLLERR) | Int32(POLLNVAL)
    let (input, output) = (Int32(descriptors[1].revents), Int32(descriptors[2].revents))
    if output & lost != 0 { isGone = true }
    if isTerminal, input & (Int32(POLLHUP) | Int32(POLLERR)) != 0 { isGone = true }
    return Ready(
      isReadable: input & (Int32(POLLIN) | lost) != 0, isWritable: output & Int32(POLLOUT) != 0,
      isRung: descriptors[0].revents != 0)
  }

  /// Rounded up, or the last millisecond would be spent spinning.
  private static func milliseconds(until end: ContinuousClock.Instant) -> Int32 {
    let left = (end - .now).components
    guard left.seconds >= 0, left.attoseconds >= 0 else { return 0 }
    return Int32(
      clamping: left.seconds * 1000 + (left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  /// No terminal and no pipe that says it has room waits for more than this.
  private static let piece = 256
  private static let longestLine = 1 << 20
  private static let mostWaiting = 1 << 20
}
