/// One message between two records that are being merged: a letter, a length of 4 bytes (most significant first), bytes.
///
/// A transfer is the opening line, the heads of all databases that the sender knows, then for each database its
/// identifier and its events in the order of their numbers, then the end with their count. A file holds one
/// transfer; over a pipe each side sends one and answers the other's with `taken` or `refused`.
package enum SyncFrame: Sendable, Equatable {
  /// `H`: for each database its identifier (16), the number of its last event (8) and its hash (32).
  case heads([ChainHead])
  /// `D`: the database (16) that the next events were born in.
  case database(UniqueID)
  /// `E`: the hash (32), the length of the body (4), the body, then salt (16) and text unless it was redacted.
  case event(SyncedEvent)
  /// `Z`: how many events were sent (8).
  case end(Int64)
  /// `K`: how many events were new (8).
  case taken(Int64)
  /// `R`: why nothing was taken, in words.
  case refused(String)

  /// No frame is longer: the largest body and text fit.
  package static let limit = 1 << 20
  package static let bodyLimit = 65_536
  package static let textLimit = 524_288
  private static let databaseLimit = 4096
}

/// An event on its way to another record: what its place in the chain does not tell by itself.
package struct SyncedEvent: Sendable, Equatable {
  package var hash: [UInt8]
  package var body: [UInt8]
  package var payload: ChainRow.Payload?

  package init(_ row: ChainRow) { (hash, body, payload) = (row.hash, row.body, row.payload) }

  fileprivate init(hash: [UInt8], body: [UInt8], payload: ChainRow.Payload?) {
    (self.hash, self.body, self.payload) = (hash, body, payload)
  }
}

extension SyncFrame {
  package var encoded: [UInt8] {
    let (letter, bytes) = parts
    return [letter] + UInt32(bytes.count).bigEndianBytes + bytes
  }

  private var parts: (UInt8, [UInt8]) {
    switch self {
    case .heads(let heads):
      (UInt8(ascii: "H"), heads.flatMap { $0.database.bytes + $0.number.bigEndianBytes + $0.hash })
    case .database(let id): (UInt8(ascii: "D"), id.bytes)
    case .event(let event):
      (
        UInt8(ascii: "E"),
        event.hash + UInt32(event.body.count).bigEndianBytes + event.body
          + (event.payload.map { $0.salt + $0.bytes } ?? [])
      )
    case .end(let count): (UInt8(ascii: "Z"), count.bigEndianBytes)
    case .taken(let count): (UInt8(ascii: "K"), count.bigEndianBytes)
    case .refused(let words): (UInt8(ascii: "R"), Array(words.utf8.prefix(1024)))
    }
  }

  /// Reads a frame's bytes; anything that is not exactly one is refused.
  package init(letter: UInt8, bytes: [UInt8]) throws(SyncFlaw) {
    switch letter {
    case UInt8(ascii: "H"): self = .heads(try Self.heads(bytes))
    case UInt8(ascii: "D"):
      guard let id = UniqueID(bytes: bytes) else { throw .malformed }
      self = .database(id)
    case UInt8(ascii: "E"): self = .event(try Self.event(bytes))
    case UInt8(ascii: "Z"): self = .end(try Self.number(bytes[...]))
    case UInt8(ascii: "K"): self = .taken(try Self.number(bytes[...]))
    case UInt8(ascii: "R"): self = .refused(String(decoding: bytes.prefix(1024), as: UTF8.self))
    default: throw .malformed
    }
  }

  private static func heads(_ bytes: [UInt8]) throws(SyncFlaw) -> [ChainHead] {
    guard bytes.count.isMultiple(of: 56), bytes.count / 56 <= databaseLimit else { throw .malformed }
    var heads: [ChainHead] = []
    for start in stride(from: 0, to: bytes.count, by: 56) {
      guard let id = UniqueID(bytes: bytes[start..<start + 16]) else { throw .malformed }
      let number = try number(bytes[start + 16..<start + 24])
      guard number > 0, !heads.contains(where: { $0.database == id }) else { throw .malformed }
      heads.append(
        ChainHead(database: id, incident: nil, number: number, hash: Array(bytes[start + 24..<start + 56])))
    }
    return heads
  }

  private static func event(_ bytes: [UInt8]) throws(SyncFlaw) -> SyncedEvent {
    guard bytes.count >= 36 else { throw .malformed }
    let length = bytes[32..<36].reduce(0) { $0 << 8 | Int($1) }
    guard length <= bodyLimit, bytes.count - 36 >= length else { throw .malformed }
    let rest = bytes.count - 36 - length
    guard rest == 0 || (16...16 + textLimit).contains(rest) else { throw .malformed }
    let text = 36 + length
    let payload =
      rest == 0
      ? nil
      : ChainRow.Payload(salt: Array(bytes[text..<text + 16]), bytes: Array(bytes[(text + 16)...]))
    return SyncedEvent(hash: Array(bytes[..<32]), body: Array(bytes[36..<text]), payload: payload)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) throws(SyncFlaw) -> Int64 {
    guard bytes.count == 8 else { throw .malformed }
    let number = bytes.reduce(Int64(0)) { $0 << 8 | Int64($1) }
    guard number >= 0 else { throw .malformed }
    return number
  }
}
