import Domain
import FoundationEssentials
import GRDB

/// Rows of the event table, with their payloads, as they lie on disk.
enum ChainRows {
  static let columns = """
    SELECT event.gseq, event.incident, event.seq, event.event_id, event.body, event.prev_i, event.prev_g,
      event.hash, payload.salt, payload.data
    FROM event LEFT JOIN payload USING (gseq)
    """

  /// The rows that `condition` picks, in the order of their numbers.
  static func fetch(
    _ db: Database, where condition: String, _ arguments: StatementArguments = [], limit: Int? = nil
  ) throws -> [ChainRow] {
    let end = limit.map { " LIMIT \($0)" } ?? ""
    let statement = try db.cachedStatement(sql: "\(columns) WHERE \(condition) ORDER BY event.gseq\(end)")
    let cursor = try Row.fetchCursor(statement, arguments: arguments)
    var rows: [ChainRow] = []
    while let row = try cursor.next() { rows.append(try ChainRow(row)) }
    return rows
  }

  /// The row of an event; nearly always there is none, which one look into an index tells.
  static func find(_ id: EventID, _ db: Database) throws -> ChainRow? {
    let key = Data(id.bytes)
    let isThere = try db.cachedStatement(sql: "SELECT 1 FROM event WHERE event_id = ?")
    guard try Row.fetchCursor(isThere, arguments: [key]).next() != nil else { return nil }
    return try fetch(db, where: "event.event_id = ?", [key]).first
  }

  /// Takes a text out with its salt, if it is here; the redaction is written before, as the rules of the tables want it.
  static func removeText(of target: RedactedEvent, _ db: Database) throws {
    try db.cachedStatement(
      sql: "DELETE FROM payload WHERE gseq = (SELECT gseq FROM event WHERE event_id = ? AND incident IS ?)"
    ).execute(arguments: [Data(target.event.bytes), target.incident.map { Data($0.bytes) }])
  }

  static func insert(_ row: ChainRow, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO event (gseq, incident, seq, event_id, body, prev_i, prev_g, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        row.globalNumber, row.incident.map { Data($0.bytes) }, row.number, Data(row.event.bytes),
        Data(row.body), Data(row.previousInIncident), Data(row.previousInDatabase), Data(row.hash),
      ])
    guard let payload = row.payload else { return }
    try db.cachedStatement(sql: "INSERT INTO payload (gseq, salt, data) VALUES (?, ?, ?)")
      .execute(arguments: [row.globalNumber, Data(payload.salt), Data(payload.bytes)])
  }
}

extension ChainRow {
  /// From the columns of `ChainRows.columns`.
  init(_ row: Row) throws {
    let incident = try row.bytes(1)
    guard let event = UniqueID(bytes: try row.bytes(3) ?? []) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an event without its identifier")
    }
    self.init(
      globalNumber: row[0], incident: incident.flatMap { UniqueID(bytes: $0) }, number: row[2], event: event,
      body: try row.bytes(4) ?? [], previousInIncident: try row.bytes(5) ?? [],
      previousInDatabase: try row.bytes(6) ?? [], hash: try row.bytes(7) ?? [], payload: nil)
    if let salt = try row.bytes(8), let data = try row.bytes(9) { payload = Payload(salt: salt, bytes: data) }
  }
}

extension Row {
  /// The bytes of a column, copied once; nil for NULL.
  func bytes(_ index: Int) throws -> [UInt8]? {
    try withUnsafeData(atIndex: index) { $0.map { data in data.withUnsafeBytes { [UInt8]($0) } } }
  }
}

/// The events that rows hold; an unreadable one ends it, since no screen may be drawn from half a record.
func recordedEvents(_ rows: [ChainRow]) throws -> [RecordedEvent] {
  try rows.map { row in
    do {
      return try row.recorded()
    } catch {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "event \(row.globalNumber) cannot be read: run sitrep verify")
    }
  }
}
