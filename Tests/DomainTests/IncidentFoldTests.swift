import Domain
import Support
import Testing

struct IncidentFoldTests {
  @Test(arguments: 1...40)
  func `events in any order of arrival give the same incident`(seed: UInt64) throws {
    let night = registryNight()
    var dice = Dice(state: seed)
    let shuffled = night.events.shuffled(using: &dice)
    #expect(Incident(id: night.incidentID, number: 7, events: shuffled) == night.incident)
  }

  @Test(arguments: 1...20)
  func `records of two databases merge to the same incident in any order`(seed: UInt64) throws {
    var here = registryNight(resolved: false)
    var there = TestRecord(database: 2)
    let id = there.add(.note(Note(text: "from the other side")), at: "14:00:00", by: "raj")
    there.add(.severitySet(SeverityChange(from: .sev1, to: .sev2, reason: "reads work")), at: "14:10:00")
    there.add(.correction(Correction(text: "from the other site")), at: "14:11:00", corrects: id)
    let merged = here.events + there.events
    here.events = merged
    var dice = Dice(state: seed)
    let incident = Incident(id: here.incidentID, number: 7, events: merged.shuffled(using: &dice))
    #expect(incident == here.incident)
    #expect(incident?.severity == .sev2)
  }

  @Test func `an event that arrives twice counts once`() {
    let night = registryNight()
    #expect(Incident(id: night.incidentID, number: 7, events: night.events + night.events) == night.incident)
  }

  @Test func `events of another incident do not belong to it`() {
    let night = registryNight()
    #expect(Incident(id: IncidentID(high: 1, low: 1), number: 1, events: night.events) == nil)
  }

  @Test func `the timeline follows the order of happening`() throws {
    let incident = try #require(registryNight().incident)
    #expect(incident.timeline.map(\.happenedAt) == incident.timeline.map(\.happenedAt).sorted())
    #expect(incident.timeline.first?.text == "last deploy 13:31, suspect")
  }

  @Test func `events of one moment stay in the order in which they were written`() throws {
    var record = TestRecord()
    let words = ["a", "b", "c", "d", "e", "f"]
    for word in words { record.add(.note(Note(text: word)), at: "13:00:00") }
    // The ids of one millisecond are random beyond it: here they run against the order of writing.
    for index in record.events.indices {
      record.events[index].event.id = EventID(high: 5, low: UInt64(100 - index))
    }
    #expect(record.incident?.timeline.map(\.text) == words)
  }

  @Test func `a clock that is set back does not turn the order of entry around`() {
    var record = TestRecord()
    record.add(.role(RoleChange(kind: .taken, role: .commander, person: "ana")), at: "13:00:10")
    record.add(.role(RoleChange(kind: .released, role: .commander, person: "ana")), at: "13:00:02")
    #expect(record.incident?.commander == nil)
  }

  @Test func `a clock that is set back and on again does not turn the timeline around`() throws {
    var record = TestRecord()
    record.add(.note(Note(text: "a")), at: "13:00:00")
    record.add(.clockJump(ClockJump(by: .hours(-1))), at: "12:00:10", source: .timer)
    record.add(.note(Note(text: "b")), at: "12:00:20")
    record.add(.note(Note(text: "between a and b")), at: "12:00:05", entered: "12:02:00")
    record.add(.clockJump(ClockJump(by: .hours(5))), at: "17:03:00", source: .timer)
    record.add(.note(Note(text: "c")), at: "17:03:10")
    let incident = try #require(record.incident)
    let notes = incident.timeline.filter { $0.event.source == .person }
    #expect(notes.map(\.text) == ["a", "between a and b", "b", "c"])
    #expect(incident.clockMoved == .hours(4))
  }

  @Test func `the state is the one that was entered last`() {
    #expect(registryNight().incident?.state == .resolved)
    #expect(registryNight(resolved: false).incident?.state == .monitoring)
  }

  @Test func `a state of resolved closes the incident as the milestone does`() {
    var record = registryNight(resolved: false)
    record.add(.stateSet(StateChange(to: .resolved)), at: "14:35:00")
    #expect(record.incident?.resolvedAt == moment("14:35:00"))
    #expect(record.incident?.nextUpdateAt == nil)
  }

  @Test func `reopened, it is being investigated and not resolved`() {
    var record = registryNight()
    record.add(.milestone(Milestone(kind: .reopened)), at: "15:00:00")
    #expect(record.incident?.isOpen == true)
    #expect(record.incident?.resolvedAt == nil)
  }

  @Test func `a severity entered late holds from its moment on`() {
    var record = TestRecord()
    record.add(.declared(declared(.sev2)), at: "13:40:00")
    record.add(.severitySet(SeverityChange(from: .sev2, to: .sev3)), at: "13:50:00")
    record.add(.severitySet(SeverityChange(from: .sev3, to: .sev1)), at: "13:45:00", entered: "14:00:00")
    #expect(record.incident?.severity == .sev1)
    #expect(record.incident?.severities.map(\.severity) == [.sev2, .sev1])
    #expect(record.incident?.severities.map(\.from) == [moment("13:40:00"), moment("13:45:00")])
  }

  @Test func `the earliest acknowledgement counts`() {
    var record = TestRecord()
    record.add(.milestone(Milestone(kind: .acknowledged)), at: "13:42:00")
    record.add(.milestone(Milestone(kind: .acknowledged)), at: "13:50:00", by: "raj")
    #expect(record.incident?.acknowledgedAt == moment("13:42:00"))
  }

  @Test func `a role is given up only by who holds it`() {
    var record = TestRecord()
    record.add(.role(RoleChange(kind: .taken, role: .commander, person: "ana")), at: "13:00:00")
    record.add(.role(RoleChange(kind: .offered, role: .commander, person: "raj")), at: "13:01:00")
    #expect(record.incident?.commander == "ana")
    record.add(.role(RoleChange(kind: .accepted, role: .commander, person: "raj")), at: "13:02:00")
    record.add(.role(RoleChange(kind: .released, role: .commander, person: "ana")), at: "13:03:00")
    #expect(record.incident?.commander == "raj")
  }

  @Test func `what a person wrote replaces a line, and is replaced by what they wrote later`() {
    var record = TestRecord()
    record.add(.postmortemLine(PostmortemLine(line: .fix, text: "first")), at: "13:00:00")
    record.add(.postmortemLine(PostmortemLine(line: .fix, text: "second")), at: "13:01:00")
    #expect(record.incident?.postmortem == [.fix: "second"])
  }

  @Test func `a follow-up keeps its owner and date when it is closed`() throws {
    var record = TestRecord()
    let id = UniqueID(high: 9, low: 9)
    record.add(
      .followup(FollowupChange(kind: .added, followup: id, text: "alert", owner: "raj", due: "2026-12-01")),
      at: "13:00:00")
    record.add(.followup(FollowupChange(kind: .closed, followup: id, text: "alert")), at: "13:01:00")
    let followup = try #require(record.incident?.followups.first)
    #expect(followup.isClosed)
    #expect(followup.owner == "raj")
    #expect(followup.due == "2026-12-01")
  }

  private func declared(_ severity: Severity) -> Declared {
    Declared(title: "x", severity: severity, suggested: nil, triggers: [], services: [])
  }
}

/// A generator that gives the same numbers for the same seed (SplitMix64).
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
