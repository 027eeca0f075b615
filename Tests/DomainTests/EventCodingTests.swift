import Domain
import Testing

struct EventCodingTests {
  @Test(arguments: everyBody)
  func `a body is read back as it was written`(body: EventBody) throws {
    #expect(EventBody(try body.encoded()) == body)
  }

  @Test func `every kind has a word of its own`() {
    let kinds = everyBody.map(\.kind)
    #expect(Set(kinds).count == kinds.count)
    #expect(kinds.allSatisfy { kind in kind.allSatisfy { $0.isLowercase || $0 == "_" } })
  }

  @Test(arguments: everyBody)
  func `two writings of a body give the same bytes`(body: EventBody) throws {
    #expect(try body.encoded() == body.encoded())
  }

  @Test func `an identity is read in its usual form alone`() {
    let text = "5f0c1d2e-3a4b-4c5d-8e6f-708192a3b4c5"
    #expect(UniqueID(text) == UniqueID(high: 0x5F0C_1D2E_3A4B_4C5D, low: 0x8E6F_7081_92A3_B4C5))
    #expect(UniqueID(text.uppercased()) == UniqueID(text))
    for wrong in [
      "", "+f0c1d2e-3a4b-4c5d-8e6f-708192a3b4c5", "5f0c1d2e-3a4b-4c5d-8e6f-708192a3b4c", text + "0",
      "5f0c1d2e33a4b-4c5d-8e6f-708192a3b4c5", "5f0c1d2e-3a4b-4c5d-8e6f-708192a3b4-5",
      "5f0c1d2e-3a4b-4c5d-8e6f-708192a3b4é",
    ] {
      #expect(UniqueID(wrong) == nil, "\(wrong)")
    }
  }

  @Test func `keys are words with underscores, in order`() throws {
    let payload = try EventBody.step(
      StepChange(kind: .done, step: "t-a", title: "Look", text: "503", sensed: true)
    ).encoded().payload
    #expect(
      String(decoding: payload, as: UTF8.self)
        == #"{"kind":"step_done","sensed":true,"step":"t-a","text":"503","title":"Look"}"#)
  }

  @Test func `an unknown kind is kept byte for byte`() throws {
    let encoded = EncodedBody(kind: "weather_changed", payload: Array("{ \"wind\" : 3.0 }\n".utf8))
    let body = EventBody(encoded)
    #expect(body == .unknown(UnknownKind(kind: "weather_changed", payload: encoded.payload)))
    #expect(try body.encoded() == encoded)
  }

  @Test(arguments: ["note@2", "declared@3", "resolved@12", "weather_changed@2"])
  func `fields of a newer version are kept byte for byte`(word: String) throws {
    let encoded = EncodedBody(kind: word, payload: Array(#"{"text" : "new", "lines":[1]}"#.utf8))
    let body = EventBody(encoded)
    #expect(body == .unknown(UnknownKind(kind: word, payload: encoded.payload)))
    #expect(try body.encoded() == encoded)
  }

  @Test(arguments: [
    ("note", "note", 1), ("note@2", "note", 2), ("note@1", "note@1", 1), ("note@x", "note@x", 1),
    ("a@2@3", "a@2@3", 1), ("", "", 1),
  ])
  func `a word names its kind and the version of its fields`(word: String, name: String, version: Int) {
    #expect(KindWord(word).name == name)
    #expect(KindWord(word).version == version)
  }

  @Test func `all kinds of the record's design are known`() {
    let design = """
      declared severity_set state_set impact_started impact_ended detected acknowledged mitigated role_taken \
      role_released handoff_offered handoff_accepted playbook_started step_started step_done step_failed \
      step_overridden step_skipped step_deferred step_restored step_inactive decision_taken timer_set timer_soft \
      timer_hard timer_extended comms_drafted comms_queued comms_sent comms_failed update_due update_overdue \
      update_snoozed service_changed signal_raised signal_cleared suppressed unsuppressed command_run note link \
      correction pin followup_added followup_changed followup_closed postmortem_line merged related drill_inject \
      drill_rating resolved reopened redacted
      """
    #expect(Set(design.split(separator: " ").map(String.init)).subtracting(everyBody.map(\.kind)) == [])
  }

  @Test(arguments: ["{}", "[]", "", "{\"text\":3}", "\u{0}\u{1}"])
  func `a known kind whose fields do not fit is kept byte for byte`(payload: String) throws {
    let encoded = EncodedBody(kind: "note", payload: Array(payload.utf8))
    let body = EventBody(encoded)
    #expect(body == .unknown(UnknownKind(kind: "note", payload: encoded.payload)))
    #expect(try body.encoded() == encoded)
  }

  @Test func `a kind in the payload that is not the event's own is not believed`() {
    let encoded = EncodedBody(kind: "resolved", payload: Array(#"{"kind":"reopened"}"#.utf8))
    #expect(EventBody(encoded).kind == "resolved")
  }

  @Test func `variables keep their names whatever they look like`() throws {
    let names = ["backup_repo": "a", "restoreBy": "b", "_x_": "c", "A-b": "d", "registry_host_2": "e"]
    let body = EventBody.playbookStarted(
      PlaybookStart(playbook: "p", title: "t", version: 1, source: "s", variables: names))
    guard case .playbookStarted(let read) = EventBody(try body.encoded()) else {
      Issue.record("another kind came back")
      return
    }
    #expect(read.variables == names)
  }

  @Test func `text of every kind survives`() throws {
    let text = "Grüße 🦊 \u{1B}[31m \u{202E} \"quoted\" back\\slash / \u{0} \n"
    let body = EventBody.note(Note(text: text))
    #expect(EventBody(try body.encoded()) == body)
  }
}

private let id = UniqueID(high: 0x0193_0000_0000_7000, low: 0x8000_0000_0000_0001)
private let fields = UpdateFields(
  happened: "a", impacted: "b", doing: "c", nextUpdateAt: Timestamp(milliseconds: 5))

/// Each kind once, with all of its fields.
let everyBody: [EventBody] =
  [
    .declared(
      Declared(title: "t", severity: .sev1, suggested: .sev2, triggers: ["x"], services: ["registry"])),
    .severitySet(SeverityChange(from: .sev1, to: .sev3, suggested: .sev2, reason: "r")),
    .stateSet(StateChange(to: .identified, reason: "r")),
    .playbookStarted(
      PlaybookStart(playbook: "p", title: "t", version: 4, source: "a: 1\n", variables: ["host": "reg-1"])),
    .decisionTaken(Decision(step: "d", question: "q", option: "o", label: "l", reason: "r")),
    .serviceChanged(ServiceChange(service: "ci", from: .ok, to: .degraded, because: "b", via: "registry")),
    .note(Note(text: "n", step: "s")), .link(Link(url: "https://example.org/a", title: "t")),
    .correction(
      Correction(text: "t", happenedAt: Timestamp(milliseconds: -1), retracted: true, reason: "r")),
    .pin(Pin(pinned: true)), .postmortemLine(PostmortemLine(line: .followups, text: "t")),
    .clockJump(ClockJump(by: .seconds(-3))),
    .drillInject(
      DrillInject(inject: "j", number: 2, state: .fired, from: "f", text: "t", planned: .minutes(4))),
    .drillRating(DrillRating(objective: "o", title: "t", grade: .some, text: "x")),
    .redaction(Redaction(reason: "r", remains: "{}")),
  ]
  + Milestone.Kind.allCases.map { .milestone(Milestone(kind: $0, basis: "first red sample")) }
  + RoleChange.Kind.allCases.map { .role(RoleChange(kind: $0, role: .commander, person: "ana")) }
  + StepChange.Kind.allCases.map {
    .step(StepChange(kind: $0, step: "s", title: "t", text: "x", sensed: true))
  }
  + TimerChange.Kind.allCases.map {
    .timer(TimerChange(kind: $0, timer: "t", title: "x", limit: .minutes(20), reason: "r"))
  }
  + CommsEvent.Kind.allCases.map {
    .comms(CommsEvent(kind: $0, message: id, number: 2, channel: "chat", text: "t", fields: fields))
  }
  + UpdateClock.Kind.allCases.map {
    .update(UpdateClock(kind: $0, dueAt: Timestamp(milliseconds: 9), reason: "r"))
  }
  + CommandRun.Kind.allCases.map {
    .commandRun(
      CommandRun(
        kind: $0, run: id, step: "s", command: "df -P", exit: 1, signal: 9, duration: .milliseconds(1234),
        output: "o", outputBytes: 3, matched: false))
  }
  + FollowupChange.Kind.allCases.map {
    .followup(
      FollowupChange(kind: $0, followup: id, text: "t", owner: "o", due: "2026-12-01", purpose: .prevent))
  }
  + SignalChange.Kind.allCases.map {
    .signal(SignalChange(kind: $0, signal: "registry/disk", service: "registry", text: "t"))
  }
  + Suppression.Kind.allCases.map {
    .suppression(
      Suppression(kind: $0, subject: "registry", until: Timestamp(milliseconds: 7), reason: "r"))
  }
  + Relation.Kind.allCases.map { .relation(Relation(kind: $0, other: id, name: "INC-5", reason: "r")) }
