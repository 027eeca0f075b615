import CSQLite
import Clients
import Dispatch
import GRDB
import Glibc
import Synchronization

/// The one connection of a store, opened when it is needed and again after an error that leaves it in doubt.
///
/// A class, since it owns the connection and the count that SQLite writes to.
final class Connection: Sendable {
  let path: String
  let readOnly: Bool
  private let held = Mutex(Held())
  private let log = LogSize()

  private struct Held {
    var queue: DatabaseQueue?
    var isInDoubt = false
    var isIndexFilled = false
    var birth: DatabaseBirth?
    var foundNothingBeside = false
  }

  init(path: String, readOnly: Bool) {
    self.path = path
    self.readOnly = readOnly
  }

  /// Whether neither a log nor its index lay beside the file when it was opened.
  var foundNothingBeside: Bool { held.withLock { $0.foundNothingBeside } }

  /// Pages in the log after the last commit of this connection.
  var logPages: Int { log.pages }

  /// The open connection, with durability proven.
  func database() throws(StoreFailure) -> DatabaseQueue {
    try held.withLock { held throws(StoreFailure) in
      if let queue = held.queue { return queue }
      held.foundNothingBeside = ["-wal", "-shm"].allSatisfy { access(path + $0, F_OK) != 0 }
      FirstLook.opened(path)
      do {
        let opened = try open()
        held.queue = opened
        return opened
      } catch {
        FirstLook.closed(path)
        throw StoreFailure(error, path: path)
      }
    }
  }

  /// True after an error of the disk: what the log holds may be in memory alone, however it reads.
  var isInDoubt: Bool { held.withLock { $0.isInDoubt } }

  /// Said once the log has been written into the database and synced with it.
  func trust() { held.withLock { $0.isInDoubt = false } }

  /// Lets the connection go: after a failed write or sync nothing may be asked of it again.
  func drop(inDoubt: Bool = false) {
    let queue = held.withLock { held in
      defer { held.queue = nil }
      held.isIndexFilled = false
      held.birth = nil
      held.isInDoubt = held.isInDoubt || inDoubt
      return held.queue
    }
    guard let queue else { return }
    try? queue.close()
    FirstLook.closed(path)
  }

  /// What never changes of the database, read once.
  func birth(_ db: Database) throws -> DatabaseBirth {
    if let known = held.withLock({ $0.birth }) { return known }
    let read = try DatabaseBirth(db)
    held.withLock { $0.birth = read }
    return read
  }

  /// Before the first writing: no page of the log's index may be without its place on disk.
  ///
  /// SQLite sees to that for blocks of 4 KiB; small file systems have smaller ones, and a full disk would end us there.
  func fillIndex(_ db: Database) throws {
    guard !held.withLock({ $0.isIndexFilled }) else { return }
    guard !hasNoRoom(path, for: 64 << 10) else { throw StoreFailure.diskFull(path: path) }
    // The index is open from the first reading on.
    _ = try Row.fetchOne(db, sql: "SELECT 1 FROM sqlite_schema")
    csqlite_fill_index(db.sqliteConnection)
    held.withLock { $0.isIndexFilled = true }
  }

  private func open() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(5)
    configuration.label = "sitrep.store"
    // What people wrote has no place in the text of an error.
    configuration.publicStatementArguments = false
    configuration.prepareDatabase { [log, readOnly] db in
      guard csqlite_harden(db.sqliteConnection) == SQLITE_OK else {
        throw DatabaseError(message: "this SQLite cannot be put into defensive mode")
      }
      try db.execute(sql: Self.settings)
      guard !readOnly else { return }
      csqlite_keep_wal(db.sqliteConnection)
      log.watch(db)
    }
    let opened = try DatabaseQueue(path: path, configuration: configuration)
    try opened.writeWithoutTransaction { db in
      // After GRDB's own setting up, which turns WAL connections to NORMAL, where a power cut loses commits.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
        throw DatabaseError(message: "this SQLite does not sync every commit")
      }
    }
    return opened
  }

  private static let settings = """
    PRAGMA wal_autocheckpoint = 0;
    PRAGMA recursive_triggers = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA mmap_size = 0;
    PRAGMA secure_delete = ON;
    """
}

/// The number that SQLite's hook writes after each commit.
///
/// A class, since SQLite keeps its address; written and read on the connection's queue, so it is never torn.
private final class LogSize: @unchecked Sendable {
  private let count = UnsafeMutablePointer<Int32>.allocate(capacity: 1)

  init() { count.initialize(to: 0) }
  deinit { count.deallocate() }

  var pages: Int { Int(count.pointee) }

  func watch(_ db: Database) { csqlite_watch_wal(db.sqliteConnection, count) }
}
