import Domain
import Support
import Testing

/// An incident that takes in one event after the other is the one that all of them tell at once.
struct IncidentExtendingTests {
  @Test(arguments: 1...40)
  func `events that come one by one give the incident that all of them tell`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let events = night(using: &dice)
    var incident = try #require(Incident(id: id, number: 7, events: Array(events.prefix(1))))
    var extended = 0
    for count in 2...events.count {
      let whole = try #require(Incident(id: id, number: 7, events: Array(events.prefix(count))))
      if incident.extend(by: events[count - 1]) {
        extended += 1
        #expect(incident == whole)
      } else {
        incident = whole
      }
    }
    #expect(extended > events.count / 4)
  }

  @Test(arguments: 1...40)
  func `the events that last tell the same of an incident as all of them`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let events = night(using: &dice)
    let lasting = events.filter { EventBody.isLasting($0.event.body.kind, corrects: $0.event.corrects) }
    var all = try #require(Incident(id: id, number: 7, events: events))
    var few = try #require(Incident(id: id, number: 7, events: lasting))
    #expect(lasting.count < events.count)
    #expect(Headline(all) == Headline(few))
    (all.timeline, few.timeline) = ([], [])
    // Only which event came last is known from the others alone.
    #expect(all.measures(at: moment("23:00:00")) == few.measures(at: moment("23:00:00")))
    #expect(all.updates == few.updates && all.roles == few.roles && all.playbook == few.playbook)
    #expect(all.followups == few.followups && all.postmortem == few.postmortem && all.queued == few.queued)
  }

  @Test func `what came earlier, from elsewhere or speaks of others is left to the whole fold`() throws {
    var record = TestRecord()
    let note = record.add(.note(Note(text: "one")), at: "12:00:00")
    let known = record.events
    record.add(.correction(Correction(retracted: true)), at: "12:01:00", corrects: note)
    let correction = try #require(record.events.last)
    var elsewhere = TestRecord(database: 2)
    elsewhere.add(.note(Note(text: "two")), at: "12:02:00")
    var incident = try #require(Incident(id: id, number: 7, events: known))
    let before = incident
    let taken = [correction, known[0], elsewhere.events[0]].filter { incident.extend(by: $0) }
    #expect(taken.isEmpty)
    #expect(incident == before)
  }

  private let id = IncidentID(high: 0x0193_0000_0000_7000, low: 0x8000_0000_0000_0007)

  /// Events of every kind by chance, of one database, some entered late.
  private func night(using dice: inout Dice) -> [RecordedEvent] {
    var record = TestRecord()
    for number in 0..<60 {
      let target = Int.random(in: 0..<8, using: &dice) == 0 ? record.events.randomElement(using: &dice) : nil
      let body: EventBody =
        target == nil
        ? everyBody.randomElement(using: &dice) ?? .note(Note(text: "x"))
        : [
          .correction(Correction(retracted: true)), .pin(Pin(pinned: true)),
          .correction(Correction(text: "y")),
        ]
        .randomElement(using: &dice) ?? .pin(Pin(pinned: false))
      if case .redaction = body { continue }
      if case .clockJump = body, number < 50 { continue }
      let happened = 600 + number * 5 - (Int.random(in: 0..<4, using: &dice) == 0 ? 20 : 0)
      record.add(
        body, at: time(happened), entered: time(600 + number * 5), corrects: target?.event.id,
        isKey: Bool.random(using: &dice))
    }
    return record.events
  }

  private func time(_ minute: Int) -> String {
    let (hours, minutes) = (minute / 60, minute % 60)
    return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes):00"
  }
}
