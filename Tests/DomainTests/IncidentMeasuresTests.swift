import Domain
import Support
import Testing

struct IncidentMeasuresTests {
  @Test func `a night's numbers, each with its base`() throws {
    let table = try #require(registryNight().incident).measures(at: moment("16:00:00"))
      .map { "\($0.name): \($0.text) | \($0.base)" }.joined(separator: "\n")
    #expect(
      table == """
        time to detect: 21 s | from first red sample 13:39:41 UTC to detected 13:40:02 UTC
        time to acknowledge: 1 min 58 s | from detected 13:40:02 UTC to acknowledged 13:42:00 UTC
        time to mitigate: 41 min 19 s | from first red sample 13:39:41 UTC to mitigated 14:21:00 UTC
        time to resolve: 51 min 19 s | from first red sample 13:39:41 UTC to resolved 14:31:00 UTC
        time to first update: 3 min 42 s | from declared 13:41:30 UTC to first update 13:45:12 UTC
        updates in time: 1 of 3 | of the updates that were promised for a time
        time in SEV1: 47 min | from 13:44:00 UTC, while the incident was open
        time in SEV2: 2 min 30 s | from 13:41:30 UTC, while the incident was open
        time without a commander: 1 min | from declared 13:41:30 UTC to resolved 14:31:00 UTC
        """)
  }

  @Test(arguments: [Measure.Kind.timeToDetect, .timeToAcknowledge, .timeToMitigate, .timeToResolve])
  func `what is not known is pending while it is open and not recorded after, never 0`(kind: Measure.Kind) {
    var record = declared()
    #expect(value(record, kind) == .pending)
    record.add(.stateSet(StateChange(to: .resolved)), at: "14:00:00")
    #expect(value(record, kind) == .notRecorded)
    #expect(record.incident?.measure(kind, at: moment("15:00:00"))?.base.contains("not recorded") == true)
  }

  @Test func `a clock that is set back in between takes nothing from a number, and the base tells`() throws {
    var record = declared()
    record.add(.milestone(Milestone(kind: .impactStarted)), at: "13:50:00")
    record.add(.clockJump(ClockJump(by: .hours(-1))), at: "12:55:00", source: .timer)
    record.add(.milestone(Milestone(kind: .mitigated)), at: "13:05:00")
    let measure = try #require(record.incident?.measure(.timeToMitigate, at: moment("15:00:00")))
    #expect(measure.value == .recorded(.minutes(15)))
    #expect(measure.base.hasSuffix("; the host's clock was moved by -01:00:00 in between"))
  }

  @Test func `a moment before the impact makes the number not valid`() throws {
    var record = declared()
    record.add(.milestone(Milestone(kind: .impactStarted)), at: "13:50:00")
    record.add(.milestone(Milestone(kind: .detected)), at: "13:45:00", entered: "13:51:00")
    let measure = try #require(record.incident?.measure(.timeToDetect, at: moment("15:00:00")))
    #expect(measure.value == .invalid(reason: "detected 13:45:00 UTC is before impact start 13:50:00 UTC"))
    #expect(measure.text == "not valid: detected 13:45:00 UTC is before impact start 13:50:00 UTC")
  }

  @Test func `detected at the very moment of impact is 0 seconds, for it was recorded`() {
    var record = declared()
    record.add(.milestone(Milestone(kind: .impactStarted)), at: "13:39:00", entered: "13:41:00")
    record.add(.milestone(Milestone(kind: .detected)), at: "13:39:00", entered: "13:41:00")
    #expect(value(record, .timeToDetect) == .recorded(.zero))
  }

  @Test func `a moment of another day names its day`() throws {
    var record = declared()
    record.add(.milestone(Milestone(kind: .impactStarted)), at: "13:39:00", entered: "13:41:00")
    let start = try #require(record.events.last)
    record.add(
      .correction(Correction(happenedAt: moment("23:00:00") - .hours(24))), at: "14:00:00",
      corrects: start.event.id)
    record.add(.milestone(Milestone(kind: .detected)), at: "13:40:00", entered: "14:01:00")
    #expect(
      record.incident?.measure(.timeToDetect, at: moment("15:00:00"))?.base
        == "from impact start 2026-11-20 23:00:00 UTC to detected 13:40:00 UTC")
  }

  @Test func `time in a severity runs on while the incident is open`() {
    #expect(value(declared(), .inSeverity(.sev2), now: "14:10:00") == .recorded(.minutes(30)))
    #expect(value(declared(), .inSeverity(.sev1)) == nil)
  }

  @Test func `time while it was closed does not count`() {
    var record = declared()
    record.add(.milestone(Milestone(kind: .resolved)), at: "13:50:00")
    record.add(.milestone(Milestone(kind: .reopened)), at: "14:00:00")
    record.add(.milestone(Milestone(kind: .resolved)), at: "14:05:00")
    #expect(value(record, .inSeverity(.sev2)) == .recorded(.minutes(15)))
    #expect(value(record, .withoutCommander) == .recorded(.minutes(15)))
  }

  @Test func `a handover leaves no time without a commander, a release does`() {
    var record = declared()
    record.add(.role(RoleChange(kind: .taken, role: .commander, person: "ana")), at: "13:42:00")
    record.add(.role(RoleChange(kind: .accepted, role: .commander, person: "raj")), at: "13:50:00")
    record.add(.role(RoleChange(kind: .released, role: .commander, person: "ana")), at: "13:51:00")
    #expect(value(record, .withoutCommander) == .recorded(.minutes(2)))
    record.add(.role(RoleChange(kind: .released, role: .commander, person: "raj")), at: "13:55:00")
    #expect(value(record, .withoutCommander, now: "14:00:00") == .recorded(.minutes(7)))
  }

  @Test func `an incident without a declaration has no measured time`() {
    var record = TestRecord()
    record.add(.note(Note(text: "x")), at: "13:00:00")
    #expect(value(record, .withoutCommander) == .pending)
    #expect(value(record, .timeToFirstUpdate) == .pending)
  }

  @Test func `no first update in an incident that promised none is not applicable`() {
    var record = declared(.sev3)
    #expect(value(record, .timeToFirstUpdate) == .notApplicable)
    record.add(.update(UpdateClock(kind: .due, dueAt: moment("14:40:00"))), at: "13:41:00")
    #expect(value(record, .timeToFirstUpdate) == .pending)
  }

  private func declared(_ severity: Severity = .sev2) -> TestRecord {
    var record = TestRecord()
    record.add(
      .declared(Declared(title: "x", severity: severity, suggested: nil, triggers: [], services: [])),
      at: "13:40:00")
    return record
  }

  private func value(_ record: TestRecord, _ kind: Measure.Kind, now: String = "15:00:00") -> Measure.Value? {
    record.incident?.measure(kind, at: moment(now))?.value
  }
}

struct IncidentPromisesTests {
  @Test(arguments: [
    ("13:55:00", Measure.Value.count(1, of: 1)), ("13:55:59", .count(1, of: 1)),
    ("13:56:00", .count(0, of: 1)),
  ])
  func `an update in the promised minute is in time`(sent: String, value: Measure.Value) {
    var record = promised("13:55:00")
    record.addUpdate(1, at: sent, happened: "x", next: nil)
    #expect(inTime(record) == value)
  }

  @Test(arguments: [("13:55:59", Measure.Value.pending), ("13:56:00", .count(0, of: 1))])
  func `a promise counts as broken once its minute is over`(now: String, value: Measure.Value) {
    #expect(inTime(promised("13:55:00"), now: now) == value)
  }

  @Test func `what was put off in time is held against its new time`() throws {
    var record = promised("13:55:00")
    record.add(.update(UpdateClock(kind: .snoozed, dueAt: moment("14:05:00"), reason: "r")), at: "13:54:00")
    record.addUpdate(1, at: "14:04:00", happened: "x", next: nil)
    let measure = try #require(record.incident?.measure(.updatesInTime, at: moment("15:00:00")))
    #expect(measure.value == .count(1, of: 1))
    #expect(measure.base == "of the updates that were promised for a time, put off once")
  }

  @Test func `resolving releases from a promise that was not due`() {
    var record = promised("13:55:00")
    record.add(.milestone(Milestone(kind: .resolved)), at: "13:50:00")
    #expect(inTime(record) == .notApplicable)
  }

  @Test func `resolving does not mend a promise that was broken`() {
    var record = promised("13:55:00")
    record.add(.milestone(Milestone(kind: .resolved)), at: "14:10:00")
    #expect(inTime(record) == .count(0, of: 1))
  }

  private func promised(_ due: String) -> TestRecord {
    var record = TestRecord()
    record.add(
      .declared(Declared(title: "x", severity: .sev2, suggested: nil, triggers: [], services: [])),
      at: "13:40:00")
    record.add(.update(UpdateClock(kind: .due, dueAt: moment(due))), at: "13:40:00", source: .timer)
    return record
  }

  private func inTime(_ record: TestRecord, now: String = "15:00:00") -> Measure.Value? {
    record.incident?.measure(.updatesInTime, at: moment(now))?.value
  }
}

struct SpokenDurationTests {
  @Test(arguments: [
    (0, "0 s"), (999, "0 s"), (1000, "1 s"), (59_999, "59 s"), (60_000, "1 min"), (1_001_000, "16 min 41 s"),
    (3_600_000, "1 h"), (5_400_000, "1 h 30 min"), (3_605_000, "1 h"), (183_600_000, "2 d 3 h"),
    (-61_000, "-1 min 1 s"),
  ])
  func `a duration is said in at most two units`(milliseconds: Int, text: String) {
    #expect(Duration.milliseconds(milliseconds).spokenText == text)
  }
}
