import Domain
import FoundationEssentials
import GRDB

/// The events whose text redactions of any database have taken out.
///
/// The patterns are two fields of the canonical body: the kind `redacted`, and the event that it corrects.
enum RedactedTexts {
  static let kindPattern = "x'06000000087265646163746564'"

  /// How far redactions have been looked for: our own number, and the arrival of others' events.
  struct Mark {
    var own: Int64 = 0
    var arrival: Int64 = 0
  }

  /// The redactions that came after a mark, which moves on.
  static func fetch(after mark: inout Mark, _ db: Database) throws -> [CanonicalBody] {
    let (last, arrival) = (try Store.lastNumber(db), try ForeignRows.lastArrival(db))
    var bodies = try read(
      db, "SELECT body FROM event WHERE gseq > ? AND gseq <= ? AND instr(body, \(kindPattern)) > 0",
      [mark.own, last])
    if arrival > mark.arrival {
      bodies += try read(
        db,
        "SELECT body FROM foreign_event WHERE arrival > ? AND arrival <= ? AND instr(body, \(kindPattern)) > 0",
        [mark.arrival, arrival])
    }
    mark = Mark(own: last, arrival: arrival)
    return bodies
  }

  /// All redactions of all databases, by what they take out.
  static func ofAll(_ db: Database) throws -> [RedactedEvent: CanonicalBody] {
    var mark = Mark()
    let found = try fetch(after: &mark, db).compactMap { body in RedactedEvent(of: body).map { ($0, body) } }
    return Dictionary(found) { first, _ in first }
  }

  /// Takes out a text that a redaction names, wherever the event was born; true where it was there.
  static func remove(_ target: RedactedEvent, _ db: Database) throws -> Bool {
    let before = db.totalChangesCount
    try ChainRows.removeText(of: target, db)
    try ForeignRows.removeText(of: target, db)
    guard db.totalChangesCount > before else { return false }
    try WordIndex.forget(db)
    try OutlineRows.remake(target.incident, db)
    return true
  }

  private static func read(_ db: Database, _ sql: String, _ arguments: StatementArguments) throws
    -> [CanonicalBody]
  {
    let cursor = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
    var bodies: [CanonicalBody] = []
    while let row = try cursor.next() {
      // What can't be read redacts nothing; verify is who speaks of it.
      if let body = try row.bytes(0).flatMap({ try? CanonicalBody(decoding: $0) }) { bodies.append(body) }
    }
    return bodies
  }
}
