import Clients
import Dispatch
import Domain
import Glibc
import StoreGRDB
import Synchronization

/// Eight processes that write at once, and how long a second console waits for an event.
struct SharingFigures {
  let folder: String

  func print() throws {
    try followed()
    let path = folder + "/shared.db"
    try openStore(options(path)).close()
    var children: [(pid: pid_t, output: Int32)] = []
    for _ in 0..<8 {
      if let child = spawnWriter(path) { children.append(child) }
    }
    var times: [Duration] = []
    for child in children {
      times += readAll(child.output).split(separator: "\n").compactMap { Int64($0) }.map { .microseconds($0) }
      waitpid(child.pid, nil, 0)
    }
    Swift.print("append, 8 processes \(Times(times).words)  (\(times.count) appends)")
    let verdict = try verifyStore(path)
    Swift.print("after them: \(verdict.events) events, \(verdict.problem?.words ?? "the chain holds")")
  }

  private func followed() throws {
    let path = folder + "/followed.db"
    let (writer, follower) = (try openStore(options(path)), try openStore(options(path)))
    let arrived = DispatchSemaphore(value: 0)
    follower.follow { _ in arrived.signal() }
    var times: [Duration] = []
    for _ in 0..<200 {
      let next = event(in: nil)
      times.append(
        try clock.measure {
          _ = try writer.appendAndWait([next])
          arrived.wait()
        })
    }
    writer.close()
    follower.close()
    Swift.print("append to seen by a second console  \(Times(times).words)")
  }

  private func spawnWriter(_ path: String) -> (pid_t, Int32)? {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      close(ends[1])
    }
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    var words: [UnsafeMutablePointer<CChar>?] = ["AppendBench", "write", path, "500"].map { word in
      word.withCString { strdup($0) }
    }
    words.append(nil)
    defer { for word in words { free(word) } }
    var pid: pid_t = 0
    return posix_spawn(&pid, "/proc/self/exe", &actions, nil, words, environ) == 0 ? (pid, ends[0]) : nil
  }

  private func readAll(_ descriptor: Int32) -> String {
    var (all, chunk) = ([UInt8](), [UInt8](repeating: 0, count: 65536))
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { break }
      all += chunk[..<count]
    }
    close(descriptor)
    return String(decoding: all, as: UTF8.self)
  }
}

/// One of the eight: prints the microseconds that each append took.
func writeAndReport(to path: String, count: Int) throws {
  let store = try openStore(options(path))
  for _ in 0..<count {
    let next = event(in: UniqueID(high: 7, low: 7))
    let time = try clock.measure { _ = try store.appendAndWait([next]) }
    print(time.components.seconds * 1_000_000 + time.components.attoseconds / 1_000_000_000_000)
  }
  store.close()
}
