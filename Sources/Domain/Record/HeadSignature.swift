/// The public half of somebody's key (ed25519), as they give it to others.
package struct PublicKey: Sendable, Equatable {
  /// 32 bytes.
  package let bytes: [UInt8]

  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// Reads what `text` wrote, anywhere in a file's first line.
  package init?(text: String) {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count >= 2, words[0] == "ed25519", let bytes = TextCoding.bytes(base64: words[1]) else {
      return nil
    }
    self.init(bytes: bytes)
  }

  package var text: String { "ed25519 \(TextCoding.base64(bytes))" }

  /// What two people compare, as in `k7qf-2m9x-aa41-zp0d`: the first 80 bits of its SHA-256.
  package var fingerprint: String {
    let letters = Array(TextCoding.base32(SHA256.digest(bytes).prefix(10)))
    return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
      .joined(separator: "-")
  }
}

/// A signature under the three lines of a head, as a fourth line: the key, and 64 bytes that only its owner can make.
package struct HeadSignature: Sendable, Equatable {
  package var key: PublicKey
  package var bytes: [UInt8]

  package init?(key: PublicKey, bytes: [UInt8]) {
    guard bytes.count == 64 else { return nil }
    self.key = key
    self.bytes = bytes
  }

  package init?(line: some StringProtocol) {
    let words = line.split(separator: " ")
    guard words.count == 3, let key = PublicKey(text: "\(words[0]) \(words[1])"),
      let bytes = TextCoding.bytes(base64: words[2])
    else { return nil }
    self.init(key: key, bytes: bytes)
  }

  package var line: String { "\(key.text) \(TextCoding.base64(bytes))" }
}

/// A key's secret half on disk: one line, for nobody else's eyes.
package enum SecretLine {
  package static func text(_ seed: [UInt8]) -> String { "ed25519-seed \(TextCoding.base64(seed))\n" }

  /// The 32 bytes; nil for anything that `text` did not write.
  package static func seed(_ text: String) -> [UInt8]? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 2, words[0] == "ed25519-seed", let seed = TextCoding.bytes(base64: words[1]),
      seed.count == 32
    else { return nil }
    return seed
  }
}
