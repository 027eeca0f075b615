import Domain
import Support
import Testing

struct IncidentCorrectionTests {
  @Test func `a corrected wording shows and the first one stays`() throws {
    var record = TestRecord()
    let note = record.add(.note(Note(text: "disk ful")), at: "13:00:00")
    record.add(.correction(Correction(text: "disk full")), at: "13:05:00", corrects: note)
    let entry = try #require(record.incident?.timeline.first { $0.id == note })
    #expect(entry.text == "disk full")
    #expect(entry.event.body == .note(Note(text: "disk ful")))
  }

  @Test func `a corrected time moves the line and every number that rests on it`() throws {
    var record = registryNight()
    let start = try #require(record.events.first { $0.event.body.kind == "impact_started" })
    record.add(
      .correction(Correction(happenedAt: moment("13:30:02"))), at: "15:00:00", corrects: start.event.id)
    let incident = try #require(record.incident)
    #expect(incident.impactStartedAt == moment("13:30:02"))
    #expect(incident.measure(.timeToDetect, at: moment("16:00:00"))?.value == .recorded(.minutes(10)))
    #expect(incident.timeline.first?.id == start.event.id)
  }

  @Test func `the correction that was entered last counts`() {
    var record = TestRecord()
    let note = record.add(.note(Note(text: "a")), at: "13:00:00")
    record.add(.correction(Correction(text: "b")), at: "13:05:00", corrects: note)
    record.add(.correction(Correction(text: "c")), at: "13:06:00", corrects: note)
    #expect(record.incident?.timeline.first?.text == "c")
  }

  @Test func `what was retracted has no effect and stays on the timeline`() throws {
    var record = registryNight()
    let resolved = try #require(record.events.first { $0.event.body.kind == "resolved" })
    record.add(
      .correction(Correction(retracted: true, reason: "too early")), at: "15:00:00",
      corrects: resolved.event.id)
    let incident = try #require(record.incident)
    #expect(incident.isOpen)
    #expect(incident.resolvedAt == nil)
    #expect(incident.timeline.first { $0.id == resolved.event.id }?.isRetracted == true)
  }

  @Test func `a retraction that is retracted says nothing`() {
    var record = TestRecord()
    let note = record.add(.note(Note(text: "a")), at: "13:00:00")
    let retraction = record.add(.correction(Correction(retracted: true)), at: "13:05:00", corrects: note)
    record.add(.correction(Correction(retracted: true)), at: "13:06:00", corrects: retraction)
    #expect(record.incident?.timeline.first?.isRetracted == false)
  }

  @Test func `an empty correction brings a retracted line back, a wording alone does not`() {
    var record = TestRecord()
    let note = record.add(.note(Note(text: "a")), at: "13:00:00")
    record.add(.correction(Correction(retracted: true)), at: "13:05:00", corrects: note)
    record.add(.correction(Correction(text: "b")), at: "13:06:00", corrects: note)
    #expect(record.incident?.timeline.first?.isRetracted == true)
    record.add(.correction(Correction()), at: "13:07:00", corrects: note)
    #expect(record.incident?.timeline.first?.isRetracted == false)
  }

  @Test func `corrections that name each other end`() {
    var record = TestRecord()
    let first = record.add(.correction(Correction(retracted: true)), at: "13:00:00")
    let second = record.add(.correction(Correction(retracted: true)), at: "13:01:00", corrects: first)
    record.events[0].event.corrects = second
    #expect(record.incident?.timeline.map(\.isRetracted) == [true, false])
  }

  @Test func `a correction of an event that is not there does nothing`() {
    var record = TestRecord()
    record.add(.correction(Correction(text: "b")), at: "13:00:00", corrects: EventID(high: 1, low: 1))
    #expect(record.incident?.timeline.count == 1)
  }

  @Test func `the declaration gives the incident its name even when it is retracted`() {
    var record = registryNight()
    record.add(
      .correction(Correction(retracted: true)), at: "15:00:00", corrects: record.events[0].event.id)
    #expect(record.incident?.title == "registry refuses uploads")
  }

  @Test(arguments: ["declared SEV2: registry is full", "registry is full"])
  func `a corrected declaration renames the incident`(wording: String) {
    var record = registryNight()
    record.add(.correction(Correction(text: wording)), at: "15:00:00", corrects: record.events[0].event.id)
    #expect(record.incident?.title == "registry is full")
  }

  @Test func `a delivery that is retracted is still sent`() throws {
    var record = registryNight()
    let sent = try #require(record.events.first { $0.event.body.kind == "comms_sent" })
    record.add(.correction(Correction(retracted: true)), at: "15:00:00", corrects: sent.event.id)
    #expect(record.incident?.updates.first?.deliveries == ["chat": .sent(moment("13:45:12"))])
  }

  @Test func `what was sent stays sent when it is queued once more`() throws {
    var record = registryNight()
    let first = try #require(record.incident?.updates.first)
    record.add(
      .comms(CommsEvent(kind: .queued, message: first.id, number: 1, channel: "chat", text: "again")),
      at: "15:00:00")
    #expect(record.incident?.updates.first?.deliveries == ["chat": .sent(moment("13:45:12"))])
  }

  @Test func `the last pin decides`() {
    var record = TestRecord()
    let note = record.add(.note(Note(text: "a")), at: "13:00:00")
    record.add(.pin(Pin(pinned: true)), at: "13:01:00", corrects: note)
    #expect(record.incident?.timeline.first?.isPinned == true)
    record.add(.pin(Pin(pinned: false)), at: "13:02:00", corrects: note)
    #expect(record.incident?.timeline.first?.isPinned == false)
  }

  @Test func `an event that was marked when it was written can be unpinned`() {
    var record = TestRecord()
    let note = record.add(.note(Note(text: "a")), at: "13:00:00", isKey: true)
    #expect(record.incident?.timeline.first?.isPinned == true)
    record.add(.pin(Pin(pinned: false)), at: "13:02:00", corrects: note)
    #expect(record.incident?.timeline.first?.isPinned == false)
  }

  @Test func `entered more than a minute late, an event shows both times`() {
    var record = TestRecord()
    record.add(.note(Note(text: "in time")), at: "13:00:00", entered: "13:00:40")
    record.add(.note(Note(text: "late")), at: "13:00:00", entered: "13:20:00")
    #expect(record.incident?.timeline.map(\.isBackdated) == [false, true])
  }
}
