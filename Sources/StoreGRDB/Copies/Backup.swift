package import Clients
import Domain
import GRDB
import Glibc

/// Writes a verified copy of a record into a file of its own, while others may go on writing.
///
/// What stands there is replaced only by a copy that is whole and in order.
package func backUp(record path: String, to target: String, replacing: Bool) throws(StoreFailure) -> Holdings
{
  try refuse(target, asCopyOf: path, replacing: replacing)
  return try reading(path) { store throws(StoreFailure) in try store.backUp(to: target) }
}

extension Store {
  fileprivate func backUp(to target: String) throws(StoreFailure) -> Holdings {
    let path = options.path
    if case .empty = try standing() { throw .notFound("A record in \(path)") }
    let part = "\(target).part\(getpid())"
    defer { unlink(part) }
    let copied = try copy(to: part)
    chmod(part, 0o600)
    let checked = try checkRecord(part)
    guard checked.holdings == copied else {
      throw .corrupt(path: target, detail: "the copy does not hold what the record holds")
    }
    if let problem = checked.verdict.problem { throw .altered(path: path, problem: problem.words) }
    try putInPlace(part, as: target)
    return copied
  }
}

private func refuse(_ target: String, asCopyOf path: String, replacing: Bool) throws(StoreFailure) {
  var (there, live) = (stat(), stat())
  guard stat(target, &there) == 0 else { return }
  for name in [path, "\(path)-wal", "\(path)-shm", "\(path).lock", "\(path).use", "\(path).collector"]
  where stat(name, &live) == 0 && live.st_ino == there.st_ino && live.st_dev == there.st_dev {
    throw .inUse(path: target, who: ["the record itself"])
  }
  guard there.st_mode & S_IFMT == S_IFREG else { throw .notWritable(path: target) }
  // What has a lock beside it is a record, not a copy of one.
  if access("\(target).lock", F_OK) == 0 { throw .inUse(path: target, who: ["consoles of another record"]) }
  if !replacing { throw .exists(path: target) }
}

extension Store {
  /// Keeps a verified copy of an earlier format beside the record, and no more than two of them.
  ///
  /// Under the guard; the copy is brought up to date once on trial before the record itself is touched.
  func keepCopy(before format: Int) throws(StoreFailure) {
    let kept = "\(options.path).before-format-\(format)"
    let part = "\(kept).part\(getpid())"
    defer { unlink(part) }
    let copied = try copyUnguarded(to: part)
    let checked = try checkRecord(part)
    guard checked.holdings == copied else {
      throw .corrupt(path: kept, detail: "the copy does not hold what the record holds")
    }
    try putInPlace(part, as: kept)
    for earlier in 0..<max(0, format - 1) { unlink("\(options.path).before-format-\(earlier)") }
  }
}
