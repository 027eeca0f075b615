package import Clients
package import Domain
import Glibc

/// Where the record lies, and who asks for it.
package struct StoreOptions: Sendable {
  package var path: String
  package var surroundings: Surroundings
  package var origin: EventOrigin
  /// Opens without writing anything, for a file that cannot be written.
  package var readOnly: Bool
  /// Looks for damaged pages before anything is written; a console does it once its screen is there.
  package var examinesFirst: Bool
  /// The file that keeps what the record does not take; nil where nothing is kept.
  package var spool: String?
  /// The group that shares the record; nil where it is its owner's alone.
  package var group: String?
  /// Where the kernel tells of other writers, as `openNotes` made it; nil: the store makes its own.
  ///
  /// It stays open until the process ends, and with whoever else has it.
  package var notes: Int32?

  package init(
    path: String, surroundings: Surroundings, origin: EventOrigin, readOnly: Bool = false,
    examinesFirst: Bool = false, spool: String? = nil, group: String? = nil
  ) {
    self.path = path
    self.surroundings = surroundings
    self.origin = origin
    self.readOnly = readOnly
    self.examinesFirst = examinesFirst
    self.spool = spool
    self.group = group
  }
}

/// A place for the kernel's notes of other writers, to be had before the store; nil where there are no more of them.
///
/// Whoever is the last to let go of it waits 15 ms for the kernel (inotify waits there for a grace period of SRCU).
package func openNotes() -> Int32? {
  let notes = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
  return notes < 0 ? nil : notes
}

extension EventOrigin {
  /// The running process; its boot is zero where the kernel does not tell.
  package static func ofThisProcess(toolVersion: String) -> Self {
    EventOrigin(
      userID: getuid(), boot: bootID() ?? UniqueID(high: 0, low: 0), toolVersion: toolVersion)
  }

  private static func bootID() -> UniqueID? {
    let file = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 36)
    guard read(file, &text, 36) == 36 else { return nil }
    return UniqueID(String(decoding: text, as: UTF8.self))
  }
}
