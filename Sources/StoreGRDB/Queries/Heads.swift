import Clients
import Domain
import FoundationEssentials
import GRDB

extension Store {
  /// The heads of the whole record, of the incidents that are open, and of the other databases that are known.
  func heads() throws(StoreFailure) -> [ChainHead] {
    try read { db in
      let database = try connection.birth(db).id
      guard
        let last = try Row.fetchOne(
          db.cachedStatement(sql: "SELECT gseq, hash FROM event ORDER BY gseq DESC LIMIT 1"))
      else { return try ForeignRows.heads(db) }
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
        } + ForeignRows.heads(db)
    }
  }

  /// What the record says against heads that were seen before; nil where it agrees or is another record.
  func contradiction(to seen: [ChainHead]) throws(StoreFailure) -> WitnessAlarm? {
    try read { db in
      let database = try connection.birth(db).id
      let own = seen.filter { $0.database == database }
      guard let whole = own.first(where: { $0.incident == nil }) else {
        return try Self.contradiction(toOthers: seen, than: database, db)
      }
      let found = try Self.hash(at: whole, db)
      guard found != whole.hash else {
        return try Self.contradiction(toOthers: seen, than: database, db)
      }
      let others = try own.filter { try $0.incident != nil && Self.hash(at: $0, db) != $0.hash }
      let names = try others.compactMap { head in
        try head.incident.flatMap { try IncidentRows.find($0, db) }.map {
          IncidentName(number: $0.number, home: $0.home).description
        }
      }
      return WitnessAlarm(
        seen: whole, found: found, lastNumber: try Self.lastNumber(db), incidents: names)
    }
  }

  /// What was taken from other records is looked at where this record has anything of the same database.
  private static func contradiction(toOthers seen: [ChainHead], than own: UniqueID, _ db: Database) throws
    -> WitnessAlarm?
  {
    for last in try ForeignRows.heads(db) {
      guard let head = seen.first(where: { $0.database == last.database && $0.incident == nil }),
        last.database != own
      else { continue }
      // Another record of the same person may have got further in it; less of it is no loss, since others have it.
      guard let found = try ForeignRows.hash(of: head.database, at: head.number, db), found != head.hash
      else { continue }
      return WitnessAlarm(
        seen: head, found: found, lastNumber: last.number, incidents: [], other: head.database.tag)
    }
    return nil
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
