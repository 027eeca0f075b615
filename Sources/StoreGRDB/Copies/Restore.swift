package import Clients
package import Domain
import GRDB
import Glibc

/// What putting a copy in the place of the record did.
package struct Restored: Sendable, Equatable {
  package var holdings: Holdings
  /// Where the record before it is kept; nil where there was none.
  package var kept: String?
}

/// Checks a copy and puts it in the place of the record, which is kept under a dated name.
///
/// Refused while anybody has the record open.
package func restore(_ copy: String, asRecord path: String, at now: Timestamp) throws(StoreFailure)
  -> Restored
{
  try SafePlace(path: path).check()
  let use = UseLock(database: path)
  do throws(StoreFailure) {
    try use.takeAlone()
  } catch {
    throw .inUse(path: path, who: Presence(database: path).all().map(\.words))
  }
  defer { use.release() }
  let checked = try checkRecord(copy)
  if let problem = checked.verdict.problem { throw .altered(path: copy, problem: problem.words) }
  return try GuardLock(database: path).hold { () throws(StoreFailure) in
    let source = Store(reading: copy)
    defer { source.connection.drop() }
    let part = "\(path).restoring"
    unlink(part)
    defer { unlink(part) }
    let holdings = try source.copyUnguarded(to: part)
    guard holdings == checked.holdings else {
      throw .corrupt(path: copy, detail: "it changed while it was read")
    }
    chmod(part, SharedPlace(path).fileMode)
    let kept = try setAside(path, as: "\(path).before-restore-\(now.fileText)")
    try putInPlace(part, as: path)
    return Restored(holdings: holdings, kept: kept)
  }
}

/// How a copy stands to the record that is in use; nil where there is no record.
package func lag(of copy: String, behind path: String) throws(StoreFailure) -> CopyLag? {
  let (theirs, ours) = (Store(reading: copy), Store(reading: path))
  defer {
    theirs.connection.drop()
    ours.connection.drop()
  }
  var status = stat()
  guard stat(path, &status) == 0 else { return nil }
  if case .empty = try ours.standing() { return nil }
  let (held, live) = (try theirs.read(Holdings.read), try ours.read(Holdings.read))
  guard held.database == live.database else { return .otherDatabase }
  let common = min(held.head?.number ?? 0, live.head?.number ?? 0)
  guard try theirs.hash(at: common) == ours.hash(at: common) else {
    return .forked(after: try lastCommon(theirs, ours, upTo: common))
  }
  // What came from other databases counts with our own: it would be lost as well, if they are gone.
  let more = live.events + live.others - held.events - held.others
  if more == 0 { return .same }
  return more > 0 ? .behind(more) : .ahead(-more)
}

/// The last number at which both have the same event: equal hashes mean equal chains before them.
private func lastCommon(_ one: Store, _ other: Store, upTo end: Int64) throws(StoreFailure) -> Int64 {
  var (low, high) = (Int64(0), end)
  while low + 1 < high {
    let middle = (low + high) / 2
    if try one.hash(at: middle) == other.hash(at: middle) { low = middle } else { high = middle }
  }
  return low
}

extension Store {
  fileprivate func hash(at number: Int64) throws(StoreFailure) -> [UInt8]? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT hash FROM event WHERE gseq = ?", arguments: [number])?.bytes(0)
    }
  }
}

/// Gives the present record a second, dated name, with its log; at no moment is its own name without a file.
private func setAside(_ path: String, as kept: String) throws(StoreFailure) -> String? {
  var status = stat()
  guard lstat(path, &status) == 0 else { return nil }
  // What is in the log belongs to it: moved in where the file can still be read, else kept beside it.
  let connection = Connection(path: path, readOnly: false)
  let emptied = try? connection.database().writeWithoutTransaction { db in
    try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == 0
  }
  connection.drop()
  for log in ["-wal", "-shm"] {
    if emptied == true { unlink(path + log) } else { rename(path + log, kept + log) }
  }
  guard link(path, kept) == 0 else { throw .notWritable(path: kept) }
  try sync(parent(of: path))
  return kept
}

extension Timestamp {
  /// As in `20261121T194000Z`, for the names of files.
  fileprivate var fileText: String { rfc3339.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z" }
}
