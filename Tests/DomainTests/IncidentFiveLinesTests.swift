import Domain
import Support
import Testing

struct IncidentFiveLinesTests {
  @Test func `the five lines of a night`() throws {
    let lines = draftFiveLines(try #require(registryNight().incident), now: moment("16:00:00"))
    #expect(
      lines.impact.text
        == "SEV1 for 47 min, SEV2 for 2 min 30 s. Impact from 13:39:41 UTC to mitigated 14:21:00 UTC (41 min 19 s). "
        + "Services: registry, ci. Affected: everybody who pushes. "
        + "Data loss: pushes from 13:39 to 14:20 UTC must be repeated.")
    #expect(
      lines.detection.text
        == "Found by a probe at 13:40:02 UTC (push journey 503). "
        + "Time to detect: 21 s (from first red sample 13:39:41 UTC to detected 13:40:02 UTC). "
        + "Noticed late: 13:31:00 UTC last deploy 13:31, suspect (entered 13:46:20 UTC).")
    #expect(
      lines.timeline.text == """
        13:39:41 UTC impact began (first red sample) (entered 13:41:30 UTC)
        13:40:02 UTC detected (push journey 503) (entered 13:41:30 UTC)
        13:41:30 UTC declared SEV2: registry refuses uploads
        13:42:00 UTC acknowledged
        13:42:30 UTC ana takes command (IC)
        13:44:00 UTC raised to SEV1
        13:45:12 UTC update 1 written
        13:55:00 UTC state identified
        14:02:10 UTC decided: Restore to the second host: no new evidence in ten minutes
        14:08:30 UTC update 2 written
        14:21:00 UTC mitigated
        14:21:10 UTC state monitoring
        14:30:00 UTC update 3 written
        14:31:00 UTC resolved
        """)
    #expect(
      lines.fix.text
        == "Decided at 14:02:10 UTC: Restore to the second host (no new evidence in ten minutes). "
        + "Last step before it ended: Restore the newest verified copy at 14:20:00 UTC. "
        + "Temporary or permanent: not recorded. Proof: Canary push and pull 14:24:00 UTC.")
    #expect(
      lines.followups.text == """
        2 in all, 2 open.
        Alert when the store is 80 % full (detect): owner raj, due 2026-12-01
        Test the restore every month: owner not recorded, due not recorded
        """)
    #expect(
      lines.missing == [
        "temporary or permanent", "owner of \"Test the restore every month\"",
        "due date of \"Test the restore every month\"",
      ])
  }

  @Test func `a step that the playbook calls a proof is one, whenever it was done`() throws {
    var record = registryNightOpen()
    record.add(
      .step(StepChange(kind: .done, step: "canary", title: "A push goes all the way", proof: true)),
      at: "14:10:00")
    record.add(.milestone(Milestone(kind: .mitigated)), at: "14:21:00")
    let fix = draftFiveLines(try #require(record.incident), now: moment("16:00:00")).fix
    #expect(fix.text.contains("Proof: A push goes all the way 14:10:00 UTC."))
    #expect(fix.missing == ["temporary or permanent"])
  }

  @Test func `a step that saw itself done is not what ended it`() throws {
    var record = registryNightOpen()
    record.add(.step(StepChange(kind: .done, step: "prune", title: "Remove old uploads")), at: "14:10:00")
    record.add(
      .step(StepChange(kind: .done, step: "drain", title: "The queue drains", sensed: true)), at: "14:12:00")
    record.add(.milestone(Milestone(kind: .mitigated)), at: "14:21:00")
    let fix = draftFiveLines(try #require(record.incident), now: moment("16:00:00")).fix
    #expect(fix.text.contains("Last step before it ended: Remove old uploads at 14:10:00 UTC."))
  }

  @Test func `the playbook's own words are part of the draft until a person writes the line`() throws {
    var record = registryNightOpen()
    record.add(
      .postmortemLine(PostmortemLine(line: .fix, text: "Old uploads removed.")), at: "14:21:00",
      source: .playbook)
    let drafted = draftFiveLines(try #require(record.incident), now: moment("16:00:00")).fix
    #expect(drafted.text.hasSuffix("From the playbook, to check: Old uploads removed."))
    #expect(!drafted.isWritten)
    record.add(.postmortemLine(PostmortemLine(line: .fix, text: "We restarted it.")), at: "14:30:00")
    let written = draftFiveLines(try #require(record.incident), now: moment("16:00:00")).fix
    #expect(written.text == "We restarted it.")
  }

  private func registryNightOpen() -> TestRecord {
    var record = TestRecord()
    record.add(
      .declared(
        Declared(title: "registry", severity: .sev1, suggested: nil, triggers: [], services: ["registry"])),
      at: "13:41:30")
    return record
  }

  @Test func `an empty incident says what is not recorded and no number`() throws {
    var record = TestRecord()
    record.add(
      .declared(Declared(title: "x", severity: .sev2, suggested: nil, triggers: [], services: [])),
      at: "13:40:00")
    let lines = draftFiveLines(try #require(record.incident), now: moment("13:50:00"))
    #expect(
      lines.impact.text
        == "SEV2 for 10 min. Impact start: not recorded. Services: not recorded. Affected: not recorded. "
        + "Data loss: not recorded.")
    #expect(
      lines.detection.text
        == "Who or what found it: not recorded. "
        + "Time to detect: pending (impact start not recorded, detected not recorded).")
    #expect(lines.fix.text == "Not fixed yet.")
    #expect(lines.followups.text == "No follow-ups recorded.")
    #expect(
      lines.missing == [
        "impact start", "services", "who was affected", "data loss", "detection", "fix", "follow-ups",
      ])
  }

  @Test(arguments: PostmortemLine.Line.allCases)
  func `a line that a person wrote stands as it was written`(line: PostmortemLine.Line) throws {
    var record = registryNight()
    record.add(.postmortemLine(PostmortemLine(line: line, text: "in my words")), at: "15:00:00")
    let lines = draftFiveLines(try #require(record.incident), now: moment("16:00:00"))
    #expect(lines[line] == FiveLine(text: "in my words", isWritten: true))
    #expect(lines.all.count { $0.content.isWritten } == 1)
  }

  @Test func `without pins the turning points make the timeline`() throws {
    var record = TestRecord()
    record.add(
      .declared(Declared(title: "x", severity: .sev2, suggested: nil, triggers: [], services: [])),
      at: "13:40:00")
    record.add(.note(Note(text: "a thought")), at: "13:41:00")
    record.add(.stateSet(StateChange(to: .identified)), at: "13:42:00")
    #expect(
      draftTimelineText(record) == """
        13:40:00 UTC declared SEV2: x
        13:42:00 UTC state identified
        """)
  }

  @Test func `pinned lines stand on the timeline, retracted ones do not`() throws {
    var record = registryNight()
    let note = record.add(.note(Note(text: "the store was full")), at: "13:59:00")
    record.add(.pin(Pin(pinned: true)), at: "13:59:30", corrects: note)
    #expect(draftTimelineText(record).contains("13:59:00 UTC the store was full"))
    record.add(.correction(Correction(retracted: true)), at: "14:50:00", corrects: note)
    #expect(!draftTimelineText(record).contains("the store was full"))
  }

  @Test func `a corrected time shows both`() throws {
    var record = registryNight()
    let mitigated = try #require(record.events.first { $0.event.body.kind == "mitigated" })
    record.add(
      .correction(Correction(happenedAt: moment("14:19:00"))), at: "15:00:00", corrects: mitigated.event.id)
    #expect(
      draftTimelineText(record).contains(
        "14:19:00 UTC mitigated (first noted as 14:21:00 UTC, entered 14:21:00 UTC)"))
  }

  @Test func `a detection by a person names the person`() throws {
    var record = TestRecord()
    record.add(
      .milestone(Milestone(kind: .detected, basis: "a user called")), at: "13:40:00", by: "raj")
    let lines = draftFiveLines(try #require(record.incident), now: moment("13:50:00"))
    #expect(lines.detection.text.hasPrefix("Found by raj at 13:40:00 UTC (a user called)."))
  }

  @Test(arguments: ["not known yet", "unknown", "not recorded", ""])
  func `words for not knowing are not taken for a fact`(words: String) throws {
    var record = registryNight(resolved: false)
    record.addUpdate(
      3, at: "14:30:00", happened: "x", next: nil, impacted: "registry. Data loss: \(words).")
    let lines = draftFiveLines(try #require(record.incident), now: moment("15:00:00"))
    #expect(lines.impact.missing.contains("data loss"))
    #expect(lines.impact.text.hasSuffix("Data loss: not recorded."))
  }

  @Test func `a closed follow-up needs no owner`() throws {
    var record = TestRecord()
    record.add(
      .followup(FollowupChange(kind: .closed, followup: UniqueID(high: 1, low: 1), text: "alert")),
      at: "13:00:00")
    let lines = draftFiveLines(try #require(record.incident), now: moment("15:00:00"))
    #expect(lines.followups.missing.isEmpty)
    #expect(lines.followups.text.hasPrefix("1 in all, 0 open."))
  }

  private func draftTimelineText(_ record: TestRecord) -> String {
    record.incident.map { draftFiveLines($0, now: moment("16:00:00")).timeline.text } ?? ""
  }
}
