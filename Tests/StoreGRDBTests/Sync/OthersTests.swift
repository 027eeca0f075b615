import Clients
import Dispatch
import Domain
import FoundationEssentials
import GRDB
import Glibc
@testable import StoreGRDB
import Testing

/// What a record does with the events of other databases once it has them.
@Suite struct OthersTests {
  init() { signal(SIGPIPE, SIG_IGN) }

  private func two() throws -> (here: Host, there: Host, incident: IncidentID) {
    let (here, there) = (try Host(), try Host())
    let incident = Sample.id()
    try there.writes(
      Sample.declared("registry is down", as: incident),
      Sample.note("disk of registry-2 is full", in: incident))
    try here.writes(Sample.declared("ci is slow", as: Sample.id()), Sample.note("disk of git-1 is fine"))
    try here.merges(with: there)
    return (here, there, incident)
  }

  private func search(_ words: String, of incident: String? = nil, on host: Host) throws -> [String] {
    try StoreReader(path: host.scratch.path)
      .search(words, incident: incident.flatMap(IncidentName.init), limit: 9).lines
      .map { "\($0.incident?.description ?? "-") \($0.recorded.event.body.sentence)" }
  }

  @Test(arguments: [true, false])
  func `their lines are found, under the name of their incident`(isIndexed: Bool) throws {
    let (here, there, _) = try two()
    let store = Store(here.scratch.options())
    try store.open()
    try store.write { isIndexed ? try WordIndex.extend($0, by: 100) : try WordIndex.forget($0) }
    store.close()
    let tag = try there.database().tag
    #expect(
      try Set(search("disk", on: here)) == [
        "INC-1@\(tag) disk of registry-2 is full", "- disk of git-1 is fine",
      ])
    #expect(
      try search("full", of: "INC-1@\(tag)", on: here) == ["INC-1@\(tag) disk of registry-2 is full"])
    #expect(try search("full", of: "INC-1", on: here).isEmpty)
  }

  @Test func `a text that was taken out is found no more`() throws {
    let (here, there, incident) = try two()
    let line = try #require(try there.content()[there.database()]?.last).recorded().event
    try there.writes(
      Sample.event(.redaction(Redaction(of: line.body, reason: "x")), in: incident, corrects: line.id))
    try here.merges(with: there)
    #expect(try search("full", on: here).isEmpty)
    #expect(try search("disk", on: here) == ["- disk of git-1 is fine"])
  }

  @Test func `the more there is of them, the further a backup without them is behind`() throws {
    let (here, there, incident) = try two()
    let backup = here.scratch.folder + "/backup.db"
    _ = try backUp(record: here.scratch.path, to: backup, replacing: true)
    #expect(try lag(of: backup, behind: here.scratch.path) == .same)
    try there.writes(Sample.note("on it goes", in: incident))
    try here.merges(with: there)
    #expect(try lag(of: backup, behind: here.scratch.path) == .behind(1))
    #expect(try checkRecord(backup).holdings.others == 2)
    #expect(try checkRecord(here.scratch.path).holdings.others == 3)
  }

  @Test func `somebody who writes their chain anew is told by one's own console`() throws {
    let (here, _, _) = try two()
    let store = try here.scratch.open()
    defer { store.close() }
    var seen = try store.heads()
    #expect(seen.count == 3)
    #expect(try store.contradiction(seen) == nil)
    seen[2].hash = [UInt8](repeating: 1, count: 32)
    let alarm = try #require(try store.contradiction(seen))
    #expect(
      alarm.words.hasPrefix("Event 2 of what came from database \(seen[2].database.tag) is not the one"))
    // Another record of the same person may have got further in it.
    seen[2].number = 99
    #expect(try store.contradiction(seen) == nil)
  }

  @Test func `of a chain that two records know, the furthest head is kept`() {
    let head = { (number: Int64) in
      ChainHead(
        database: UniqueID(high: 1, low: 1), incident: nil, number: number,
        hash: [UInt8](repeating: 1, count: 32))
    }
    var witness = Witness(text: "")
    witness.see([head(9)])
    witness.see([head(4)])
    #expect(witness.heads.map(\.number) == [9])
    witness.see([head(12)])
    #expect(witness.heads.map(\.number) == [12])
  }

  @Test func `a head of theirs that was kept is held against their chain`() throws {
    let (here, there, _) = try two()
    let reader = try StoreReader(path: here.scratch.path)
    let head = try #require(try verifyStore(there.scratch.path).head)
    #expect(try reader.verifyOthers(against: [ChainAnchor(head)]).map(\.anchorsHeld) == [1])
    var other = ChainAnchor(head)
    other.hashPrefix[0] ^= 1
    #expect(try reader.verifyOthers(against: [other]).first?.problem?.fault == .rewritten(kept: other))
  }

  @Test func `an incident that was written on here too has one name, and its number here leads to it`() throws
  {
    let (here, there, incident) = try two()
    try here.writes(Sample.note("seen here as well", in: incident))
    let name = "INC-1@\(try there.database().tag)"
    #expect(try here.incident(name)?.timeline.count == 3)
    #expect(try here.incident("INC-2")?.name == name)
    #expect(try here.incident("INC-1")?.title == "ci is slow")
    try here.merges(with: there)
    #expect(try there.incident("INC-1")?.timeline.count == 3)
  }

  @Test func `a console that writes while a merge is under way is not refused, and both are in order`() throws
  {
    let (home, away) = (try Host(), try Host())
    try home.writes((0..<3000).map { Sample.note("line \($0)") })
    let console = try away.scratch.open()
    defer { console.close() }
    let (isMerging, written) = (Box(true), Box<[RecordedEvent]>([]))
    let isDone = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      while isMerging.value {
        guard let new = try? console.appendAndWait([Sample.note("meanwhile")]) else { break }
        written.change { $0 += new }
      }
      isDone.signal()
    }
    #expect(try away.merges(with: home).ours.get().taken == 3000)
    isMerging.change { $0 = false }
    isDone.wait()
    #expect(try console.appendAndWait([Sample.note("after")]).count == 1)
    #expect(try away.isIntact() && !written.value.isEmpty)
    #expect(try away.content()[away.database()]?.count == written.value.count + 1)
  }

  @Test func `what another merge brings while a transfer is checked is no event of two databases`() throws {
    let (home, away) = (try Host(), try Host())
    try home.writes((0..<3).map { Sample.note("line \($0)") })
    let file = home.scratch.folder + "/carried.sync"
    try home.merges(file: file)
    var isFirst = true
    try away.checks(file) {
      // The chain is looked up by now, and its events are not.
      guard isFirst else { return }
      isFirst = false
      try away.merges(file: file)
    }
    #expect(!isFirst)
    #expect(try away.content() == home.content())
  }

  @Test func `two merges into one record at once bring each event once`() throws {
    let (home, third, away) = (try Host(), try Host(), try Host())
    try home.writes((0..<1500).map { Sample.note("line \($0)") })
    try third.merges(with: home)
    let other = Answer<SyncReport>()
    DispatchQueue.global().async {
      do {
        other.give(try away.merges(with: third).ours)
      } catch {
        other.give(.failure(.other(path: "", detail: "\(error)")))
      }
    }
    let taken = try away.merges(with: home).ours.get().taken + other.wait().get().taken
    #expect(taken == 1500)
    #expect(try away.isIntact() && away.content() == home.content())
  }
}
