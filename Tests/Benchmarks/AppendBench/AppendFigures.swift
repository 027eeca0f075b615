import CReference
import Clients
import Dispatch
import Domain
import StoreGRDB
import Synchronization

/// A durable append here and in C, in turns, so that both meet the same disk.
struct AppendFigures {
  let folder: String
  let count: Int

  func print() throws {
    let store = try openStore(options(folder + "/append.db"))
    guard let peer = reference_open(folder + "/peer.db") else { return Swift.print("no peer") }
    let incident = UniqueID(high: 0, low: 0)
    _ = try store.appendAndWait([declared(incident)])
    var (ours, theirs): ([Duration], [Duration]) = ([], [])
    for _ in 0..<count {
      let next = event(in: incident)
      ours.append(acknowledged(store, next))
      theirs.append(clock.measure { reference_append(peer, 330, 140) })
    }
    store.close()
    reference_close(peer)
    let (a, b) = (Times(ours), Times(theirs))
    Swift.print("append, sitrep      \(a.words)")
    Swift.print("append, C sqlite3   \(b.words)")
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
