import Clients
import Domain
import Glibc
import StoreGRDB

/// From nothing to what the first frame needs, and a check of the whole record.
struct OpeningFigures {
  let folder: String

  func print() throws {
    let (small, large) = (folder + "/empty.db", folder + "/full.db")
    try openStore(options(small)).close()
    try fill(large)
    for (name, path) in [("empty", small), ("1,000 incidents", large)] {
      var times: [Duration] = []
      for _ in 0..<50 {
        times.append(
          try clock.measure {
            let store = try openStore(options(path))
            _ = try store.opening()
            store.close()
          })
      }
      Swift.print("open, \(name): first \(text(times[0]))  \(Times(times).words)")
    }
    var verdict: ChainVerdict?
    let time = try clock.measure { verdict = try verifyStore(large) }
    let events = verdict?.events ?? 0
    Swift.print(
      "verify, \(events) events: \(text(time)), \(Int(Double(events) / (time / .seconds(1)))) events/s")
  }

  /// 1,000 closed incidents of 100 events, one open one of 100, 50 services.
  private func fill(_ path: String) throws {
    let store = try openStore(options(path))
    for number in 0...1000 {
      let incident = UniqueID(high: 1, low: UInt64(number))
      var events = [declared(incident)] + (0..<98).map { _ in event(in: incident) }
      if number < 1000 { events.append(event(.milestone(Milestone(kind: .resolved)), in: incident)) }
      _ = try store.appendAndWait(events)
    }
    store.remember(
      (0..<50).map {
        LastSeen(
          service: ServiceID("service-\($0)"), state: .ok, since: wallClock(), at: wallClock(),
          values: ["latency": 12.5])
      })
    store.close()
  }
}
