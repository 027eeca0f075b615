import Clients
import Domain
import FoundationEssentials
import GRDB
@testable import StoreGRDB
import Support
import Testing

/// Headlines and first frames come from a cache that says what the events say, and is never trusted.
@Suite struct OutlineTests {
  private let incident = Sample.id()

  private func declared(_ title: String) -> EventBody {
    .declared(Declared(title: title, severity: .sev2, suggested: nil, triggers: [], services: ["ci"]))
  }

  /// A night of one incident, long enough that its first frame leaves lines out.
  private func longNight(_ count: Int = 900) -> [Event] {
    [Sample.event(declared("registry is down"), in: incident)]
      + (1..<count).map { place in
        place % 100 == 0
          ? Sample.event(
            .severitySet(SeverityChange(from: .sev2, to: place % 200 == 0 ? .sev1 : .sev2)), in: incident)
          : Sample.note("line \(place)", in: incident)
      }
  }

  private func store(_ scratch: Scratch) throws -> Store {
    let store = Store(scratch.options())
    try store.open()
    return store
  }

  private func fold(_ record: IncidentRecord) throws -> Incident {
    try #require(Incident(id: record.id, number: record.number, events: record.events))
  }

  @Test func `the first frame of a long incident needs few of its events, and tells the same`() throws {
    let scratch = try Scratch()
    let store = try store(scratch)
    defer { store.close() }
    _ = try store.record(longNight())
    let whole = try #require(store.opening().openIncidents.first)
    #expect(whole.missing == 0 && whole.events.count == 900)
    #expect(store.extendOutlines(from: 1))
    _ = try store.record([
      Sample.event(.role(RoleChange(kind: .taken, role: .commander, person: "raj")), in: incident)
    ])
    let beginning = try #require(store.opening().openIncidents.first)
    #expect(beginning.events.count < 250)
    #expect(beginning.events.count + beginning.missing == 901)
    var (short, long) = (try fold(beginning), try fold(store.incident(incident)))
    #expect(short.timeline.suffix(200) == long.timeline.suffix(200))
    (short.timeline, long.timeline) = ([], [])
    #expect(short == long)
    #expect(short.commander == "raj" && short.severity == .sev1)
  }

  @Test func `the list says what became of an incident, also of what came since`() throws {
    let scratch = try Scratch()
    let store = try store(scratch)
    defer { store.close() }
    _ = try store.record(longNight(20))
    store.extendOutlines(from: 1)
    _ = try store.record([
      Sample.event(.severitySet(SeverityChange(from: .sev2, to: .sev1)), in: incident),
      Sample.event(.milestone(Milestone(kind: .resolved)), in: incident),
    ])
    let listed = try #require(try store.read(IncidentRows.summaries).first)
    #expect(listed.severity == .sev1)
    #expect(listed.headline == Headline(try fold(store.incident(incident))))
    #expect(!listed.isOpen)
  }

  @Test(arguments: 1...10)
  func `the list is the same with outlines and without`(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    let scratch = try Scratch()
    let store = try store(scratch)
    defer { store.close() }
    let ids = (0..<4).map { _ in Sample.id() }
    for id in ids { _ = try store.record([Sample.event(declared("x \(id)"), in: id)]) }
    for round in 0..<60 {
      let id = try #require(ids.randomElement(using: &dice))
      let events = try store.incident(id).events
      let bodies: [EventBody] = [
        .note(Note(text: "n")), .stateSet(StateChange(to: .identified)),
        .stateSet(StateChange(to: .resolved)),
        .milestone(Milestone(kind: .reopened)), .severitySet(SeverityChange(from: .sev2, to: .sev3)),
      ]
      if round % 7 == 0, let target = events.randomElement(using: &dice)?.event {
        _ = try store.record([
          Sample.event(.correction(Correction(retracted: true)), in: id, corrects: target.id)
        ])
      } else {
        _ = try store.record([Sample.event(try #require(bodies.randomElement(using: &dice)), in: id)])
      }
      if round % 5 == 0 { store.extendOutlines(from: Int64.random(in: 1...9, using: &dice)) }
      let listed = try store.read(IncidentRows.summaries)
      for summary in listed {
        let whole = try fold(store.incident(summary.id))
        #expect(summary.headline == Headline(whole))
        #expect(summary.isOpen == whole.isOpen)
      }
    }
    #expect(try verifyStore(scratch.path).misleading == [])
  }

  @Test func `a text that is taken out is in no outline any more`() throws {
    let scratch = try Scratch()
    let store = try store(scratch)
    _ = try store.record([Sample.event(declared("hunter2-0123456789"), in: incident)])
    store.extendOutlines(from: 1)
    let first = try #require(store.incident(incident).events.first?.event)
    _ = try store.record([
      Sample.event(
        .redaction(Redaction(of: first.body, reason: "a password")), in: incident, corrects: first.id)
    ])
    let title = try store.read(IncidentRows.summaries).first?.title
    #expect(title == Redaction.mark)
    store.close()
    #expect(try scratch.bytes().firstRange(of: Data("hunter2".utf8)) == nil)
  }

  @Test func `verify tells an outline that lies, and it is made again`() throws {
    let scratch = try Scratch()
    let store = try store(scratch)
    _ = try store.record(longNight())
    store.extendOutlines(from: 1)
    store.close()
    #expect(try verifyStore(scratch.path).misleading == [])
    try scratch.raw { try $0.execute(sql: "UPDATE outline SET title = 'all is well'") }
    #expect(try StoreReader(path: scratch.path).incidents().first?.title == "all is well")
    let verdict = try verifyStore(scratch.path)
    #expect(verdict.isIntact && verdict.misleading == [incident])
    try forgetHeadlines(scratch.options())
    #expect(try StoreReader(path: scratch.path).incidents().first?.title == "registry is down")
    #expect(try verifyStore(scratch.path).misleading == [])
  }

  @Test func `an outline of another past is not read`() throws {
    let scratch = try Scratch()
    let store = try store(scratch)
    defer { store.close() }
    _ = try store.record(longNight())
    store.extendOutlines(from: 1)
    try store.write { try $0.execute(sql: "UPDATE outline SET hash = zeroblob(32)") }
    let beginning = try #require(store.opening().openIncidents.first)
    #expect(beginning.missing == 0 && beginning.events.count == 900)
  }
}
