import Domain
import Support
import Testing

struct IncidentRedactionTests {
  @Test func `a line whose text is gone says which event took it out, and why`() throws {
    var record = TestRecord()
    let note = record.add(.note(Note(text: "token hunter2")), at: "13:00:00")
    record.add(
      .redaction(Redaction(of: record.events[0].event.body, reason: "a token")), at: "13:05:00", by: "raj",
      corrects: note)
    let entry = try #require(record.incident?.timeline.first)
    #expect(entry.text == "[removed] (text removed by event 2, raj: a token)")
    #expect(entry.event.body == .note(Note(text: "[removed]")))
  }

  @Test func `it reads the same whether the text is still in memory or gone from disk`() {
    var record = registryNight()
    let kinds = ["comms_drafted", "command_run", "step_done", "decision_taken", "declared", "resolved"]
    for kind in kinds {
      guard let target = record.events.first(where: { $0.event.body.kind == kind })?.event else { continue }
      record.add(.redaction(Redaction(of: target.body, reason: "r")), at: "15:00:00", corrects: target.id)
    }
    var onDisk = record
    let gone = Set(record.events.compactMap(\.event.corrects))
    for index in onDisk.events.indices where gone.contains(onDisk.events[index].event.id) {
      onDisk.events[index].event.body = .removed(RemovedText(kind: onDisk.events[index].event.body.kind))
    }
    #expect(record.incident == onDisk.incident)
  }

  @Test func `what happened counts as before without its text`() throws {
    var record = registryNight()
    let now = moment("16:00:00")
    let before = try #require(record.incident).measures(at: now).map(\.value)
    for recorded in record.events where recorded.event.body.withoutText != nil {
      record.add(
        .redaction(Redaction(of: recorded.event.body, reason: "r")), at: "15:00:00",
        corrects: recorded.event.id)
    }
    let after = try #require(record.incident)
    #expect(after.measures(at: now).map(\.value) == before)
    #expect(after.severity == .sev1 && after.state == .resolved)
  }

  @Test func `a correction whose text is gone leaves the mark on the line it corrected`() {
    var record = TestRecord()
    let note = record.add(.note(Note(text: "a")), at: "13:00:00")
    let correction = record.add(.correction(Correction(text: "hunter2")), at: "13:01:00", corrects: note)
    record.add(
      .redaction(Redaction(of: record.events[1].event.body, reason: "a token")), at: "13:05:00",
      corrects: correction)
    #expect(record.incident?.timeline.first?.text == "[removed]")
    #expect(record.incident?.timeline.contains { $0.text.contains("hunter2") } == false)
  }

  @Test func `of a kind that is not known nothing is left but its name`() {
    var record = TestRecord()
    let strange = record.add(
      .unknown(UnknownKind(kind: "weather", payload: Array("{\"wind\":3}".utf8))), at: "13:00:00")
    record.add(
      .redaction(Redaction(of: record.events[0].event.body, reason: "r")), at: "13:05:00", corrects: strange)
    #expect(
      record.incident?.timeline.first?.text == "weather: [removed] (text removed by event 2, ana: r)")
  }

  @Test func `a merged incident is not open and owes no update`() throws {
    var record = registryNight(resolved: false)
    let other = IncidentID(high: 1, low: 5)
    record.add(
      .relation(Relation(kind: .merged, other: other, name: "INC-5", reason: "one cause")), at: "14:50:00")
    let incident = try #require(record.incident)
    #expect(!incident.isOpen && incident.mergedInto?.name == "INC-5")
    #expect(incident.nextUpdateAt == nil && incident.resolvedAt == nil)
    record.add(.milestone(Milestone(kind: .reopened)), at: "14:55:00")
    #expect(record.incident?.isOpen == true)
  }

  @Test func `an incident is related once to another`() {
    var record = TestRecord()
    let other = IncidentID(high: 1, low: 5)
    for reason in ["same host", "same cause"] {
      record.add(
        .relation(Relation(kind: .related, other: other, name: "INC-5", reason: reason)), at: "13:00:00")
    }
    #expect(record.incident?.related.map(\.reason) == ["same cause"])
  }
}
