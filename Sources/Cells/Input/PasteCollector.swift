/// The text of a bracketed paste until its end mark.
struct PasteCollector: Sendable {
  /// What is pasted beyond this is dropped.
  static let limit = 1 << 20

  private static let endMark: [UInt8] = Array("\u{1B}[201~".utf8)
  private var bytes: [UInt8] = []
  private var matched = 0

  enum Taken { case more, ended }

  mutating func take(_ byte: UInt8) -> Taken {
    if byte == Self.endMark[matched] {
      matched += 1
      guard matched == Self.endMark.count else { return .more }
      matched = 0
      return .ended
    }
    // Escape stands only at the head of the mark, so a mismatch can restart nowhere else.
    for held in Self.endMark.prefix(matched) { append(held) }
    matched = byte == Self.endMark[0] ? 1 : 0
    if matched == 0 { append(byte) }
    return .more
  }

  /// True after an escape byte that may begin the end mark.
  var isAtEscape: Bool { matched == 1 }

  /// The place after the last end mark among bytes; zero where there is none.
  static func lastEnd(in bytes: [UInt8]) -> Int {
    guard bytes.count >= endMark.count else { return 0 }
    for start in stride(from: bytes.count - endMark.count, through: 0, by: -1)
    where bytes[start] == endMark[0] && bytes[start...].starts(with: endMark) {
      return start + endMark.count - 1
    }
    return 0
  }

  /// Hands out what was pasted so far, with line feeds for the carriage returns that terminals send.
  mutating func drain() -> String {
    defer { bytes = [] }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var previous: UInt8 = 0
    for byte in bytes {
      if byte != 0x0A || previous != 0x0D { result.append(byte == 0x0D ? 0x0A : byte) }
      previous = byte
    }
    return String(decoding: result, as: UTF8.self)
  }

  private mutating func append(_ byte: UInt8) {
    if bytes.count < Self.limit { bytes.append(byte) }
  }
}
