import Domain
import GRDB

/// What a database has had from its beginning: its identifier, and what stands before its first event.
struct DatabaseBirth: Sendable {
  let id: UniqueID
  let first: [UInt8]

  init(_ db: Database) throws {
    guard let meta = try Row.fetchOne(db, sql: "SELECT database, first FROM meta"),
      let id = UniqueID(bytes: try meta.bytes(0) ?? []), let first = try meta.bytes(1)
    else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the database's identifier is missing") }
    self.id = id
    self.first = first
  }
}
