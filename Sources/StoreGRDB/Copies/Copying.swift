package import Clients
import Domain
import FoundationEssentials
import GRDB
import Glibc

extension Store {
  /// A store that reads a file and writes nothing.
  convenience init(reading path: String) {
    let still = Surroundings(
      now: { Timestamp(milliseconds: 0) }, monotonic: { .zero }, random: { 0 })
    let origin = EventOrigin(userID: 0, boot: UniqueID(high: 0, low: 0), toolVersion: "")
    self.init(StoreOptions(path: path, surroundings: still, origin: origin, readOnly: true))
  }

  /// Copies the record as it is at one moment into a new file of its own, synced; nobody writes meanwhile.
  func copy(to target: String) throws(StoreFailure) -> Holdings {
    do throws(StoreFailure) {
      return try guardLock.hold { () throws(StoreFailure) in try copyUnguarded(to: target) }
    } catch {
      // Where the guard can't be written nothing else can: a full or dead disk is to be copied all the same.
      guard case .notWritable(guardLock.path) = error else { throw error }
      return try copyUnguarded(to: target)
    }
  }

  /// The same without the guard, for a file that nobody has in use.
  func copyUnguarded(to target: String) throws(StoreFailure) -> Holdings {
    let source = try connection.database()
    let holdings = try read(Holdings.read)
    try makeFile(at: target)
    try meaning(of: target) {
      let copy = try DatabaseQueue(path: target)
      defer { try? copy.close() }
      try source.backup(to: copy)
      // One file, without a log beside it.
      try copy.writeWithoutTransaction { db in
        guard try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE") == "delete" else {
          throw DatabaseError(message: "the copy can't be made whole")
        }
      }
    }
    try sync(target)
    return holdings
  }
}

/// Waits until a file that nobody has open as a database is on disk.
func sync(_ path: String) throws(StoreFailure) {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw .notWritable(path: path) }
  defer { close(descriptor) }
  guard fsync(descriptor) == 0 else { throw .other(path: path, detail: "it can't be synced to its disk") }
}

/// Gives a finished file its name, for good.
func putInPlace(_ part: String, as path: String) throws(StoreFailure) {
  guard rename(part, path) == 0 else { throw .notWritable(path: path) }
  try sync(parent(of: path))
}

/// Reads a file with a record from end to end: SQLite's own check, both chains, and the counts.
package func checkRecord(_ path: String) throws(StoreFailure) -> CheckedRecord {
  try reading(path) { store throws(StoreFailure) in try checkRecord(of: store) }
}

/// Reads a file and lets it go; beside one that is damaged nothing is left that did not lie there.
func reading<Value>(_ path: String, _ body: (Store) throws(StoreFailure) -> Value) throws(StoreFailure)
  -> Value
{
  let store = Store(reading: path)
  try store.requireFile()
  defer { store.connection.drop() }
  do throws(StoreFailure) {
    return try body(store)
  } catch {
    guard case .corrupt(_, let detail) = error else { throw error }
    store.leaveAsFound()
    throw .corrupt(path: path, detail: detail)
  }
}

private func checkRecord(of store: Store) throws(StoreFailure) -> CheckedRecord {
  let path = store.options.path
  guard case .behind = try store.standing() else {
    return try StoreReader(path: path).checked()
  }
  // An earlier format is read as the present one reads it: in a copy that was brought up to date.
  let folder =
    "\(FileManager.default.temporaryDirectory.path)/sitrep-check-\(getpid())-\(UInt32.random(in: 0...(.max)))"
  guard mkdir(folder, 0o700) == 0 else { throw .notWritable(path: folder) }
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let copy = "\(folder)/record.db"
  _ = try store.copyUnguarded(to: copy)
  try Store(StoreOptions(path: copy, surroundings: store.options.surroundings, origin: store.options.origin))
    .bringUpToDate()
  return try StoreReader(path: copy).checked()
}
