import CReference
import Clients
import Dispatch
import Domain
import Glibc
import StoreGRDB
import Synchronization

/// A durable append here, in C, and as a bare write with its sync, in turns, so that all meet the same disk.
struct AppendFigures {
  let folder: String
  let count: Int

  func print() throws {
    let store = try openStore(options(folder + "/append.db"))
    guard let peer = reference_open(folder + "/peer.db") else { return Swift.print("no peer") }
    let incident = UniqueID(high: 0, low: 0)
    _ = try store.appendAndWait([declared(incident)])
    let file = open(folder + "/bare", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    defer { Glibc.close(file) }
    let bytes = [UInt8](repeating: 7, count: 470)
    var (asked, theirs, bare): ([Duration], [Duration], [Duration]) = ([], [], [])
    for _ in 0..<count {
      asked.append(acknowledged(store, event(in: incident)))
      theirs.append(clock.measure { reference_append(peer, 330, 140) })
      bare.append(
        clock.measure {
          write(file, bytes, bytes.count)
          fdatasync(file)
        })
    }
    let ours = chained(store, count) {
      let next = event(in: incident)
      theirs.append(clock.measure { reference_append(peer, 330, 140) })
      return next
    }
    store.close()
    reference_close(peer)
    let (a, b, c, d) = (Times(ours), Times(theirs), Times(bare), Times(asked))
    Swift.print("append, sitrep            \(a.words)")
    Swift.print("append, C sqlite3         \(b.words)")
    Swift.print("write and fdatasync       \(c.words)")
    Swift.print("asked from another thread \(d.words)")
    for (name, times) in [("ratio                ", a), ("ratio, another thread", d)] {
      Swift.print(
        "\(name)     p50 \(ratio(times.median, b.median))  p99 \(ratio(times.at(0.99), b.at(0.99)))")
    }
  }

  /// Appends one after the other from the store's own thread, as the peer does from ours: no thread is woken for any.
  private func chained(_ store: StoreClient, _ count: Int, _ next: () -> Event) -> [Duration] {
    let isThere = DispatchSemaphore(value: 0)
    var times: [Duration] = []
    withoutActuallyEscaping(next) { next in
      let chain = Chain(next: next)
      chain.goOn(store, count) { isThere.signal() }
      isThere.wait()
      times = chain.times
    }
    return times
  }

  /// From the asking to the moment at which the store's thread says that the event is on disk.
  private func acknowledged(_ store: StoreClient, _ event: Event) -> Duration {
    let end = Mutex<Duration>(.zero)
    let isThere = DispatchSemaphore(value: 0)
    let start = clock.now
    store.append([event]) { _ in
      end.withLock { $0 = start.duration(to: clock.now) }
      isThere.signal()
    }
    isThere.wait()
    return end.withLock { $0 }
  }
}

/// What the store's thread alone touches until the last append is there.
private final class Chain: @unchecked Sendable {
  private let next: () -> Event
  private(set) var times: [Duration] = []

  init(next: @escaping () -> Event) { self.next = next }

  func goOn(_ store: StoreClient, _ left: Int, _ done: @escaping @Sendable () -> Void) {
    guard left > 0 else { return done() }
    let event = next()
    let start = clock.now
    store.append([event]) { [self] _ in
      times.append(start.duration(to: clock.now))
      goOn(store, left - 1, done)
    }
  }
}
