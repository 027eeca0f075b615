import CReference
import Clients
import Domain
import StoreGRDB

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
      ours.append(try clock.measure { _ = try store.appendAndWait([next]) })
      theirs.append(clock.measure { reference_append(peer, 330, 140) })
    }
    store.close()
    reference_close(peer)
    let (a, b) = (Times(ours), Times(theirs))
    Swift.print("append, sitrep      \(a.words)")
    Swift.print("append, C sqlite3   \(b.words)")
    Swift.print("ratio               p50 \(ratio(a.median, b.median))  p99 \(ratio(a.at(0.99), b.at(0.99)))")
  }
}
