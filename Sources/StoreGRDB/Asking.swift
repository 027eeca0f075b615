import Clients
import Domain
import GRDB

extension Store {
  /// Asks the connection for something; after an error that leaves it in doubt it is let go and never asked again.
  func asking<Value>(_ body: (DatabaseQueue) throws -> Value) throws(StoreFailure) -> Value {
    do {
      return try body(try connection.database())
    } catch let error as DatabaseError where error.resultCode == .SQLITE_MISUSE {
      // Another thread let the connection go between our taking it and our asking.
      return try meaning(of: options.path) { try body(try connection.database()) }
    } catch {
      if let error = error as? DatabaseError, error.leavesDoubt {
        connection.drop(inDoubt: error.resultCode == .SQLITE_IOERR)
      }
      let failure = StoreFailure(error, path: options.path)
      if options.readOnly, case .corrupt = failure { leaveAsFound() }
      throw failure
    }
  }

  /// Writes the log into the database and syncs both, so that all of it is on disk; the caller holds the guard.
  ///
  /// After a failed sync the kernel takes the log's pages for written, and no later sync writes them: only another
  /// copy of them can be trusted, and a log that begins anew (Rebello and others, USENIX ATC 2020).
  func settle(_ mode: Database.CheckpointMode = .restart, waiting: Duration = .milliseconds(50))
    throws(StoreFailure)
  {
    try asking { database in
      try database.writeWithoutTransaction { db in
        // A reader may keep it from finishing; nobody waits long for that while holding the guard.
        try db.execute(sql: "PRAGMA busy_timeout = \(waiting.milliseconds)")
        defer { try? db.execute(sql: "PRAGMA busy_timeout = 5000") }
        _ = try db.checkpoint(mode)
      }
    }
    if mode == .restart || mode == .truncate { connection.trust() }
  }
}

extension DatabaseError {
  /// Whether the connection may hold another truth than the disk after it; a refused value or a wait leaves none.
  fileprivate var leavesDoubt: Bool {
    switch resultCode {
    case .SQLITE_CONSTRAINT, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_TOOBIG, .SQLITE_INTERRUPT, .SQLITE_FULL:
      false
    default: true
    }
  }
}
