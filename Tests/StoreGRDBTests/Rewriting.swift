import Domain
import FoundationEssentials
import GRDB

/// Writes a whole record anew, with every number, commitment and hash as this program would have made them.
struct Rewriting {
  let db: Database

  /// Replaces all events by these; those after the first changed one keep their old hashes where `original` is given.
  func write(_ rows: [ChainRow], keeping original: [ChainRow]?) throws {
    let database = try UniqueID(
      bytes: [UInt8](Data.fetchOne(db, sql: "SELECT database FROM meta") ?? Data()))
    guard let database else { return }
    try db.execute(sql: "DELETE FROM payload; DELETE FROM event")
    var last = ChainLink.first(in: database)
    var chains: [IncidentID: (number: Int64, hash: [UInt8])] = [:]
    var ids: Set<EventID> = []
    var wasChanged = false
    for (place, row) in rows.enumerated() {
      if wasChanged, let original {
        try insert(original[place])
        continue
      }
      guard var body = try? CanonicalBody(decoding: row.body) else { continue }
      if !ids.insert(body.event).inserted {
        body.event = UniqueID(high: body.event.high, low: UInt64.random(in: 0...UInt64.max))
      }
      body.globalNumber = Int64(place + 1)
      body.number = row.incident.map { (chains[$0]?.number ?? 0) + 1 } ?? 0
      body.commitment = row.payload?.commitment ?? body.commitment
      var forged = row
      (forged.globalNumber, forged.number, forged.event) = (body.globalNumber, body.number, body.event)
      forged.body = body.encoded()
      forged.previousInIncident =
        row.incident.flatMap { chains[$0]?.hash } ?? ChainLink.first(of: row.incident, in: database)
      forged.previousInDatabase = last
      forged.hash = ChainLink.hash(
        previousInIncident: forged.previousInIncident, previousInDatabase: last, body: forged.body)
      wasChanged = original.map { forged.hash != $0[place].hash } ?? false
      last = forged.hash
      if let incident = row.incident { chains[incident] = (forged.number, forged.hash) }
      try insert(forged)
    }
  }

  private func insert(_ row: ChainRow) throws {
    try db.execute(
      sql: "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        row.globalNumber, row.incident.map { Data($0.bytes) }, row.number, Data(row.event.bytes),
        Data(row.body), Data(row.previousInIncident), Data(row.previousInDatabase), Data(row.hash),
      ])
    guard let payload = row.payload else { return }
    try db.execute(
      sql: "INSERT INTO payload VALUES (?, ?, ?)",
      arguments: [row.globalNumber, Data(payload.salt), Data(payload.bytes)])
  }
}
