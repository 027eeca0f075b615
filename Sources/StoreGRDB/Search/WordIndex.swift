import Domain
import FoundationEssentials
import GRDB

/// The index of the events' words: behind the record by as much as was not worth a write of its own yet.
///
/// An event of ours has its number there, one of another database its arrival with a minus sign.
enum WordIndex {
  /// Up to which event of the record the index reaches; 0 where a file of an older format has none.
  static func mark(_ db: Database, of origin: Origin) throws -> Int64 {
    guard try origin == .here ? db.tableExists("word_mark") : ForeignRows.exist(db) else { return 0 }
    let column = origin == .here ? "gseq" : "arrival"
    return try Int64.fetchOne(db.cachedStatement(sql: "SELECT \(column) FROM word_mark")) ?? 0
  }

  /// How many events the index does not have yet.
  static func backlog(_ db: Database) throws -> Int64 {
    try Origin.allCases.reduce(0) { try $0 + $1.end(db) - mark(db, of: $1) }
  }

  /// Takes in the next events, at most `limit`; the caller holds the guard.
  static func extend(_ db: Database, by limit: Int) throws {
    let insertion = try db.cachedStatement(sql: "INSERT INTO word (rowid, said) VALUES (?, ?)")
    var left = limit
    for origin in Origin.allCases {
      let start = try mark(db, of: origin)
      let end = min(try origin.end(db), start + Int64(left))
      guard end > start else { continue }
      for (row, place) in try zip(origin.rows(start...end, db), (start + 1)...) {
        // What can't be read has no words; verify is who speaks of it.
        guard let event = try? row.recorded().event else { continue }
        try insertion.execute(arguments: [origin == .here ? place : -place, event.searchable])
      }
      let column = origin == .here ? "gseq" : "arrival"
      try db.cachedStatement(sql: "UPDATE word_mark SET \(column) = ?").execute(arguments: [end])
      left -= Int(end - start)
    }
  }

  /// Forgets every word, so that none of a text that was taken out of the record stays; it is made again afterwards.
  static func forget(_ db: Database) throws {
    try db.execute(sql: "INSERT INTO word (word) VALUES ('delete-all')")
    try db.execute(sql: "UPDATE word_mark SET gseq = 0, arrival = 0")
  }

  /// The places of the newest events that have all words, of one incident or of all.
  ///
  /// Ours in the order of their numbers; others as they were made, which their identifiers tell.
  static func find(
    _ words: SearchWords, in incident: IncidentID?, of origin: Origin, limit: Int, _ db: Database
  ) throws -> [Int64] {
    let isOfOne = incident == nil ? "?2 IS NULL" : "found.incident = ?2"
    let sql =
      switch origin {
      case .here:
        """
        SELECT word.rowid FROM word \(incident == nil ? "" : "JOIN event AS found ON found.gseq = word.rowid")
        WHERE word MATCH ?1 AND word.rowid > 0 AND \(isOfOne) ORDER BY word.rowid DESC LIMIT ?3
        """
      case .elsewhere:
        """
        SELECT found.arrival FROM word JOIN foreign_event AS found ON found.arrival = -word.rowid
        WHERE word MATCH ?1 AND word.rowid < 0 AND \(isOfOne) ORDER BY found.event_id DESC LIMIT ?3
        """
      }
    return try Int64.fetchAll(
      db.cachedStatement(sql: sql), arguments: [words.query, incident.map { Data($0.bytes) }, limit])
  }
}

extension WordIndex {
  /// Where events were born.
  enum Origin: CaseIterable {
    case here, elsewhere

    /// The last event's place: its number here, or its arrival.
    func end(_ db: Database) throws -> Int64 {
      switch self {
      case .here: try Store.lastNumber(db)
      case .elsewhere: try ForeignRows.lastArrival(db)
      }
    }

    /// The rows after the lower bound, up to the upper one.
    func rows(_ places: ClosedRange<Int64>, _ db: Database) throws -> [ChainRow] {
      let bounds: StatementArguments = [places.lowerBound, places.upperBound]
      return switch self {
      case .here: try ChainRows.fetch(db, where: "event.gseq > ? AND event.gseq <= ?", bounds)
      case .elsewhere:
        try ForeignRows.fetch(db, where: "foreign_event.arrival > ? AND foreign_event.arrival <= ?", bounds)
      }
    }
  }
}
