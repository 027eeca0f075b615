import Clients
import Domain
import Dispatch
import Glibc
import Synchronization

/// One writer at a time among all processes, around each write transaction and each checkpoint.
///
/// SQLite from 3.7.0 to 3.51.2 may lose committed pages when one process checkpoints while another commits
/// (sqlite.org/wal.html, the WAL-reset bug); under this lock the two never meet. The file holds the process id of
/// the holder and is written once more before it is let go, which is what followers wait for.
///
/// A class, since it owns a descriptor; `hold` is called from one thread at a time.
final class GuardLock: Sendable {
  private enum Wait { case none, waiting, granted, abandoned }
  private struct State {
    var descriptor: Int32 = -1
    var wait = Wait.none
  }

  private let file: LockFile
  private let state = Mutex(State())
  /// Where `flock` blocks: it takes no time limit, and a signal to end it would hit the whole process.
  private let waiting = DispatchQueue(label: "sitrep.store.guard")
  private let granted = DispatchSemaphore(value: 0)

  init(database: String) {
    file = LockFile(path: database + ".lock", database: database)
  }

  deinit {
    let descriptor = state.withLock { $0.descriptor }
    if descriptor >= 0 { close(descriptor) }
  }

  var path: String { file.path }

  /// Runs `body` while no other process writes; fails with the holder's number after `limit`.
  @discardableResult
  func hold<Value>(upTo limit: Duration = .seconds(5), _ body: () throws(StoreFailure) -> Value)
    throws(StoreFailure) -> Value
  {
    let descriptor = try locked(upTo: limit)
    sign(descriptor, as: getpid())
    defer {
      sign(descriptor, as: nil)
      flock(descriptor, LOCK_UN)
    }
    return try body()
  }

  /// Ends a wait that is under way, as if its time were over: for a process that is asked to go.
  func giveUp() {
    state.withLock { state in
      guard state.wait == .waiting else { return }
      state.wait = .abandoned
      granted.signal()
    }
  }

  private func locked(upTo limit: Duration) throws(StoreFailure) -> Int32 {
    for _ in 0..<3 {
      let descriptor = try openDescriptor()
      try lock(descriptor, upTo: limit)
      // The file may have been removed or replaced: a lock on what has no name any more guards nothing.
      if file.isStill(descriptor) { return descriptor }
      flock(descriptor, LOCK_UN)
      state.withLock { $0.descriptor = -1 }
      close(descriptor)
    }
    throw .locked(path: file.path, holder: nil)
  }

  private func openDescriptor() throws(StoreFailure) -> Int32 {
    let known = state.withLock { $0.descriptor }
    if known >= 0 { return known }
    let made = try file.opened()
    state.withLock { $0.descriptor = made }
    return made
  }

  private func lock(_ descriptor: Int32, upTo limit: Duration) throws(StoreFailure) {
    let earlier = state.withLock { state in
      defer { if state.wait == .abandoned { state.wait = .waiting } }
      return state.wait
    }
    if earlier == .none {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
      guard errno == EWOULDBLOCK else { throw .notWritable(path: file.path) }
      state.withLock { $0.wait = .waiting }
      waiting.async { [self] in wait(for: descriptor) }
    }
    let outcome = granted.wait(timeout: .now() + .milliseconds(Int(limit.milliseconds)))
    let isGranted = state.withLock { state in
      let isGranted = state.wait == .granted
      state.wait = isGranted ? .none : .abandoned
      return isGranted
    }
    guard isGranted else { throw .locked(path: file.path, holder: holder(descriptor)) }
    if outcome == .timedOut { granted.wait() }
  }

  private func wait(for descriptor: Int32) {
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    state.withLock { state in
      if state.wait == .waiting {
        state.wait = .granted
        granted.signal()
      } else {
        // Before the state says so: the next one to come could take the lock and then lose it here.
        flock(descriptor, LOCK_UN)
        state.wait = .none
      }
    }
  }

  /// Ten characters, so that a shorter number leaves nothing of a longer one.
  private func sign(_ descriptor: Int32, as holder: pid_t?) {
    let number = holder.map { String($0) } ?? ""
    let line = Array((String(repeating: " ", count: 10 - number.count) + number + "\n").utf8)
    // A full disk may refuse it; the lock holds all the same, only its holder goes unnamed.
    _ = pwrite(descriptor, line, line.count, 0)
  }

  private func holder(_ descriptor: Int32) -> Int32? {
    var line = [UInt8](repeating: 0, count: 10)
    guard pread(descriptor, &line, 10, 0) == 10 else { return nil }
    return Int32(String(decoding: line.drop { $0 == 0x20 }, as: UTF8.self))
  }
}
