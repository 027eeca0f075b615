import Clients
import GRDB

/// The tables of the record, as numbered steps: a database that is at step n gets those after it.
enum Schema {
  /// "SITR": how SQLite and `file` tell our databases from others.
  static let applicationID = 0x5349_5452
  static let steps: [@Sendable (_ db: Database, _ seed: SchemaSeed) throws -> Void] = [
    record, redactions, words, others, outlines,
  ]

  static var version: Int { steps.count }
  /// The first step whose tables hold all that is read: an old copy can be checked and exported as it is.
  static let oldestReadable = 1

  /// What a file says of itself, read without writing.
  enum Standing { case current, empty, behind(Int) }

  /// Where a file stands; refuses those of somebody else and of a newer version.
  static func standing(_ db: Database, path: String) throws -> Standing {
    let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard application == applicationID else {
      let isEmpty = try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)") ?? false
      guard application == 0, found == 0, isEmpty else { throw StoreFailure.foreign(path: path) }
      return .empty
    }
    if found == version { return .current }
    guard found > version else { return .behind(found) }
    throw StoreFailure.newerSchema(path: path, found: found, known: version)
  }

  /// Brings a file up to date in one transaction; the caller holds the guard.
  static func migrate(_ db: Database, from found: Int, seed: SchemaSeed) throws {
    try db.inTransaction(.immediate) {
      for step in steps.dropFirst(found) { try step(db, seed) }
      try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
      return .commit
    }
  }
}
