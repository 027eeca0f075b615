import Domain
import Support
import Testing

@testable import PlaybookEngine

private let phases = """
    - id: triage
      title: Look
      steps:
        - {id: look, kind: check, title: Look, role: ops, record: {answer: front, options: [ok, broken]}, timer: {soft: 1m, hard: 2m}}
        - {id: pause, kind: command, title: Pause replay, role: ops, danger: write, run: "true", expect: {text: "paused", stdout: [{contains: paused}]}}
        - {id: tell, kind: comms, title: Tell, role: comms, template: first, channel: primary}
        - id: way
          kind: decision
          title: Which way?
          role: ic
          question: Which way?
          options:
            - {id: mend, label: Mend it, goto: mend}
            - {id: rebuild, label: Build anew, goto: clear}
            - {id: more, label: More time, extends: stop, needs: [reason]}
    - id: restore
      title: Bring back
      steps:
        - {id: mend, kind: note, title: Mend, role: ops, when: {all: [{answer: look, is: broken}]}, on_fail: {goto: way}}
        - {id: check, kind: note, title: Check, role: ops, deferrable: true, timer: {soft: 1m}}
        - {id: clear, kind: note, title: Clear, role: ops, on_fail: {goto: way}}
        - {id: settle, kind: wait, title: Settle, role: ops, for: 1m}
        - {id: build, kind: note, title: Build, role: ops, lane: side}
    - id: verify
      title: Prove
      gate: all_required_done
      steps:
        - {id: proof, kind: note, title: Prove, role: ops, proof: true, deferrable: true}
    - id: close
      title: Close
      steps:
        - {id: bye, kind: note, title: Tell them, role: comms}
  """
private let head = """
  comms:
    channels: {primary: {kind: chat, ref: chat, needs: [chat]}, fallback: {kind: phone, ref: card, needs: []}}
    templates: [{id: first, audience: all, text: "Down."}]
  timers:
    - {id: stop, kind: decision, text: "Stop debugging?", from: declared, soft: 10m, hard: 20m, opens: way, extend: {max: 2, by: 10m}}
    - {id: slow, kind: alarm, text: "Slow", from: "step:look.done", soft: 1m, hard: 3m}
  """

struct UndoTests {
  private func scenario() throws -> Scenario {
    var scenario = try Scenario(phases: phases, head: head)
    scenario.begin()
    scenario.wait(.seconds(10))
    return scenario
  }

  /// Everything that a person could do to the run at this moment, allowed or not.
  private func moves(_ run: PlaybookRun, at now: Timestamp) -> [[EventBody]] {
    run.steps.flatMap { step -> [Result<[EventBody], StepRefusal>] in
      let id = step.id
      return [
        run.complete(id, value: id == "look" ? "ok" : nil, at: now),
        run.complete(id, value: "broken", at: now), run.fail(id, reason: "no", at: now),
        run.skip(id, reason: "no time", asCommander: true, at: now),
        run.override(id, reason: "seen by eye", at: now), run.restore(id, at: now),
        run.deferred(id, owner: "raj", due: "2026-12-01", at: now).map { bodies in
          bodies + [
            .followup(
              FollowupChange(
                kind: .added, followup: UniqueID(high: 5, low: 5), text: "later", owner: "raj",
                due: "2026-12-01"))
          ]
        },
      ] + ["mend", "rebuild", "more"].map { run.choose(id, option: $0, reason: "new", at: now) }
    }.compactMap { try? $0.get() }
  }

  @Test(arguments: 1...12)
  func `what is done and undone leaves the run as it was`(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    var scenario = try scenario()
    var seen: Set<String> = []
    for _ in 0..<14 {
      let before = (run: scenario.run, incident: scenario.incident)
      let moves = moves(before.run, at: scenario.now)
      for bodies in moves where !isUpdate(bodies, in: before.run) {
        var tried = scenario
        tried.add(bodies)
        let mistake = tried.events[scenario.events.count].event
        try tried.undo(mistake.id)
        #expect(tried.run == before.run, "after \(mistake.body.sentence)")
        #expect(tried.incident.followups == before.incident.followups)
        let clocks = tried.run.clocks(at: tried.now, incident: tried.incident)
        #expect(clocks == before.run.clocks(at: scenario.now, incident: before.incident))
        seen.insert(mistake.body.kind)
      }
      guard let next = moves.randomElement(using: &dice) else { break }
      scenario.add(next)
      scenario.wait(.seconds(Int.random(in: 1...40, using: &dice)))
      scenario.add(scenario.run.timerEvents(at: scenario.now, incident: scenario.incident), source: .timer)
      scenario.add(scenario.run.sensed(at: scenario.now) { _ in .unknown }, source: .playbook)
      scenario.wait(.seconds(1))
    }
    let kinds: Set = [
      "step_done", "step_failed", "step_skipped", "step_deferred", "step_restored", "decision_taken",
    ]
    #expect(seen.isSuperset(of: kinds), "\(seen)")
  }

  private func isUpdate(_ bodies: [EventBody], in run: PlaybookRun) -> Bool {
    guard case .step(let change)? = bodies.first, change.kind == .done,
      case .comms? = run[change.step]?.step.kind
    else { return false }
    return true
  }

  @Test func `an undo says beforehand what it takes back`() throws {
    var scenario = try scenario()
    scenario.done("look", "ok")
    let done = try #require(scenario.events.last { $0.event.body.kind == "step_done" }).event.id
    let undoing = try scenario.run.undoing(done, in: scenario.incident).get()
    #expect(
      scenario.run.words(of: undoing.subject)
        == "step 1 'Look' done at \(scenario.now.minuteText) by ana")
    #expect(undoing.after?.current?.id == "look")
  }

  @Test func `what followed from a mistake leads to the mistake`() throws {
    var scenario = try scenario()
    let before = scenario.run
    scenario.done("look", "ok")
    try scenario.undo(try #require(scenario.last("step_started")))
    #expect(scenario.run == before)
  }

  @Test func `what the console did on account of a mistake is taken back with it`() throws {
    var scenario = try scenario()
    for step: StepID in ["pause", "tell", "way"] {
      scenario.take(scenario.run.skip(step, reason: "no", asCommander: true, at: scenario.now))
    }
    scenario.wait(.seconds(1))
    let before = scenario.run
    scenario.done("look", "ok")
    let mistake = try #require(scenario.last("step_done"))
    scenario.wait(.minutes(5))
    scenario.add(scenario.run.timerEvents(at: scenario.now, incident: scenario.incident), source: .timer)
    #expect(scenario.last("timer_hard") != nil)
    try scenario.undo(mistake)
    #expect(scenario.run == before)
    #expect(scenario.incident.timeline.allSatisfy { $0.event.source != .timer || $0.isRetracted })
  }

  @Test func `nobody's later work is undone with a mistake`() throws {
    var scenario = try scenario()
    scenario.done("look", "ok")
    let mistake = try #require(scenario.last("step_done"))
    scenario.wait(.seconds(5))
    let skipped = scenario.run.skip("pause", reason: "no", asCommander: true, at: scenario.now)
    scenario.add(try skipped.get(), by: "raj")
    let refusal = try #require(throws: UndoRefusal.self) { try scenario.undo(mistake) }
    #expect(
      scenario.run.words(of: refusal)
        == "step 2 'Pause replay' skipped at \(scenario.now.minuteText) by raj came after it")
    try scenario.undo(try #require(scenario.last("step_skipped")))
    try scenario.undo(mistake)
    #expect(scenario.run.current?.id == "look")
  }

  @Test func `work in another lane stands in no mistake's way`() throws {
    var scenario = try scenario()
    scenario.done("look", "ok")
    let mistake = try #require(scenario.last("step_done"))
    scenario.wait(.seconds(5))
    scenario.done("build")
    try scenario.undo(mistake)
    #expect(scenario.run["build"]?.state == .done)
    #expect(scenario.run.current?.id == "look")
  }

  @Test func `a decision is undone while nobody went its way`() throws {
    var scenario = try scenario()
    scenario.take(scenario.run.choose("way", option: "rebuild", at: scenario.now))
    let decision = try #require(scenario.last("decision_taken"))
    scenario.wait(.seconds(5))
    var further = scenario
    further.done("clear")
    #expect(throws: UndoRefusal.self) { try further.undo(decision) }
    try scenario.undo(decision)
    #expect(scenario.run["way"]?.state == .pending)
    #expect(scenario.run["check"]?.state == .pending)
  }

  @Test func `what went out of the house can't be undone`() throws {
    var scenario = try scenario()
    scenario.done("tell", "update 1")
    let sent = try #require(scenario.last("step_done"))
    #expect(throws: UndoRefusal.updateSent("update 1")) { try scenario.undo(sent) }
    let command = CommandRun(kind: .started, run: UniqueID(high: 8, low: 8), step: "pause", command: "true")
    scenario.wait(.seconds(1))
    scenario.add([.commandRun(command)])
    let ran = try #require(scenario.last("command_started"))
    #expect(throws: UndoRefusal.commandRan) { try scenario.undo(ran) }
  }

  @Test func `an override is undone and the step has failed as before`() throws {
    var scenario = try scenario()
    scenario.take(scenario.run.fail("look", reason: "503", at: scenario.now))
    scenario.wait(.seconds(1))
    let before = scenario.run
    scenario.take(scenario.run.override("look", reason: "seen by eye", at: scenario.now))
    try scenario.undo(try #require(scenario.last("step_overridden")))
    #expect(scenario.run == before)
    #expect(scenario.run["look"]?.state == .failed)
  }

  @Test func `what was undone is not undone twice`() throws {
    var scenario = try scenario()
    scenario.done("look", "ok")
    let mistake = try #require(scenario.last("step_done"))
    try scenario.undo(mistake)
    let refusal = try #require(throws: UndoRefusal.self) { try scenario.undo(mistake) }
    #expect(scenario.run.words(of: refusal).contains("took this back at"))
  }

  @Test func `a playbook that was opened by mistake is closed again while nobody has worked in it`() throws {
    var scenario = try scenario()
    let opened = try #require(scenario.last("playbook_started"))
    var worked = scenario
    worked.done("look", "ok")
    #expect(throws: UndoRefusal.self) { try worked.undo(opened) }
    try scenario.undo(opened)
    #expect(scenario.incident.playbook == nil)
  }

  @Test func `the last thing that a person did is found among what others did`() throws {
    var scenario = try scenario()
    scenario.done("look", "ok")
    let own = try #require(scenario.last("step_done"))
    scenario.wait(.seconds(1))
    scenario.add(try scenario.run.complete("build", at: scenario.now).get(), by: "raj")
    #expect(scenario.run.lastDone(by: "ana", in: scenario.incident) == own)
    #expect(scenario.run.lastDone(by: "raj", in: scenario.incident) == scenario.last("step_done"))
    #expect(scenario.run.lastDone(by: "mia", in: scenario.incident) == nil)
  }
}
