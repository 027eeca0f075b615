import Clients
import Domain
import Glibc
import StoreGRDB

/// The same questions to a record of a hundred incidents and to one of a million events.
struct ScaleFigures {
  let folder: String
  let events: Int

  func print() throws {
    let (small, large) = (folder + "/hundred.db", folder + "/million.db")
    try fill(small, incidents: 100, each: 100)
    try fill(large, incidents: 1000, each: events / 1000)
    for (name, path) in [
      ("100 incidents, 10,000 events", small), ("1,000 incidents, \(events) events", large),
    ] {
      Swift.print(name)
      try ask(path)
    }
  }

  func ask(_ path: String) throws {
    let reader = try StoreReader(path: path)
    let last = try reader.incidents().first?.number ?? 1
    try time("what the first frame needs", 20) { _ = try StoreReader(path: path).opening() }
    try time("the history's list", 20) { _ = try reader.incidents() }
    try time("an incident's timeline", 20) { _ = try reader.incident(number: last / 2) }
    try time("the last page", 20) { _ = try reader.rows(after: Int64(events) - 50, limit: 50) }
    var verdict: ChainVerdict?
    let checking = try clock.measure { verdict = try verifyStore(path) }
    let rate = Int(Double(verdict?.events ?? 0) / (checking / .seconds(1)))
    Swift.print("  verify                      \(text(checking)), \(rate) events/s")
  }

  private func time(_ name: String, _ rounds: Int, _ body: () throws -> Void) throws {
    let times = Times(try (0..<rounds).map { _ in try clock.measure { try body() } })
    let blanks = String(repeating: " ", count: max(1, 28 - name.count))
    Swift.print("  \(name)\(blanks)\(times.words)")
  }

  /// Incidents of as many events each; all but the last are resolved.
  private func fill(_ path: String, incidents: Int, each: Int) throws {
    let store = try openStore(options(path))
    for number in 1...incidents {
      let incident = UniqueID(high: 1, low: UInt64(number))
      var events = [declared(incident)] + (2..<each).map { note($0, in: incident, number) }
      events.append(
        number < incidents
          ? event(.milestone(Milestone(kind: .resolved)), in: incident) : note(each, in: incident, number))
      _ = try store.appendAndWait(events)
    }
    store.close()
  }

  /// Texts that differ, so that an index of words has something to tell apart.
  private func note(_ place: Int, in incident: IncidentID, _ number: Int) -> Event {
    let text =
      "The disk of registry-\(number % 97) fills: \(place * 7919 % 1009) GiB left, host h\(place % 4001)."
    return event(.note(Note(text: text)), in: incident)
  }
}
