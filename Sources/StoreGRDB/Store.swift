import Clients
import Dispatch
import Domain
import GRDB
import Synchronization

/// One process's side of the record: a connection, the guard, and two queues, so that reading never waits for a lock.
///
/// A class, since it owns the connection, the locks and the watch for other writers.
final class Store: Sendable {
  let options: StoreOptions
  let connection: Connection
  let guardLock: GuardLock
  let collector: CollectorLock
  let use: UseLock
  let presence: Presence
  let writing = DispatchQueue(label: "sitrep.store.writing")
  let reading = DispatchQueue(label: "sitrep.store.reading")
  let upkeep = Mutex(Upkeep())
  let follower = Mutex(Follower())
  /// What was found wrong with the pages: from then on nothing is written to the file.
  let damage = Mutex<StoreFailure?>(nil)
  let trouble = Mutex(Trouble())
  let spool: Spool?
  let ballast: Ballast

  /// What is put off: states to remember, and the time of the last commit.
  struct Upkeep {
    var states: [ServiceID: LastSeen] = [:]
    var isFlushPlanned = false
    var isCheckpointPlanned = false
    var isIndexPlanned = false
    var lastCommit: Duration = .zero
    var mustEmptyLog = false
    var isClosed = false
  }

  init(_ options: StoreOptions) {
    self.options = options
    connection = Connection(path: options.path, readOnly: options.readOnly)
    guardLock = GuardLock(database: options.path)
    collector = CollectorLock(database: options.path)
    use = UseLock(database: options.path)
    spool = options.readOnly ? nil : options.spool.map(Spool.init)
    ballast = Ballast(database: options.path)
    presence = Presence(database: options.path)
  }

  /// Opens the file, or makes it; a file that is up to date is opened without waiting for any lock.
  func open() throws(StoreFailure) {
    if !options.readOnly {
      let shared = try options.group.map { name throws(StoreFailure) in
        try SharedGroup(named: name, path: options.path)
      }
      try shared?.check()
      try SafePlace(path: options.path, group: shared?.id).check()
      try FirstLook.refuse(options.path)
      try makeFile(at: options.path)
      try use.share()
    } else {
      try requireFile()
    }
    do throws(StoreFailure) {
      try takeUp(standing())
    } catch {
      switch error {
      case .corrupt, .foreign, .newerSchema: leaveAsFound()
      default: break
      }
      throw error
    }
  }

  /// Makes the tables where there are none, or brings them up to date.
  private func takeUp(_ standing: Schema.Standing) throws(StoreFailure) {
    switch standing {
    case .current: if options.examinesFirst { try examine(upTo: 8 << 20) }
    case .empty where options.readOnly: throw .notFound("A record in \(options.path)")
    case .behind(let found) where options.readOnly && found >= Schema.oldestReadable: return
    case .behind(let found) where options.readOnly:
      throw .other(
        path: options.path, detail: "it is of format \(found) and has to be opened for writing once")
    case .empty: try guardLock.hold { () throws(StoreFailure) in try bringUpToDate() }
    case .behind:
      try guardLock.hold { () throws(StoreFailure) in
        if case .behind(let found) = try self.standing(), found < Schema.version {
          try keepCopy(before: Schema.version)
        }
        try bringUpToDate()
      }
    }
  }

  /// False for a file that is only read, and for one in which something was found wrong.
  var mayWrite: Bool { !options.readOnly && damage.withLock { $0 == nil } }

  /// Reads within one transaction.
  func read<Value>(_ body: (Database) throws -> Value) throws(StoreFailure) -> Value {
    try asking { try $0.read(body) }
  }

  /// Writes within one immediate transaction, under the guard; a connection in doubt is let go.
  func write<Value>(upTo limit: Duration = .seconds(5), _ body: (Database) throws -> Value)
    throws(StoreFailure) -> Value
  {
    guard !options.readOnly else { throw .notWritable(path: options.path) }
    if let damage = damage.withLock({ $0 }) { throw damage }
    return try guardLock.hold(upTo: limit) { () throws(StoreFailure) in
      // A commit after a hole in the log would be lost with the power.
      if connection.isInDoubt { try settle() }
      return try asking { database in
        try database.writeWithoutTransaction { db in
          try connection.fillIndex(db)
          var value: Value?
          try db.inTransaction(.immediate) {
            value = try body(db)
            return .commit
          }
          guard let value else { throw DatabaseError(message: "nothing was written") }
          return value
        }
      }
    }
  }

  func standing() throws(StoreFailure) -> Schema.Standing {
    let database = try connection.database()
    return try meaning(of: options.path) {
      // From one moment: another process may be making the tables.
      try database.read { db in
        let standing = try Schema.standing(db, path: options.path)
        guard case .current = standing, !options.readOnly else { return standing }
        guard try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal" else {
          return .behind(Schema.version)
        }
        return standing
      }
    }
  }

  /// Makes the tables, or takes those of an earlier format as far as this program knows them.
  func bringUpToDate() throws(StoreFailure) {
    var generator = Dice(random: options.surroundings.random)
    let seed = SchemaSeed(database: UniqueID(at: options.surroundings.now(), using: &generator))
    let database = try connection.database()
    try meaning(of: options.path) {
      try database.writeWithoutTransaction { db in
        // Another process may have been here while this one waited.
        let found =
          switch try Schema.standing(db, path: options.path) {
          case .current: Schema.version
          case .empty: 0
          case .behind(let found): found
          }
        guard try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") == "wal" else {
          throw DatabaseError(message: "its file system has no room for a log beside it")
        }
        if found < Schema.version { try Schema.migrate(db, from: found, seed: seed) }
      }
    }
  }
}

/// The program's only dice, in the shape that the standard library asks for.
struct Dice: RandomNumberGenerator {
  let random: @Sendable () -> UInt64
  func next() -> UInt64 { random() }
}
