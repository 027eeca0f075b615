/// The beginning and the end of what a program prints; the middle is only counted.
struct CappedOutput {
  private(set) var total = 0
  private var head: [UInt8] = []
  private var tail: [UInt8] = []

  static let share = 64 * 1024

  /// Takes all bytes in and returns those that belong to the beginning.
  @discardableResult
  mutating func append(_ bytes: [UInt8]) -> [UInt8] {
    total += bytes.count
    let first = Array(bytes.prefix(Self.share - head.count))
    head += first
    tail += bytes[max(first.count, bytes.count - Self.share)...]
    // Trimmed at twice the share, so that a flood moves each byte once.
    if tail.count > 2 * Self.share { tail.removeFirst(tail.count - Self.share) }
    return first
  }

  /// Beginning and end, with a line between them that says how much is missing.
  var bytes: [UInt8] {
    let end = tail[max(0, tail.count - Self.share)...]
    let missing = total - head.count - end.count
    return missing == 0 ? head + end : head + Array("\n[... \(missing) bytes not kept ...]\n".utf8) + end
  }
}
