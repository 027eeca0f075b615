import Clients
import Dispatch
import Domain
import FoundationEssentials
import Glibc
import StoreGRDB
import Testing

/// Ten consoles on one record, each writing ten events a second and following the others.
///
/// Five seconds of it; `SITREP_CROWD_SECONDS` makes it longer.
@Suite struct CrowdTests {
  private static let consoles = 10
  private static let seconds =
    ProcessInfo.processInfo.environment["SITREP_CROWD_SECONDS"].flatMap { Int($0) } ?? 5

  private struct Tally {
    var failures: [StoreFailure] = []
    var written: [EventID: ContinuousClock.Instant] = [:]
    /// How long after it was safe each event came to each other console.
    var delays: [Duration] = []
    var seen = 0

    mutating func came(_ id: EventID, at moment: ContinuousClock.Instant) {
      seen += 1
      // Some come before their own writer is told that they are safe.
      guard let safe = written[id] else { return delays.append(.zero) }
      delays.append(max(.zero, moment - safe))
    }
  }

  @Test func `ten consoles at once lose nothing, see each other's events, and none is told of a lock`() throws
  {
    let scratch = try Scratch()
    let incident = Sample.id()
    let stores = try (0..<Self.consoles).map { _ in try scratch.open() }
    defer { for store in stores { store.close() } }
    _ = try stores[0].appendAndWait([Sample.declared("crowd", as: incident)])
    let tally = Box(Tally())
    for store in stores {
      _ = try store.opening()
      store.follow { events in
        let moment = ContinuousClock.now
        tally.change { tally in for event in events { tally.came(event.event.id, at: moment) } }
      }
    }
    let total = Self.consoles * Self.seconds * 10
    for tick in 0..<(Self.seconds * 10) {
      let next = ContinuousClock.now + .milliseconds(100)
      for (place, store) in stores.enumerated() {
        let note = Sample.note("\(place) says \(tick)", in: incident)
        store.append([note]) { result in
          let moment = ContinuousClock.now
          tally.change { tally in
            switch result {
            case .success: tally.written[note.id] = moment
            case .failure(let failure): tally.failures.append(failure)
            }
          }
        }
      }
      let left = next - ContinuousClock.now
      if left > .zero { usleep(UInt32(left.milliseconds * 1000)) }
    }
    #expect(eventually { tally.value.written.count + tally.value.failures.count == total })
    #expect(eventually { tally.value.seen == total * (Self.consoles - 1) })
    let (failures, delays) = (tally.value.failures, tally.value.delays.sorted())
    #expect(failures == [])
    let verdict = try verifyStore(scratch.path)
    #expect(verdict.isIntact && verdict.events == total + 1)
    let late = delays.isEmpty ? .zero : delays[delays.count * 99 / 100]
    #expect(late < .milliseconds(500), "99 of 100 events came within \(late)")
  }
}
