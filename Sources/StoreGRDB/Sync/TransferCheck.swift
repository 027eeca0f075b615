import Clients
import Domain
import GRDB

/// Reads a transfer to its end and finds it in order, or not; nothing is written meanwhile.
///
/// It keeps 16 bytes of each event that is new, however long the transfer is.
struct TransferCheck {
  private let known: KnownChains
  private var chains = OpenChains()
  private var texts: AwaitedTexts
  private var seen: Set<EventID> = []
  private var current: UniqueID?

  init(_ known: KnownChains) throws(StoreFailure) {
    self.known = known
    texts = AwaitedTexts(redacted: try known.redacted())
  }

  /// Reads frames to the end of the transfer, past its heads; gives those that bring something new to `keep`.
  ///
  /// Throws a `SyncFlaw` where anything is not as it was written, or does not go on from what is known.
  mutating func read(_ frames: FrameReader, keeping keep: (SyncFrame) throws -> Void) throws {
    var total: Int64 = 0
    while true {
      let frame = try frames.next()
      switch frame {
      case .database(let id):
        current = id
        try known.read { try chains.open(id, known, $0) }
        try keep(frame)
      case .event(let event):
        total += 1
        if try isNew(event) { try keep(frame) }
      case .end(let count):
        guard count == total else { throw SyncFlaw.wrongCount }
        try texts.require()
        return try keep(frame)
      case .refused(let words): throw SyncFlaw.refusedThere(words)
      case .heads, .taken: throw SyncFlaw.outOfPlace
      }
    }
  }

  /// Checks an event in its chain; false where it is here already, and then it must be the same one.
  private mutating func isNew(_ event: SyncedEvent) throws -> Bool {
    guard let database = current else { throw SyncFlaw.outOfPlace }
    let (row, body) = try known.read { db in
      let (row, body) = try chains.next(event, in: database, known, db)
      guard let row, try KnownChains.has(body.event, db) else { return (row, body) }
      // The same one, if somebody else has brought it since its chain was looked up.
      guard try KnownChains.hash(of: database, at: row.globalNumber, own: known.own, db) == event.hash else {
        throw SyncFlaw.twice(body.event)
      }
      return (row, body)
    }
    guard let row else { return false }
    guard seen.insert(row.event).inserted else { throw SyncFlaw.twice(row.event) }
    texts.follow(row, of: database, saying: body)
    return true
  }
}

/// The chains that events are being taken into, as far as they reach by now.
struct OpenChains {
  private var chains: [UniqueID: IncomingChain] = [:]

  mutating func open(_ database: UniqueID, _ known: KnownChains, _ db: Database) throws {
    if chains[database] == nil { chains[database] = try known.end(of: database, db) }
  }

  /// Forgets those that somebody else has written to; they are read anew.
  mutating func refresh(_ known: KnownChains, _ db: Database) throws {
    chains = try chains.filter { try known.isStill(at: $0.value, db) }
  }

  /// The event as a row after the last one of its database; nil where it is here already, and then as the same one.
  mutating func next(_ event: SyncedEvent, in database: UniqueID, _ known: KnownChains, _ db: Database)
    throws -> (ChainRow?, CanonicalBody)
  {
    try open(database, known, db)
    guard var chain = chains.removeValue(forKey: database) else { throw SyncFlaw.outOfPlace }
    defer { chains[database] = chain }
    let body = try event.content(in: database, after: chain.number)
    guard body.database == database, body.globalNumber <= chain.number else {
      try known.prepare(&chain, for: body, db)
      return (try chain.take(event, saying: body), body)
    }
    guard try KnownChains.hash(of: database, at: body.globalNumber, own: known.own, db) == event.hash else {
      throw SyncFlaw.forked(database: database, number: body.globalNumber)
    }
    return (nil, body)
  }
}

extension SyncedEvent {
  /// What the canonical bytes say; a field that is not known here was written by a newer sitrep.
  func content(in database: UniqueID, after number: Int64) throws(SyncFlaw) -> CanonicalBody {
    do throws(CanonicalBody.Flaw) {
      return try CanonicalBody(decoding: body)
    } catch {
      if case .unknownTag = error { throw .tooNew(database: database, number: number + 1) }
      throw .malformed
    }
  }
}
