package import Domain
import GRDB

/// What a file with a record holds, in numbers.
package struct Holdings: Sendable, Equatable {
  package var database: UniqueID
  package var incidents: Int
  package var events: Int64
  /// Events that were born in other databases.
  package var others: Int64 = 0
  /// The head of the chain over everything; nil where nothing is recorded.
  package var head: ChainHead?
  /// When the last event was entered.
  package var lastRecordedAt: Timestamp?

  static func read(_ db: Database) throws -> Holdings {
    let id = try DatabaseBirth(db).id
    var holdings = Holdings(
      database: id, incidents: try Int.fetchOne(db, sql: "SELECT count(*) FROM incident") ?? 0,
      events: try Int64.fetchOne(db, sql: "SELECT count(*) FROM event") ?? 0)
    holdings.others = try ForeignRows.count(db)
    let last = try Row.fetchOne(db, sql: "SELECT gseq, hash, body FROM event ORDER BY gseq DESC LIMIT 1")
    guard let last, let hash = try last.bytes(1) else { return holdings }
    holdings.head = ChainHead(database: id, incident: nil, number: last[0], hash: hash)
    holdings.lastRecordedAt = try last.bytes(2).flatMap { try? CanonicalBody(decoding: $0).recordedAt }
    return holdings
  }
}

/// A file with a record that was read from end to end.
package struct CheckedRecord: Sendable, Equatable {
  package var holdings: Holdings
  package var verdict: ChainVerdict
}

/// How a copy stands to the record that is in use.
package enum CopyLag: Sendable, Equatable {
  case same
  /// The record has so many events more.
  case behind(Int64)
  /// The copy has so many events more.
  case ahead(Int64)
  /// Both have other events after this number.
  case forked(after: Int64)
  case otherDatabase
}
