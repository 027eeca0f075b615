import Domain
import Support
import Testing

struct IncidentUpdatesTests {
  @Test func `an update moves the promise to the time it names`() {
    var record = TestRecord()
    record.addUpdate(1, at: "13:00:00", happened: "x", next: "13:20:00")
    #expect(record.incident?.nextUpdateAt == moment("13:20:00"))
  }

  @Test func `an update without a next time keeps the promise that stands`() {
    var record = TestRecord()
    record.addUpdate(1, at: "13:00:00", happened: "x", next: "13:20:00")
    record.addUpdate(2, at: "13:10:00", happened: "y", next: nil)
    #expect(record.incident?.nextUpdateAt == moment("13:20:00"))
  }

  @Test func `an update remembers the time that it was promised for`() {
    let updates = registryNight().incident?.updates ?? []
    #expect(updates.map(\.dueAt) == [moment("13:56:30"), moment("14:05:00"), moment("14:28:00")])
  }

  @Test func `putting off moves the promise`() {
    var record = registryNight(resolved: false)
    record.add(
      .update(UpdateClock(kind: .snoozed, dueAt: moment("14:40:00"), reason: "restoring")), at: "14:27:00")
    #expect(record.incident?.nextUpdateAt == moment("14:40:00"))
  }

  @Test func `an overdue promise is remembered, so that it is recorded once`() {
    var record = registryNight(resolved: false)
    record.add(
      .update(UpdateClock(kind: .overdue, dueAt: moment("14:28:00"))), at: "14:29:00", source: .timer)
    #expect(record.incident?.overdueRecorded == moment("14:28:00"))
    #expect(record.incident?.nextUpdateAt == moment("14:28:00"))
  }

  @Test func `nothing is promised once it is resolved`() {
    var record = registryNight()
    #expect(record.incident?.nextUpdateAt == nil)
    record.add(.update(UpdateClock(kind: .due, dueAt: moment("15:00:00"))), at: "14:45:00", source: .timer)
    record.addUpdate(4, at: "14:46:00", happened: "x", next: "15:10:00")
    #expect(record.incident?.nextUpdateAt == nil)
  }

  @Test func `a failure can be followed by another try`() {
    var record = TestRecord()
    record.addUpdate(1, at: "13:00:00", happened: "x", next: nil)
    let message = record.incident?.updates.first?.id ?? UniqueID(high: 0, low: 0)
    func event(_ kind: CommsEvent.Kind, _ text: String? = nil) -> EventBody {
      .comms(CommsEvent(kind: kind, message: message, number: 1, channel: "mail", text: text))
    }
    record.add(event(.queued, "x"), at: "13:00:01")
    record.add(event(.failed, "550 refused"), at: "13:00:02")
    #expect(record.incident?.updates.first?.deliveries["mail"] == .failed(reason: "550 refused"))
    record.add(event(.queued, "x"), at: "13:01:00")
    #expect(record.incident?.updates.first?.deliveries["mail"] == .queued(text: "x"))
    record.add(event(.sent), at: "13:01:02")
    #expect(record.incident?.updates.first?.deliveries["mail"] == .sent(moment("13:01:02")))
  }

  @Test func `a result that comes before its update is kept`() throws {
    let night = registryNight()
    var there = TestRecord(database: 2)
    let message = try #require(night.incident?.updates.first?.id)
    // The other host's clock is behind, so its result is dated before the update.
    there.add(
      .comms(CommsEvent(kind: .sent, message: message, number: 1, channel: "mail")), at: "13:45:00",
      source: .timer)
    let incident = Incident(id: night.incidentID, number: 7, events: night.events + there.events)
    #expect(incident?.updates.first?.deliveries["mail"] == .sent(moment("13:45:00")))
  }
}
