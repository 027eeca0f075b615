import GRDB
@testable import StoreGRDB
import Testing

@Suite struct ConnectionTests {
  /// How a connection can come about: a new file, a file that is there, and again after an error.
  enum Way: CaseIterable, Sendable { case new, there, afterDrop }

  private func connection(_ way: Way, in scratch: Scratch) throws -> Connection {
    let store = Store(scratch.options())
    try store.open()
    if way == .new { return store.connection }
    store.close()
    let again = Store(scratch.options())
    try again.open()
    if way == .afterDrop { again.connection.drop() }
    return again.connection
  }

  private func setting(_ name: String, _ way: Way) throws -> Int? {
    let scratch = try Scratch()
    return try connection(way, in: scratch).database().writeWithoutTransaction {
      try Int.fetchOne($0, sql: "PRAGMA \(name)")
    }
  }

  @Test(arguments: Way.allCases)
  func `every commit is synced, however the connection came about`(way: Way) throws {
    #expect(try setting("synchronous", way) == 2)
  }

  @Test(
    arguments: [
      ("recursive_triggers", 1), ("trusted_schema", 0), ("cell_size_check", 1),
      ("mmap_size", 0), ("foreign_keys", 1), ("busy_timeout", 5000),
    ], Way.allCases)
  func `every connection has the settings that keep the file whole`(setting: (String, Int), way: Way) throws {
    #expect(try self.setting(setting.0, way) == setting.1)
  }

  @Test func `a commit does not checkpoint, however long the log`() throws {
    let scratch = try Scratch()
    let connection = try connection(.new, in: scratch)
    let size = try connection.database().writeWithoutTransaction { db in
      try db.execute(sql: "CREATE TABLE filler (x)")
      for _ in 0..<3 {
        try db.inTransaction(.immediate) {
          try db.execute(sql: "INSERT INTO filler VALUES (zeroblob(6000000))")
          return .commit
        }
      }
      return connection.logPages
    }
    #expect(size > 4000)
  }

  @Test func `the connection refuses what could rewrite the file behind the rules`() throws {
    let scratch = try Scratch()
    let database = try connection(.there, in: scratch).database()
    #expect(throws: DatabaseError.self) {
      try database.writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema")
      }
    }
  }
}
