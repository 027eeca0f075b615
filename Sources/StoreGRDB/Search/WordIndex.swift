import Domain
import GRDB

/// The index of the events' words: behind the record by as much as was not worth a write of its own yet.
enum WordIndex {
  /// Up to which event of the record the index reaches; 0 where a file of an older format has none.
  static func mark(_ db: Database) throws -> Int64 {
    guard try db.tableExists("word_mark") else { return 0 }
    return try Int64.fetchOne(db.cachedStatement(sql: "SELECT gseq FROM word_mark")) ?? 0
  }

  /// How many events the index does not have yet.
  static func backlog(_ db: Database) throws -> Int64 { try Store.lastNumber(db) - mark(db) }

  /// Takes in the next events, at most `limit`; the caller holds the guard.
  static func extend(_ db: Database, by limit: Int) throws {
    let rows = try ChainRows.fetch(db, where: "event.gseq > ?", [mark(db)], limit: limit)
    guard let last = rows.last?.globalNumber else { return }
    let insertion = try db.cachedStatement(sql: "INSERT INTO word (rowid, said) VALUES (?, ?)")
    for row in rows {
      // What can't be read has no words; verify is who speaks of it.
      guard let event = try? row.recorded().event else { continue }
      try insertion.execute(arguments: [row.globalNumber, event.searchable])
    }
    try db.cachedStatement(sql: "UPDATE word_mark SET gseq = ?").execute(arguments: [last])
  }

  /// Forgets every word, so that none of a text that was taken out of the record stays; it is made again afterwards.
  static func forget(_ db: Database) throws {
    try db.execute(sql: "INSERT INTO word (word) VALUES ('delete-all')")
    try db.execute(sql: "UPDATE word_mark SET gseq = 0")
  }

  /// The numbers of the newest events that have all words, of one incident or of all.
  static func find(_ words: SearchWords, in incident: Int?, limit: Int, _ db: Database) throws -> [Int64] {
    let isOfOne = "event.incident = (SELECT id FROM incident WHERE number = ?2)"
    let statement = try db.cachedStatement(
      sql: """
        SELECT word.rowid FROM word \(incident == nil ? "" : "JOIN event ON event.gseq = word.rowid")
        WHERE word MATCH ?1 AND \(incident == nil ? "?2 IS NULL" : isOfOne)
        ORDER BY word.rowid DESC LIMIT ?3
        """)
    return try Int64.fetchAll(statement, arguments: [words.query, incident, limit])
  }
}
