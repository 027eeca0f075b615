import Clients
import Glibc
import Synchronization

/// Shared by all processes that may write to a record, held alone by one that puts another record in its place.
///
/// A class, since it owns a descriptor; the kernel frees the lock when the process ends, however it ends.
final class UseLock: Sendable {
  private let file: LockFile
  private let descriptor = Mutex<Int32>(-1)

  init(database: String) {
    file = LockFile(path: database + ".use", database: database)
  }

  /// Says that the record is in use from now on; fails while it is being replaced.
  func share() throws(StoreFailure) { try take(LOCK_SH) }

  /// Fails while anybody has the record in use.
  func takeAlone() throws(StoreFailure) { try take(LOCK_EX) }

  private func take(_ kind: Int32) throws(StoreFailure) {
    try descriptor.withLock { held throws(StoreFailure) in
      guard held < 0 else { return }
      let opened = try file.opened()
      guard flock(opened, kind | LOCK_NB) == 0 else {
        close(opened)
        throw .inUse(path: file.database, who: [])
      }
      held = opened
    }
  }

  func release() {
    descriptor.withLock { held in
      guard held >= 0 else { return }
      close(held)
      held = -1
    }
  }
}
