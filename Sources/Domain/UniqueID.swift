/// A UUID of version 7: unique everywhere, ordered by the millisecond it was made in (RFC 9562, section 5.7).
package struct UniqueID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  package init(at moment: Timestamp, using generator: inout some RandomNumberGenerator) {
    let time = UInt64(truncatingIfNeeded: moment.milliseconds) << 16
    high = time | 0x7000 | UInt64.random(in: 0...0x0FFF, using: &generator)
    low = 0x8000_0000_0000_0000 | UInt64.random(in: 0...0x3FFF_FFFF_FFFF_FFFF, using: &generator)
  }

  /// Reads the 36 characters of the usual form; nil for anything else.
  package init?(_ text: String) {
    guard text.utf8.count == 36 else { return nil }
    var (high, low): (UInt64, UInt64) = (0, 0)
    for (place, byte) in text.utf8.enumerated() {
      if [8, 13, 18, 23].contains(place) {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
      high = high &<< 4 | low &>> 60
      low = low &<< 4 | UInt64(digit)
    }
    self.init(high: high, low: low)
  }

  /// Reads 16 bytes, most significant first; nil for any other count.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    var (high, low): (UInt64, UInt64) = (0, 0)
    for byte in bytes {
      high = high &<< 8 | low &>> 56
      low = low &<< 8 | UInt64(byte)
    }
    self.init(high: high, low: low)
  }

  /// The same for bytes that lie together, as those of every row do.
  package init?(bytes: ArraySlice<UInt8>) {
    guard bytes.count == 16 else { return nil }
    self = bytes.withUnsafeBytes { raw in
      UniqueID(
        high: UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self)),
        low: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
  }

  package init?(bytes: [UInt8]) { self.init(bytes: bytes[...]) }

  /// The millisecond that it was made in.
  package var moment: Timestamp { Timestamp(milliseconds: Int64(high >> 16)) }

  /// The 16 bytes, most significant first.
  package var bytes: [UInt8] {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) }
  }

  package var description: String {
    let digits = [high, low].map { half in
      let hex = String(half, radix: 16)
      return String(repeating: "0", count: 16 - hex.count) + hex
    }.joined()
    var groups: [Substring] = []
    var rest = Substring(digits)
    for length in [8, 4, 4, 4, 12] {
      groups.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return groups.joined(separator: "-")
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let read = UniqueID(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
    }
    self = read
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }
}

package typealias EventID = UniqueID
package typealias IncidentID = UniqueID
