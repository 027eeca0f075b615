import Domain
import Glibc

/// Where the bytes of a transfer come from and where they go.
package struct SyncPipe: Sendable {
  /// The next bytes, at most `limit` of them, and none at the end; both ways throw a `SyncFlaw`.
  package var read: @Sendable (_ limit: Int) throws -> [UInt8]
  package var write: @Sendable (_ bytes: [UInt8]) throws -> Void

  package init(
    read: @escaping @Sendable (_ limit: Int) throws -> [UInt8],
    write: @escaping @Sendable (_ bytes: [UInt8]) throws -> Void
  ) {
    self.read = read
    self.write = write
  }

  /// Reads and writes open descriptors; two minutes in which nothing moves are taken for the end.
  package static func descriptors(input: Int32, output: Int32) -> SyncPipe {
    SyncPipe(
      read: { limit in
        try ready(for: POLLIN, input)
        var buffer = [UInt8](repeating: 0, count: limit)
        var count = Glibc.read(input, &buffer, limit)
        while count < 0, errno == EINTR { count = Glibc.read(input, &buffer, limit) }
        guard count >= 0 else { throw SyncFlaw.cutOff }
        return Array(buffer.prefix(count))
      },
      write: { bytes in
        var rest = bytes[...]
        while !rest.isEmpty {
          try ready(for: POLLOUT, output)
          // No more than a pipe is sure to take at once, since a larger piece would wait without end.
          let count = rest.withUnsafeBytes { Glibc.write(output, $0.baseAddress, min($0.count, 4096)) }
          if count < 0, errno == EINTR || errno == EAGAIN { continue }
          guard count > 0 else { throw SyncFlaw.cutOff }
          rest = rest.dropFirst(count)
        }
      })
  }

  private static func ready(for event: Int32, _ descriptor: Int32) throws(SyncFlaw) {
    var asked = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    var found = poll(&asked, 1, 120_000)
    while found < 0, errno == EINTR { found = poll(&asked, 1, 120_000) }
    guard found != 0 else { throw .silent }
    guard found > 0 else { throw .cutOff }
  }
}

/// The frames of a transfer as they come; a class, since it keeps what it has read ahead.
final class FrameReader {
  private let pipe: SyncPipe
  private var ahead: [UInt8] = []
  private var place = 0
  private var total = 0

  init(_ pipe: SyncPipe) { self.pipe = pipe }

  /// How many bytes have been read so far, without those that were only looked at ahead.
  var consumed: Int { total - (ahead.count - place) }

  /// Reads up to the line that a transfer begins with, past whatever a login says before it.
  func opening(_ expected: SyncOpening) throws {
    var said: String?
    var seen = 0
    while seen < Self.mostNoise, let line = try line(atMost: Self.mostNoise) {
      seen += line.utf8.count + 1
      switch try SyncOpening.read(line) {
      case expected?: return
      case .begins? where expected == .answers: throw SyncFlaw.echo
      case .some: throw SyncFlaw.outOfPlace
      case nil: said = said ?? Self.readable(line)
      }
      // A file is ours from its first byte on, or it is none.
      if expected == .file { throw SyncFlaw.notATransfer }
    }
    throw expected == .file ? SyncFlaw.notATransfer : SyncFlaw.noAnswer(said: said)
  }

  func next() throws -> SyncFrame {
    let head = try bytes(5)
    let length = head.dropFirst().reduce(0) { $0 << 8 | Int($1) }
    guard length <= SyncFrame.limit else { throw SyncFlaw.malformed }
    return try SyncFrame(letter: head[0], bytes: bytes(length))
  }

  /// True where nothing follows.
  func isAtEnd() throws -> Bool { try !fill(1) }

  /// The next line without its end; nil where nothing follows, and what there is where no line ends soon enough.
  private func line(atMost limit: Int) throws -> String? {
    var length = 0
    while try fill(length + 1), length < limit {
      if ahead[place + length] == UInt8(ascii: "\n") {
        return String(decoding: try bytes(length + 1).dropLast(), as: UTF8.self)
      }
      length += 1
    }
    return length == 0 ? nil : String(decoding: try bytes(length), as: UTF8.self)
  }

  /// As much of a line as fits into a sentence; nil where it has nothing that can be read.
  private static func readable(_ line: String) -> String? {
    let letters = line.unicodeScalars.prefix(200).map {
      (0x20..<0x7F).contains($0.value) ? Character($0) : "?"
    }
    let text = String(letters.prefix(80)).split(separator: " ").joined(separator: " ")
    return text.contains { $0.isLetter || $0.isNumber } ? text : nil
  }

  private func bytes(_ count: Int) throws -> [UInt8] {
    guard try fill(count) else { throw SyncFlaw.cutOff }
    defer { place += count }
    return Array(ahead[place..<place + count])
  }

  private func fill(_ count: Int) throws -> Bool {
    while ahead.count - place < count {
      if place > 0 {
        ahead.removeFirst(place)
        place = 0
      }
      let more = try pipe.read(65_536)
      guard !more.isEmpty else { return false }
      total += more.count
      guard total <= Self.largest else { throw SyncFlaw.tooLarge }
      ahead += more
    }
    return true
  }

  private static let largest = 8 << 30
  private static let mostNoise = 65_536
}

/// Frames on their way out, in pieces of 64 KiB; a class, since it keeps what was not sent yet.
final class FrameWriter {
  private let pipe: SyncPipe
  private var waiting: [UInt8]
  private let opening: [UInt8]
  private var hasSent = false

  init(_ pipe: SyncPipe, _ side: SyncOpening) {
    self.pipe = pipe
    opening = Array(side.line.utf8)
    waiting = opening
  }

  func send(_ frame: SyncFrame) throws {
    waiting += frame.encoded
    if waiting.count >= 65_536 { try flush() }
  }

  /// Forgets the frames that were not sent yet.
  func discard() { waiting = hasSent ? [] : opening }

  func flush() throws {
    guard !waiting.isEmpty else { return }
    defer { waiting = [] }
    hasSent = true
    try pipe.write(waiting)
  }
}
