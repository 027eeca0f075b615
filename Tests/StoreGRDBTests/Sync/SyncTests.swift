import Clients
import Domain
import FoundationEssentials
import GRDB
import Glibc
@testable import StoreGRDB
import Testing

/// Two bastions write through a network split and are merged afterwards.
@Suite struct SyncTests {
  init() { signal(SIGPIPE, SIG_IGN) }

  private func two() throws -> (here: Host, there: Host, incident: IncidentID) {
    let (here, there) = (try Host(), try Host())
    let incident = Sample.id()
    try here.writes(Sample.declared("registry is down", as: incident), Sample.note("seen here", in: incident))
    try there.writes(Sample.note("all quiet"), Sample.declared("ci is slow", as: Sample.id()))
    return (here, there, incident)
  }

  @Test func `both have everything, as it was born`() throws {
    let (here, there, _) = try two()
    let before = (try here.content(), try there.content())
    let (ours, theirs) = try here.merges(with: there)
    #expect(try ours.get() == SyncReport(taken: 2, sent: 2, databases: 2))
    #expect(try theirs.get() == SyncReport(taken: 2, sent: 2, databases: 2))
    #expect(try here.content() == there.content())
    #expect(try here.content() == before.0.merging(before.1) { _, _ in [] })
    #expect(try here.isIntact() && there.isIntact())
  }

  @Test func `a second time nothing moves`() throws {
    let (here, there, _) = try two()
    try here.merges(with: there)
    let content = try here.content()
    #expect(try here.merges(with: there).ours.get() == SyncReport(taken: 0, sent: 0, databases: 2))
    #expect(try there.merges(with: here).ours.get() == SyncReport(taken: 0, sent: 0, databases: 2))
    #expect(try here.content() == content)
  }

  @Test func `a file carries everything there and back`() throws {
    let (here, there, _) = try two()
    let file = here.scratch.folder + "/carried.sync"
    #expect(try here.merges(file: file) == SyncReport(taken: 0, sent: 2, databases: 1))
    #expect(try there.merges(file: file) == SyncReport(taken: 2, sent: 4, databases: 2))
    #expect(try here.merges(file: file).taken == 2)
    #expect(try here.content() == there.content())
    var status = stat()
    #expect(stat(file, &status) == 0 && status.st_mode & 0o777 == 0o600)
    let bytes = try Data(contentsOf: URL(filePath: file))
    try there.merges(file: file)
    #expect(try Data(contentsOf: URL(filePath: file)) == bytes)
  }

  @Test func `an incident is told by the events of all databases, under the name of its home`() throws {
    let (here, there, incident) = try two()
    try here.merges(with: there)
    let name = "INC-1@\(try here.database().tag)"
    #expect(try there.incident(name)?.name == name)
    try there.writes(Sample.note("seen there", in: incident), Sample.milestone(.resolved, in: incident))
    try here.merges(with: there)
    for (host, called) in [(here, "INC-1"), (there, name)] {
      let told = try #require(try host.incident(called))
      #expect(told.name == called && !told.isOpen)
      #expect(
        told.timeline.map(\.text).contains("seen here") && told.timeline.map(\.text).contains("seen there"))
    }
    #expect(try here.incident("INC-1")?.timeline.map(\.id) == there.incident(name)?.timeline.map(\.id))
    let listed = try StoreReader(path: there.scratch.path).incidents()
    #expect(
      Set(listed.map { IncidentName(number: $0.number, home: $0.home).description }) == [name, "INC-1"])
    #expect(
      try StoreReader(path: here.scratch.path).opening().openIncidents.map(\.home) == [there.database().tag])
  }

  @Test func `a console that is open sees what a merge brings`() throws {
    let (here, there, incident) = try two()
    let console = try here.scratch.open()
    defer { console.close() }
    _ = try console.opening()
    let seen = Box<[RecordedEvent]>([])
    console.follow { events in seen.change { $0 += events } }
    try there.merges(with: here)
    #expect(eventually { seen.value.count == 2 })
    try there.writes(Sample.note("more", in: incident))
    try here.merges(with: there)
    #expect(eventually { seen.value.count == 3 })
    #expect(Set(seen.value.map(\.position.database)) == [try there.database()])
  }

  @Test func `a text that was taken out stays out, on every way round`() throws {
    let (here, there, incident) = try two()
    let third = try Host()
    let secret = try here.writes(Sample.note("password hunter2", in: incident))[0]
    try here.merges(with: there)
    let file = here.scratch.folder + "/old.sync"
    try there.merges(file: file)
    let redaction = Redaction(of: secret.event.body, reason: "a password")
    try here.writes(Sample.event(.redaction(redaction), in: incident, corrects: secret.event.id))
    try there.merges(with: here)
    try third.merges(file: file)
    try third.merges(with: there)
    for host in [here, there, third] {
      let row = try #require(
        try host.content()[here.database()]?.first { $0.event == secret.event.id })
      #expect(row.payload == nil)
      #expect(try host.isIntact())
      try host.merges(file: file)
      #expect(try host.content() == here.content())
    }
    for ending in ["", "-wal"] {
      let bytes = try Data(contentsOf: URL(filePath: there.scratch.path + ending))
      #expect(bytes.firstRange(of: Data("hunter2".utf8)) == nil)
    }
  }

  @Test func `what was lost with a restored backup comes back from others`() throws {
    let (here, there, incident) = try two()
    let old = try here.copied()
    try here.writes(Sample.note("after the backup", in: incident), Sample.declared("second", as: Sample.id()))
    try here.merges(with: there)
    let report = try old.merges(with: there).ours.get()
    #expect(report.taken == 4 && report.recovered == 2)
    #expect(try old.content() == here.content() && old.isIntact())
    #expect(try old.incident("INC-2")?.title == "second")
  }

  @Test func `a copy that went its own way is refused and named, and nothing changes`() throws {
    let (here, there, incident) = try two()
    let copy = try here.copied()
    try here.writes(Sample.note("one way", in: incident))
    try copy.writes(Sample.note("another way", in: incident), Sample.note("on", in: incident))
    try here.merges(with: there)
    let (before, theirs) = (try copy.content(), try there.content())
    guard case .failure(.refusedTransfer(_, _, let why)) = try copy.merges(with: there).ours else {
      Issue.record("it was taken")
      return
    }
    #expect(why.contains(try here.database().description) && why.contains("event 3"), "\(why)")
    #expect(try copy.content() == before && there.content() == theirs)
    let file = here.scratch.folder + "/f.sync"
    try there.merges(file: file)
    let bytes = try Data(contentsOf: URL(filePath: file))
    #expect(throws: StoreFailure.self) { try copy.merges(file: file) }
    #expect(try Data(contentsOf: URL(filePath: file)) == bytes)
  }

  @Test func `an event that somebody changed in another's chain is found`() throws {
    let (here, there, _) = try two()
    try here.merges(with: there)
    try there.scratch.raw { db in
      try db.execute(
        sql: "DROP TRIGGER foreign_payload_is_not_changed; UPDATE foreign_payload SET data = x'7b7d'")
    }
    let verdicts = try StoreReader(path: there.scratch.path).verifyOthers()
    #expect(verdicts.map(\.problem?.fault) == [.payloadChanged])
    let third = try Host()
    guard case .failure = try third.merges(with: there).ours else {
      Issue.record("it was taken")
      return
    }
    #expect(try third.content().isEmpty)
  }

  @Test(arguments: [
    "UPDATE foreign_event SET body = x'00'", "DELETE FROM foreign_event",
    "UPDATE foreign_payload SET data = x'00'", "DELETE FROM foreign_payload",
    "INSERT OR REPLACE INTO foreign_event SELECT * FROM foreign_event",
    "INSERT INTO foreign_event SELECT arrival + 1, database, gseq + 2, incident, seq + 2, randomblob(16), body, prev_i, prev_g, randomblob(32) FROM foreign_event WHERE arrival = (SELECT max(arrival) FROM foreign_event)",
  ])
  func `the tables of others take additions alone`(_ statement: String) throws {
    let (here, there, _) = try two()
    try here.merges(with: there)
    #expect(throws: (any Error).self) {
      try there.scratch.raw { db in
        try db.execute(sql: "PRAGMA recursive_triggers = ON")
        try db.execute(sql: statement)
      }
    }
  }
}
