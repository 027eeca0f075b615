import Clients
import Domain
import FoundationEssentials
import GRDB

/// Rows of events that were born in other databases, as they lie on disk.
enum ForeignRows {
  private static let columns = """
    SELECT foreign_event.gseq, foreign_event.incident, foreign_event.seq, foreign_event.event_id,
      foreign_event.body, foreign_event.prev_i, foreign_event.prev_g, foreign_event.hash,
      foreign_payload.salt, foreign_payload.data
    FROM foreign_event LEFT JOIN foreign_payload USING (arrival)
    """

  /// False in a file of an earlier format, which can be read all the same.
  static func exist(_ db: Database) throws -> Bool { try db.tableExists("foreign_event") }

  /// The rows that `condition` picks, in the order in which they came here.
  static func fetch(
    _ db: Database, where condition: String, _ arguments: StatementArguments = [], limit: Int? = nil
  ) throws -> [ChainRow] {
    try fetch(db, "\(condition) ORDER BY foreign_event.arrival", arguments, limit: limit)
  }

  /// The events of a database after a number, in the order of their numbers, at most `limit`.
  static func chain(of database: UniqueID, after number: Int64, limit: Int, _ db: Database) throws
    -> [ChainRow]
  {
    // Sorted as the index has them: a long chain would else be sorted once for each portion.
    try fetch(
      db, "foreign_event.database = ? AND foreign_event.gseq > ? ORDER BY foreign_event.gseq",
      [Data(database.bytes), number], limit: limit)
  }

  private static func fetch(
    _ db: Database, _ condition: String, _ arguments: StatementArguments, limit: Int?
  ) throws -> [ChainRow] {
    guard try exist(db) else { return [] }
    let end = limit.map { " LIMIT \($0)" } ?? ""
    let statement = try db.cachedStatement(sql: "\(columns) WHERE \(condition)\(end)")
    let cursor = try Row.fetchCursor(statement, arguments: arguments)
    var rows: [ChainRow] = []
    while let row = try cursor.next() { rows.append(try ChainRow(row)) }
    return rows
  }

  static func insert(_ row: ChainRow, of database: UniqueID, _ db: Database) throws {
    let arrival = try lastArrival(db) + 1
    try db.cachedStatement(
      sql: """
        INSERT INTO foreign_event
          (arrival, database, gseq, incident, seq, event_id, body, prev_i, prev_g, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        arrival, Data(database.bytes), row.globalNumber, row.incident.map { Data($0.bytes) }, row.number,
        Data(row.event.bytes), Data(row.body), Data(row.previousInIncident), Data(row.previousInDatabase),
        Data(row.hash),
      ])
    guard let payload = row.payload else { return }
    try db.cachedStatement(sql: "INSERT INTO foreign_payload (arrival, salt, data) VALUES (?, ?, ?)")
      .execute(arguments: [arrival, Data(payload.salt), Data(payload.bytes)])
  }

  /// Takes a text out with its salt, if it is here; the redaction is written before, as the rules of the tables want it.
  static func removeText(of target: RedactedEvent, _ db: Database) throws {
    guard try exist(db) else { return }
    try db.cachedStatement(
      sql: """
        DELETE FROM foreign_payload
        WHERE arrival = (SELECT arrival FROM foreign_event WHERE event_id = ? AND incident IS ?)
        """
    ).execute(arguments: [Data(target.event.bytes), target.incident.map { Data($0.bytes) }])
  }

  static func lastArrival(_ db: Database) throws -> Int64 {
    guard try exist(db) else { return 0 }
    return try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(arrival) FROM foreign_event")) ?? 0
  }

  static func count(_ db: Database) throws -> Int64 {
    guard try exist(db) else { return 0 }
    return try Int64.fetchOne(db, sql: "SELECT count(*) FROM foreign_event") ?? 0
  }

  /// The heads of the other databases, in the order of their identifiers.
  static func heads(_ db: Database) throws -> [ChainHead] {
    guard try exist(db) else { return [] }
    // From one database to the next by the index, and not by every event.
    return try Row.fetchAll(
      db.cachedStatement(
        sql: """
          WITH RECURSIVE known (database) AS (
            SELECT min(database) FROM foreign_event
            UNION ALL
            SELECT (SELECT min(database) FROM foreign_event WHERE database > known.database) FROM known
            WHERE known.database IS NOT NULL)
          SELECT last.database, last.gseq, last.hash FROM known JOIN foreign_event AS last
            ON last.database = known.database
              AND last.gseq = (SELECT max(gseq) FROM foreign_event WHERE database = known.database)
          ORDER BY last.database
          """)
    ).compactMap { row in
      guard let id = UniqueID(bytes: try row.bytes(0) ?? []) else { return nil }
      return ChainHead(database: id, incident: nil, number: row[1], hash: try row.bytes(2) ?? [])
    }
  }

  /// The hash of an event of another database; nil where it is not here.
  static func hash(of database: UniqueID, at number: Int64, _ db: Database) throws -> [UInt8]? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT hash FROM foreign_event WHERE database = ? AND gseq = ?"),
      arguments: [Data(database.bytes), number])?.bytes(0)
  }

  /// The head of each incident in another database.
  static func incidentHeads(of database: UniqueID, _ db: Database) throws -> [ChainHead] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT incident, max(seq), hash FROM foreign_event
        WHERE database = ? AND incident IS NOT NULL GROUP BY incident
        """, arguments: [Data(database.bytes)]
    ).map { row in
      ChainHead(
        database: database, incident: try row.bytes(0).flatMap { UniqueID(bytes: $0) }, number: row[1],
        hash: try row.bytes(2) ?? [])
    }
  }
}
