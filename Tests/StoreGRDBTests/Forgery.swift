import Clients
import Domain
import FoundationEssentials
import GRDB
import StoreGRDB

/// A record in a file of its own, and all that can be done to it by somebody who owns the file.
struct Forgery {
  let scratch: Scratch
  var path: String { scratch.path }

  enum Sort: CaseIterable {
    case flipBody, flipBodyAndHash, flipText, flipSalt, dropText, dropEvent, dropIncident
    case cutTail, swapEvents, changeLinks, changeColumns, changeNumbers, changeDatabase
    case rewriteOne, rewriteFromHereOn, rewriteText, removeAndRewrite, removeIncidentAndRewrite,
      insertAndRewrite
    case reorderAndRewrite, cutAndGoOn, forgeRedaction
  }

  /// Three incidents, events of none, one redaction: about forty events.
  static func original() throws -> Forgery {
    let scratch = try Scratch()
    let store = try scratch.open()
    let incidents = (0..<3).map { _ in Sample.id() }
    for incident in incidents { _ = try store.appendAndWait([Sample.declared("it burns", as: incident)]) }
    let notes = (0..<30).map { place in
      Sample.note(
        "note \(place) \(UInt64.random(in: 0...999))", in: place % 7 == 6 ? nil : incidents[place % 3])
    }
    _ = try store.appendAndWait(notes)
    _ = try store.appendAndWait([
      Sample.event(
        .redaction(Redaction(of: notes[3].body, reason: "secret")), in: notes[3].incident,
        corrects: notes[3].id)
    ])
    _ = try store.appendAndWait(incidents.map { Sample.milestone(.mitigated, in: $0) })
    store.close()
    let forgery = Forgery(scratch: scratch)
    try forgery.raw { _ = try Row.fetchAll($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    return forgery
  }

  /// The file alone, somewhere else.
  func copy() throws -> Forgery {
    let copied = Forgery(scratch: try Scratch())
    try FileManager.default.copyItem(atPath: path, toPath: copied.path)
    return copied
  }

  func rows() throws -> [ChainRow] { try StoreReader(path: path).rows(after: 0, limit: 10_000) }

  func verdict(against anchors: [ChainAnchor]) throws -> ChainVerdict {
    try verifyStore(path, against: anchors)
  }

  func anchors() throws -> [ChainAnchor] {
    let verdict = try verdict(against: [])
    return (verdict.incidents + [verdict.head].compactMap(\.self)).map { ChainAnchor($0) }
  }

  /// Refused as unreadable counts: nobody takes it for the record.
  func isFoundOut(against anchors: [ChainAnchor]) throws -> Bool {
    do throws(StoreFailure) {
      return try verifyStore(path, against: anchors).problem != nil
    } catch {
      return true
    }
  }

  func raw(_ body: (Database) throws -> Void) throws {
    try scratch.raw { db in
      try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA ignore_check_constraints = ON")
      for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
        try db.execute(sql: "DROP TRIGGER \(trigger)")
      }
      try body(db)
    }
  }

  func apply(_ sort: Sort, using dice: inout some RandomNumberGenerator) throws {
    let rows = try rows()
    let withText = (1..<rows.count - 4).filter { rows[$0].payload != nil }
    let place = withText.randomElement(using: &dice) ?? 1
    let row = rows[place]
    switch sort {
    case .flipBody, .flipBodyAndHash, .flipText, .flipSalt, .dropText, .dropEvent, .dropIncident, .cutTail,
      .swapEvents, .changeLinks, .changeColumns, .changeNumbers, .changeDatabase:
      try raw { db in try Self.change(sort, row, of: rows, db, using: &dice) }
    case .rewriteOne, .rewriteFromHereOn, .rewriteText, .removeAndRewrite, .removeIncidentAndRewrite,
      .insertAndRewrite, .reorderAndRewrite, .cutAndGoOn, .forgeRedaction:
      let forged = Self.forged(sort, place, rows, using: &dice)
      try raw { db in
        try Rewriting(db: db).write(forged, keeping: sort == .rewriteOne ? rows : nil)
        guard sort == .removeIncidentAndRewrite else { return }
        try db.execute(
          sql: "DELETE FROM incident WHERE id NOT IN (SELECT incident FROM event WHERE incident IS NOT NULL);"
            + "UPDATE incident SET number = number + 100; UPDATE incident SET number = number - 101")
      }
    }
  }
}

extension Forgery {
  /// Changes that leave everything else as it is.
  private static func change(
    _ sort: Sort, _ row: ChainRow, of rows: [ChainRow], _ db: Database,
    using dice: inout some RandomNumberGenerator
  ) throws {
    let number = row.globalNumber
    func flipped(_ bytes: [UInt8]) -> Data {
      var bytes = bytes
      bytes[Int.random(in: 0..<bytes.count, using: &dice)] ^= UInt8.random(in: 1...255, using: &dice)
      return Data(bytes)
    }
    let withText = rows.filter { $0.payload != nil }.randomElement(using: &dice) ?? rows[0]
    let text = withText.payload ?? ChainRow.Payload(salt: [0], bytes: [0])
    switch sort {
    case .flipBody:
      try db.execute(sql: "UPDATE event SET body = ? WHERE gseq = ?", arguments: [flipped(row.body), number])
    case .flipBodyAndHash:
      let body = flipped(row.body)
      let hash = ChainLink.hash(
        previousInIncident: row.previousInIncident, previousInDatabase: row.previousInDatabase,
        body: [UInt8](body))
      try db.execute(
        sql: "UPDATE event SET body = ?, hash = ? WHERE gseq = ?", arguments: [body, Data(hash), number])
    case .flipText:
      try db.execute(
        sql: "UPDATE payload SET data = ? WHERE gseq = ?",
        arguments: [flipped(text.bytes), withText.globalNumber])
    case .flipSalt:
      try db.execute(
        sql: "UPDATE payload SET salt = ? WHERE gseq = ?",
        arguments: [flipped(text.salt), withText.globalNumber])
    case .dropText:
      try db.execute(sql: "DELETE FROM payload WHERE gseq = ?", arguments: [withText.globalNumber])
    case .dropEvent: try db.execute(sql: "DELETE FROM event WHERE gseq = ?", arguments: [number])
    case .dropIncident:
      let incident = Data((row.incident ?? rows[0].incident ?? Sample.id()).bytes)
      try db.execute(sql: "DELETE FROM event WHERE incident = ?", arguments: [incident])
      if Bool.random(using: &dice) {
        try db.execute(sql: "DELETE FROM incident WHERE id = ?", arguments: [incident])
      }
    case .cutTail:
      try db.execute(sql: "DELETE FROM payload WHERE gseq > ?", arguments: [number])
      try db.execute(sql: "DELETE FROM event WHERE gseq > ?", arguments: [number])
    case .swapEvents:
      try db.execute(
        sql: """
          UPDATE event SET gseq = 1000 WHERE gseq = ?1; UPDATE event SET gseq = ?1 WHERE gseq = ?1 + 1;
          UPDATE event SET gseq = ?1 + 1 WHERE gseq = 1000
          """.replacing("?1", with: "\(number)"))
    case .changeLinks:
      let column = ["prev_i", "prev_g", "hash"].randomElement(using: &dice) ?? "hash"
      try db.execute(sql: "UPDATE event SET \(column) = randomblob(32) WHERE gseq = \(number)")
    case .changeColumns:
      let change =
        ["event_id = randomblob(16)", "seq = seq + 40", "incident = randomblob(16), seq = 1"]
        .randomElement(using: &dice) ?? ""
      try db.execute(sql: "UPDATE event SET \(change) WHERE gseq = \(number)")
    case .changeNumbers:
      let change = ["number = number + 5", "number = 10 - number", "id = randomblob(16)"]
      try db.execute(sql: "UPDATE incident SET \(change.randomElement(using: &dice) ?? "") ")
    default: try db.execute(sql: "UPDATE meta SET database = randomblob(16)")
    }
  }

  /// The events as somebody would like them, before they are numbered and hashed anew.
  private static func forged(
    _ sort: Sort, _ place: Int, _ rows: [ChainRow], using dice: inout some RandomNumberGenerator
  ) -> [ChainRow] {
    var forged = rows
    switch sort {
    case .rewriteText:
      let texts = rows.indices.filter { rows[$0].payload != nil }
      let chosen = texts.randomElement(using: &dice) ?? place
      forged[chosen].payload?.bytes = Array(#"{"text":"nothing happened"}"#.utf8)
    case .removeAndRewrite: forged.remove(at: place)
    case .removeIncidentAndRewrite: forged.removeAll { $0.incident == rows[0].incident }
    case .insertAndRewrite: forged.insert(rows[place], at: place + 1)
    case .reorderAndRewrite: forged.swapAt(place, place + 2)
    case .cutAndGoOn:
      forged.removeLast(rows.count - place)
      while forged.count < rows.count + 3 { forged.append(rows[place - 1]) }
    case .forgeRedaction: forged[place].payload = nil
    default: forged[place].payload?.salt[0] ^= 1
    }
    return forged
  }
}
