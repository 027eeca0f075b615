import Clients
import Domain
import FoundationEssentials
import Glibc
@testable import StoreGRDB
import Testing

@Suite struct SharingTests {
  @Test func `another console's events arrive, our own do not`() throws {
    let scratch = try Scratch()
    let (ours, theirs) = (try scratch.open(), try scratch.open())
    defer {
      ours.close()
      theirs.close()
    }
    let seen = Box<[RecordedEvent]>([])
    _ = try ours.opening()
    ours.follow { events in seen.change { $0 += events } }
    _ = try ours.appendAndWait([Sample.note("mine")])
    let other = try theirs.appendAndWait([Sample.note("theirs")])
    _ = try ours.appendAndWait([Sample.note("mine again")])
    let last = try theirs.appendAndWait([Sample.note("theirs again")])
    #expect(eventually { seen.value.count >= 2 })
    #expect(seen.value == other + last)
  }

  @Test func `what was written between the first reading and the following arrives too`() throws {
    let scratch = try Scratch()
    let (ours, theirs) = (try scratch.open(), try scratch.open())
    defer {
      ours.close()
      theirs.close()
    }
    _ = try ours.opening()
    let between = try theirs.appendAndWait([Sample.note("between")])
    let seen = Box<[RecordedEvent]>([])
    ours.follow { events in seen.change { $0 += events } }
    #expect(eventually { !seen.value.isEmpty })
    #expect(seen.value == between)
  }

  @Test func `one console collects, the next takes over when it goes`() throws {
    let scratch = try Scratch()
    let (first, second) = (try scratch.open(), try scratch.open())
    #expect(first.tryToCollect() && first.tryToCollect())
    #expect(!second.tryToCollect())
    first.close()
    #expect(second.tryToCollect())
    second.close()
  }

  @Test func `a console that is being stopped lets another collect, and writes nothing before it goes on`()
    throws
  {
    let scratch = try Scratch()
    let (first, second) = (try scratch.open(), try scratch.open())
    defer {
      first.close()
      second.close()
    }
    #expect(first.tryToCollect())
    let written = Box<[RecordedEvent]>([])
    first.whileStopped {
      #expect(second.tryToCollect())
      first.append([Sample.note("while it was stopped")]) { result in
        written.change { $0 += (try? result.get()) ?? [] }
      }
      _ = try? second.appendAndWait([Sample.note("by the other")])
      #expect(written.value.isEmpty)
    }
    #expect(!first.tryToCollect())
    #expect(eventually { written.value.count == 1 })
    #expect(written.value.first?.position.globalNumber == 2)
  }

  @Test func `who stops collecting may begin again, if nobody else has`() throws {
    let scratch = try Scratch()
    let (first, second) = (try scratch.open(), try scratch.open())
    defer {
      first.close()
      second.close()
    }
    #expect(first.tryToCollect())
    first.stopCollecting()
    #expect(first.tryToCollect())
    first.stopCollecting()
    #expect(second.tryToCollect() && !first.tryToCollect())
  }

  @Test func `who waits too long for the guard learns who holds it`() throws {
    let scratch = try Scratch()
    let (holder, waiter) = (GuardLock(database: scratch.path), GuardLock(database: scratch.path))
    try holder.hold { () throws(StoreFailure) in
      for _ in 0..<2 {
        #expect(throws: StoreFailure.locked(path: scratch.path + ".lock", holder: getpid())) {
          try waiter.hold(upTo: .milliseconds(20)) {}
        }
      }
    }
    // The wait that was given up must not keep the lock that it got in the end.
    try waiter.hold {}
    try holder.hold {}
  }

  @Test func `a guard file that was removed is noticed, and both lock the new one`() throws {
    let scratch = try Scratch()
    let (first, second) = (GuardLock(database: scratch.path), GuardLock(database: scratch.path))
    try first.hold {}
    unlink(scratch.path + ".lock")
    try second.hold { () throws(StoreFailure) in
      #expect(throws: StoreFailure.self) { try first.hold(upTo: .milliseconds(20)) {} }
    }
  }

  @Test func `an append under a stuck guard fails in time and works afterwards`() throws {
    let scratch = try Scratch()
    let store = Store(scratch.options())
    try store.open()
    defer { store.close() }
    try GuardLock(database: scratch.path).hold { () throws(StoreFailure) in
      #expect(throws: StoreFailure.self) { try store.write(upTo: .milliseconds(20)) { _ in } }
    }
    try store.write { _ in }
  }

  @Test func `the last known states come back, the newest of each service`() throws {
    let scratch = try Scratch()
    let store = try scratch.open()
    func seen(_ state: ServiceState, at: Int64) -> LastSeen {
      LastSeen(
        service: "registry", state: state, since: Timestamp(milliseconds: 1),
        at: Timestamp(milliseconds: at), values: ["latency ms": 12.5, "queue": 3])
    }
    store.remember([seen(.ok, at: 10)])
    store.remember([seen(.down, at: 30)])
    store.remember([seen(.degraded, at: 20)])
    store.close()
    let again = try scratch.open()
    #expect(try again.opening().lastSeen == [seen(.down, at: 30)])
    again.remember([seen(.ok, at: 25)])
    again.close()
    let third = try scratch.open()
    defer { third.close() }
    #expect(try third.opening().lastSeen.first?.state == .down)
  }

  @Test func `a store that only reads shows what is there and writes nothing`() throws {
    let scratch = try Scratch()
    let incident = Sample.id()
    let store = try scratch.open()
    _ = try store.appendAndWait([Sample.declared("x", as: incident)])
    store.close()
    let reader = try openStore(scratch.options(readOnly: true))
    defer { reader.close() }
    #expect(try reader.opening().openIncidents.map(\.id) == [incident])
    #expect(!reader.tryToCollect())
    #expect(throws: StoreFailure.notWritable(path: scratch.path)) {
      try reader.appendAndWait([Sample.note("no")])
    }
  }

  @Test func `a reader for commands finds an incident by its number, with its bytes`() throws {
    let scratch = try Scratch()
    let incident = Sample.id()
    let store = try scratch.open()
    let written = try store.appendAndWait([
      Sample.declared("x", as: incident), Sample.note("y", in: incident),
    ])
    store.close()
    let reader = try StoreReader(path: scratch.path)
    #expect(try reader.incident(number: 1).events == written)
    #expect(throws: StoreFailure.notFound("INC-2")) { try reader.incident(number: 2) }
    let rows = try reader.rows(of: incident)
    #expect(rows.map(\.hash) == written.map(\.position.hash))
    #expect(try rows.map { try $0.recorded() } == written)
    #expect(try reader.rows(after: 1, limit: 10).count == 1)
  }

  @Test func `a long log is emptied under the guard`() throws {
    let scratch = try Scratch()
    let store = Store(scratch.options())
    try store.open()
    defer { store.close() }
    let client = try scratch.open()
    defer { client.close() }
    for _ in 0..<20 {
      _ = try client.appendAndWait([Sample.note(String(repeating: "x", count: 500_000))])
    }
    let size = try FileManager.default.attributesOfItem(atPath: scratch.path + "-wal")[.size] as? Int
    #expect(try #require(size) < 8 << 20)
    #expect(try verifyStore(scratch.path).isIntact)
  }
}
