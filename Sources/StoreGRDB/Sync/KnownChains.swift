import Clients
import Domain
import FoundationEssentials
import GRDB

/// What a record knows of the chains of all databases, its own among them.
struct KnownChains {
  let store: Store
  /// The database that the record was born in.
  let own: UniqueID

  init(_ store: Store) throws(StoreFailure) {
    self.store = store
    own = try store.read { try DatabaseBirth($0).id }
  }

  /// The heads of all databases, ours among them, in the order of their identifiers.
  func heads() throws(StoreFailure) -> [ChainHead] {
    try store.read { db in
      let ours = try ownHead(db).map { [$0] } ?? []
      return (try ForeignRows.heads(db) + ours).sorted { $0.database < $1.database }
    }
  }

  private func ownHead(_ db: Database) throws -> ChainHead? {
    let last = try Row.fetchOne(db, sql: "SELECT gseq, hash FROM event ORDER BY gseq DESC LIMIT 1")
    guard let last, let hash = try last.bytes(1) else { return nil }
    return ChainHead(database: own, incident: nil, number: last[0], hash: hash)
  }

  /// The hash of an event; nil where it is not here.
  func hash(of database: UniqueID, at number: Int64) throws(StoreFailure) -> [UInt8]? {
    try store.read { db in try Self.hash(of: database, at: number, own: own, db) }
  }

  static func hash(of database: UniqueID, at number: Int64, own: UniqueID, _ db: Database) throws -> [UInt8]?
  {
    guard database == own else { return try ForeignRows.hash(of: database, at: number, db) }
    return try Row.fetchOne(
      db.cachedStatement(sql: "SELECT hash FROM event WHERE gseq = ?"), arguments: [number])?.bytes(0)
  }

  /// The end of a chain, ready for what comes after it.
  func end(of database: UniqueID, _ db: Database) throws -> IncomingChain {
    let head =
      database == own ? try ownHead(db) : try ForeignRows.heads(db).first { $0.database == database }
    return IncomingChain(database: database, head: head)
  }

  /// False where somebody else has written to the chain since it was read.
  func isStill(at end: IncomingChain, _ db: Database) throws -> Bool {
    let last =
      end.number == 0 ? nil : try Self.hash(of: end.database, at: end.number, own: own, db)
    return try (end.number == 0 || last == end.hash)
      && Self.hash(of: end.database, at: end.number + 1, own: own, db) == nil
  }

  /// Prepares a chain for its next event: looks up where the event's incident ends in it.
  func prepare(_ chain: inout IncomingChain, for body: CanonicalBody, _ db: Database) throws {
    guard let incident = body.incident, chain.lacks(incident) else { return }
    let isOwn = chain.database == own
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: isOwn
          ? "SELECT seq, hash FROM event WHERE incident = ? ORDER BY seq DESC LIMIT 1"
          : "SELECT seq, hash FROM foreign_event WHERE incident = ? AND database = ? ORDER BY seq DESC LIMIT 1"
      ),
      arguments: StatementArguments(
        [Data(incident.bytes)] + (isOwn ? [] : [Data(chain.database.bytes)])))
    guard let row, let hash = try row.bytes(1) else { return }
    chain.begin(incident, at: (row[0], hash))
  }

  /// The events of a database after a number, at most `limit`.
  func rows(of database: UniqueID, after number: Int64, limit: Int) throws(StoreFailure) -> [ChainRow] {
    try store.read { db in
      database == own
        ? try ChainRows.fetch(db, where: "event.gseq > ?", [number], limit: limit)
        : try ForeignRows.chain(of: database, after: number, limit: limit, db)
    }
  }

  /// Whether any database has this event.
  static func has(_ event: EventID, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM event WHERE event_id = ?1)
            OR EXISTS (SELECT 1 FROM foreign_event WHERE event_id = ?1)
          """), arguments: [Data(event.bytes)]) ?? false
  }

  /// Reads within one transaction; a flaw of a transfer comes out as it is.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    var flaw: SyncFlaw?
    do {
      return try store.read { db in try noting(&flaw) { try body(db) } }
    } catch {
      throw flaw ?? error
    }
  }

  /// What redactions have taken out so far.
  func redacted() throws(StoreFailure) -> Set<RedactedEvent> {
    var mark = RedactedTexts.Mark()
    let redactions = try store.read { try RedactedTexts.fetch(after: &mark, $0) }
    return Set(redactions.compactMap(RedactedEvent.init(of:)))
  }
}

/// Notes a flaw of a transfer on its way out of a transaction, which makes a failure of the store of every error.
func noting<Value>(_ flaw: inout SyncFlaw?, _ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch let error as SyncFlaw {
    flaw = error
    throw error
  }
}
