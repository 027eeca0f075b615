import Clients
import Domain
import FoundationEssentials
import GRDB

extension Store {
  /// The heads of the whole record and of the incidents that are open; none where nothing is recorded.
  func heads() throws(StoreFailure) -> [ChainHead] {
    try read { db in
      let database = try connection.birth(db).id
      guard
        let last = try Row.fetchOne(
          db.cachedStatement(sql: "SELECT gseq, hash FROM event ORDER BY gseq DESC LIMIT 1"))
      else { return [] }
      let whole = ChainHead(
        database: database, incident: nil, number: last[0], hash: try last.bytes(1) ?? [])
      let open = try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT event.incident, event.seq, event.hash FROM incident JOIN event ON event.incident = incident.id
            WHERE is_open = 1 AND seq = (SELECT max(seq) FROM event AS own WHERE own.incident = incident.id)
            """))
      return try [whole]
        + open.compactMap { row in
          UniqueID(bytes: try row.bytes(0) ?? []).map {
            ChainHead(database: database, incident: $0, number: row[1], hash: (try? row.bytes(2)) ?? [])
          }
        }
    }
  }

  /// What the record says against heads that were seen before; nil where it agrees or is another record.
  func contradiction(to seen: [ChainHead]) throws(StoreFailure) -> WitnessAlarm? {
    try read { db in
      let database = try connection.birth(db).id
      let own = seen.filter { $0.database == database }
      guard let whole = own.first(where: { $0.incident == nil }) else { return nil }
      let found = try Self.hash(at: whole, db)
      guard found != whole.hash else { return nil }
      let others = try own.filter { try $0.incident != nil && Self.hash(at: $0, db) != $0.hash }
      let names = try others.compactMap { head in
        try head.incident.flatMap { try IncidentRows.find($0, db) }.map { "INC-\($0.number)" }
      }
      return WitnessAlarm(
        seen: whole, found: found, lastNumber: try Self.lastNumber(db), incidents: names)
    }
  }

  private static func hash(at head: ChainHead, _ db: Database) throws -> [UInt8]? {
    guard let incident = head.incident else {
      return try Row.fetchOne(
        db.cachedStatement(sql: "SELECT hash FROM event WHERE gseq = ?"), arguments: [head.number])?.bytes(0)
    }
    return try Row.fetchOne(
      db.cachedStatement(sql: "SELECT hash FROM event WHERE incident = ? AND seq = ?"),
      arguments: [Data(incident.bytes), head.number])?.bytes(0)
  }
}
