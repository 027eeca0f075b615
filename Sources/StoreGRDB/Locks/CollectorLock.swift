import Glibc
import Synchronization

/// Held by the one process that records what the services do; the kernel frees it when the process ends.
///
/// A class, since it owns a descriptor.
final class CollectorLock: Sendable {
  private let file: LockFile
  private let descriptor = Mutex<Int32>(-1)

  init(database: String) {
    file = LockFile(path: database + ".collector", database: database)
  }

  /// True once this process holds it; never waits.
  func tryToTake() -> Bool {
    descriptor.withLock { held in
      if held >= 0 { return true }
      guard let opened = try? file.opened() else { return false }
      guard flock(opened, LOCK_EX | LOCK_NB) == 0, file.isStill(opened) else {
        close(opened)
        return false
      }
      held = opened
      return true
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
