import Domain
import Support
import Testing

/// What holds for every record, whatever is in it: records are made by chance, each from its own seed.
struct RandomRecordTests {
  @Test(arguments: 1...30)
  func `a record of three databases gives one incident in any order of arrival`(seed: UInt64) {
    var dice = Dice(state: seed)
    let record = RandomRecord(using: &dice)
    let incident = record.incident(record.events)
    for _ in 0..<4 {
      let arrived = (record.events + record.events.prefix(20)).shuffled(using: &dice)
      #expect(record.incident(arrived) == incident)
    }
  }

  @Test(arguments: 1...30)
  func `the numbers of a record are the same in any order of arrival`(seed: UInt64) {
    var dice = Dice(state: seed)
    let record = RandomRecord(using: &dice)
    let now = moment("23:00:00")
    #expect(
      record.incident(record.events.shuffled(using: &dice))?.measures(at: now)
        == record.incident(record.events)?.measures(at: now))
  }

  @Test(arguments: 1...30)
  func `what was corrected counts as if it had been said so at first`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var (wrong, right) = (TestRecord(), TestRecord())
    let kinds = Milestone.Kind.allCases.filter { $0 != .reopened && $0 != .resolved }
    var corrections: [(EventID, Timestamp)] = []
    for record in [0, 1] {
      let declared = Declared(title: "x", severity: .sev1, suggested: nil, triggers: [], services: [])
      if record == 0 {
        wrong.add(.declared(declared), at: "12:00:00")
      } else {
        right.add(.declared(declared), at: "12:00:00")
      }
    }
    for kind in kinds {
      let (first, second) = (time(using: &dice), time(using: &dice))
      let id = wrong.add(.milestone(Milestone(kind: kind)), at: first)
      right.add(.milestone(Milestone(kind: kind)), at: second)
      corrections.append((id, moment(second)))
    }
    for (id, moment) in corrections.shuffled(using: &dice) {
      wrong.add(.correction(Correction(happenedAt: moment)), at: "20:00:00", corrects: id)
    }
    let now = moment("23:00:00")
    #expect(try #require(wrong.incident).measures(at: now) == #require(right.incident).measures(at: now))
  }

  @Test(arguments: 1...10)
  func `taking every correction back leaves the numbers as they were`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var record = registryNight()
    let now = moment("23:00:00")
    let before = try #require(record.incident).measures(at: now)
    let moved = record.events.filter { if case .milestone = $0.event.body { true } else { false } }
    let corrections = moved.map { target in
      record.add(
        .correction(Correction(happenedAt: moment(time(using: &dice)))), at: "20:00:00",
        corrects: target.event.id)
    }
    for id in corrections {
      record.add(.correction(Correction(retracted: true)), at: "20:01:00", corrects: id)
    }
    #expect(try #require(record.incident).measures(at: now) == before)
  }

  private func time(using dice: inout Dice) -> String {
    let (hour, minute) = (Int.random(in: 12...19, using: &dice), Int.random(in: 10...59, using: &dice))
    return "\(hour):\(minute):00"
  }
}

/// Events of every kind by chance, written in three databases whose clocks do not agree.
private struct RandomRecord {
  var events: [RecordedEvent] = []
  private let id = IncidentID(high: 0x0193_0000_0000_7000, low: 0x8000_0000_0000_0007)

  init(using dice: inout Dice) {
    var records = (1...3).map { TestRecord(database: $0) }
    for number in 0..<60 {
      let place = Int.random(in: 0..<3, using: &dice)
      let written = records[place].events.map(\.event.id)
      let (body, corrects) = Self.saying(written.randomElement(using: &dice), using: &dice)
      let happened = 600 + number * 5 - Int.random(in: 0...60, using: &dice)
      let entered = 600 + number * 5 + Int.random(in: -3...3, using: &dice)
      records[place].add(
        body, at: Self.time(happened), entered: Self.time(entered),
        by: ["ana", "raj", "jo"].randomElement(using: &dice) ?? "ana", corrects: corrects,
        isKey: Bool.random(using: &dice))
    }
    events = records.flatMap(\.events)
  }

  func incident(_ events: [RecordedEvent]) -> Incident? { Incident(id: id, number: 7, events: events) }

  private static func saying(_ earlier: EventID?, using dice: inout Dice) -> (EventBody, EventID?) {
    guard let earlier, Int.random(in: 0..<3, using: &dice) == 0 else {
      return (everyBody.randomElement(using: &dice) ?? .note(Note(text: "x")), nil)
    }
    let moment = Timestamp(
      milliseconds: moment("12:00:00").milliseconds + .random(in: 0...9_000_000, using: &dice))
    let bodies: [EventBody] = [
      .correction(Correction(text: "said again")), .correction(Correction(happenedAt: moment)),
      .correction(Correction(retracted: true)), .correction(Correction()), .pin(Pin(pinned: true)),
      .pin(Pin(pinned: false)), .redaction(Redaction(of: .note(Note(text: "x")), reason: "secret")),
    ]
    return (bodies.randomElement(using: &dice) ?? .pin(Pin(pinned: true)), earlier)
  }

  private static func time(_ minute: Int) -> String {
    let (hours, minutes) = (minute / 60, minute % 60)
    return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes):00"
  }
}
