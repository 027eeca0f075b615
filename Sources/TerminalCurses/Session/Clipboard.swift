/// OSC 52: text for the clipboard of the person's own machine, through whatever stands between.
enum Clipboard {
  /// The outermost program of the way that would swallow the sequence.
  enum Wrapping: Sendable, Equatable { case none, tmux, screen }

  /// Terminals cap the sequence at 100,000 characters; so many bytes fill 99,992 of them in base 64.
  static let limit = 74_994

  /// The bytes to send; nil where the text is too long.
  static func sequence(_ text: String, wrapping: Wrapping) -> [UInt8]? {
    guard text.utf8.count <= limit else { return nil }
    let body = Array("\u{1B}]52;c;".utf8) + base64(Array(text.utf8))
    switch wrapping {
    case .none:
      return body + end
    case .tmux:
      // With set-clipboard tmux takes it itself, with allow-passthrough it hands it on: nobody has both off and copies.
      let escaped = (body + end).flatMap { $0 == 0x1B ? [0x1B, 0x1B] : [$0] }
      return body + end + Array("\u{1B}Ptmux;".utf8) + escaped + end
    case .screen:
      // screen hands on at most 768 bytes at once, and would take the terminator for its own.
      return chunks(of: body + [0x07], length: 512).flatMap { Array("\u{1B}P".utf8) + $0 + end }
    }
  }

  private static let end: [UInt8] = [0x1B, 0x5C]

  private static func chunks(of bytes: [UInt8], length: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: bytes.count, by: length).map { bytes[$0..<min(bytes.count, $0 + length)] }
  }

  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(bytes.count, start + 3)]
      var value = 0
      for offset in 0..<3 { value = value << 8 | (offset < group.count ? Int(group[start + offset]) : 0) }
      for offset in 0..<4 {
        result.append(offset <= group.count ? digits[value >> (18 - 6 * offset) & 63] : 0x3D)
      }
    }
    return result
  }
}
