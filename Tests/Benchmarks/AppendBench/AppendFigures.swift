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
    var (ours, theirs, bare): ([Duration], [Duration], [Duration]) = ([], [], [])
    for _ in 0..<count {
      let next = event(in: incident)
      ours.append(acknowledged(store, next))
      theirs.append(clock.measure { reference_append(peer, 330, 140) })
      bare.append(
        clock.measure {
          write(file, bytes, bytes.count)
          fdatasync(file)
        })
    }
    store.close()
    reference_close(peer)
    let (a, b, c) = (Times(ours), Times(theirs), Times(bare))
    Swift.print("append, sitrep      \(a.words)")
    Swift.print("append, C sqlite3   \(b.words)")
    Swift.print("write and fdatasync \(c.words)")
    Swift.print("ratio               p50 \(ratio(a.median, b.median))  p99 \(ratio(a.at(0.99), b.at(0.99)))")
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
