/// Bytes as text: base 64 (RFC 4648) for machines, base 32 in Crockford's letters, without i, l, o and u, for people.
enum TextCoding {
  static func base64(_ bytes: [UInt8]) -> String {
    let text = packed(bytes[...], bits: 6, alphabet: base64Alphabet)
    return text + String(repeating: "=", count: (4 - text.count % 4) % 4)
  }

  static func bytes(base64 text: some StringProtocol) -> [UInt8]? {
    let core = text.prefix { $0 != "=" }
    guard text.utf8.count % 4 == 0, text.dropFirst(core.count).allSatisfy({ $0 == "=" }) else { return nil }
    return unpacked(core, bits: 6, alphabet: base64Alphabet)
  }

  static func base32(_ bytes: ArraySlice<UInt8>) -> String {
    packed(bytes, bits: 5, alphabet: base32Alphabet)
  }

  /// Reads letters of either case; `i` and `l` stand for 1, `o` for 0, as people read them.
  static func bytes(base32 text: String) -> [UInt8]? {
    let plain = text.lowercased().map { letter -> Character in
      switch letter {
      case "i", "l": "1"
      case "o": "0"
      default: letter
      }
    }
    return unpacked(plain, bits: 5, alphabet: base32Alphabet)
  }

  private static let base64Alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  private static let base32Alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

  private static func packed(_ bytes: ArraySlice<UInt8>, bits: Int, alphabet: [Character]) -> String {
    var text = ""
    var (held, count) = (0, 0)
    for byte in bytes {
      held = held << 8 | Int(byte)
      count += 8
      while count >= bits {
        count -= bits
        text.append(alphabet[held >> count])
        held &= (1 << count) - 1
      }
    }
    if count > 0 { text.append(alphabet[held << (bits - count)]) }
    return text
  }

  private static func unpacked(_ text: some Sequence<Character>, bits: Int, alphabet: [Character]) -> [UInt8]?
  {
    var bytes: [UInt8] = []
    var (held, count) = (0, 0)
    for letter in text {
      guard let value = alphabet.firstIndex(of: letter) else { return nil }
      held = held << bits | value
      count += bits
      guard count >= 8 else { continue }
      count -= 8
      bytes.append(UInt8(held >> count))
      held &= (1 << count) - 1
    }
    return held == 0 ? bytes : nil
  }
}
