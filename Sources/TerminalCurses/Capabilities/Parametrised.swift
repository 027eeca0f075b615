import CNcurses

/// A string capability with numbers to fill in.
struct Parametrised: Sendable, Equatable {
  private enum Piece: Equatable { case bytes([UInt8]), first, second }

  private let text: [CChar]
  /// The capability taken apart, where it says nothing but where its numbers stand; else terminfo has to work it out.
  private let pieces: [Piece]?
  /// Rows and columns count from one.
  private let countsFromOne: Bool

  init(_ text: [UInt8]) {
    self.text = text.map(CChar.init(bitPattern:)) + [0]
    (pieces, countsFromOne) = Self.takenApart(text)
  }

  func callAsFunction(_ first: Int, _ second: Int = 0) -> [UInt8] {
    guard let pieces, first >= 0, second >= 0 else { return expanded(first, second) }
    let shift = countsFromOne ? 1 : 0
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16)
    for piece in pieces {
      switch piece {
      case .bytes(let literal): bytes += literal
      case .first: Self.append(first + shift, to: &bytes)
      case .second: Self.append(second + shift, to: &bytes)
      }
    }
    return bytes
  }

  /// The digits of a number that is not negative; a string of them would cost more than the cursor's whole way.
  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    if number > 9 { append(number / 10, to: &bytes) }
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  private func expanded(_ first: Int, _ second: Int) -> [UInt8] {
    text.withUnsafeBufferPointer { text in
      Array(unsafeUninitializedCapacity: 128) { bytes, count in
        count = bytes.withMemoryRebound(to: CChar.self) {
          guard let from = text.baseAddress, let to = $0.baseAddress else { return 0 }
          return terminfo_expand(from, Int32(clamping: first), Int32(clamping: second), to, 128)
        }
      }
    }
  }

  /// Knows `%i`, `%p1%d` and `%p2%d` (terminfo(5)); nil where there is more to it.
  private static func takenApart(_ text: [UInt8]) -> ([Piece]?, countsFromOne: Bool) {
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var countsFromOne = false
    var rest = text[...]
    while let byte = rest.first {
      if byte != UInt8(ascii: "%") {
        literal.append(byte)
        rest = rest.dropFirst()
      } else if rest.starts(with: "%i".utf8) {
        countsFromOne = true
        rest = rest.dropFirst(2)
      } else if rest.starts(with: "%p1%d".utf8) || rest.starts(with: "%p2%d".utf8) {
        pieces += [.bytes(literal), rest.starts(with: "%p1".utf8) ? .first : .second]
        literal = []
        rest = rest.dropFirst(5)
      } else {
        return (nil, false)
      }
    }
    return (pieces + [.bytes(literal)], countsFromOne)
  }
}
