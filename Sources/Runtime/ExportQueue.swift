import Dispatch
import Synchronization

/// Where exports are written, one after the other, so that a long one holds no key up.
///
/// A class because the loop's thread stops what the queue's thread does.
final class ExportQueue: Sendable {
  private let queue = DispatchQueue(label: "sitrep.export")
  /// Exports that were begun before this number are stopped.
  private let valid = Mutex(0)
  private let begun = Mutex(0)

  /// Does `body` later; it asks whether it is still wanted.
  func begin(_ body: @escaping @Sendable (_ isWanted: () -> Bool) -> Void) {
    let number = begun.withLock { count in
      count += 1
      return count
    }
    queue.async { body { self.valid.withLock { number > $0 } } }
  }

  func cancelAll() {
    let last = begun.withLock { $0 }
    valid.withLock { $0 = last }
  }
}
