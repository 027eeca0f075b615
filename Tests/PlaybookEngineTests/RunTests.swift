import Domain
import Testing

@testable import PlaybookEngine

private let branching = """
    - id: triage
      title: Look
      steps:
        - {id: look, kind: check, title: Look, role: ops, record: {answer: front, options: [ok, broken]}}
        - id: way
          kind: decision
          title: Which way?
          role: ic
          question: Which way?
          record: {decision: way}
          options:
            - {id: mend, label: Mend it, goto: mend}
            - {id: rebuild, label: Build anew, goto: clear}
            - {id: more, label: More time, extends: stop, needs: [reason]}
            - {id: other, label: Another playbook, goto_playbook: other-outage}
    - id: restore
      title: Bring back
      steps:
        - {id: mend, kind: note, title: Mend, role: ops, when: {all: [{answer: way, is: mend}]}}
        - {id: check, kind: note, title: Check, role: ops}
        - {id: clear, kind: note, title: Clear, role: ops, when: {all: [{answer: way, is: rebuild}]}}
        - {id: build, kind: note, title: Build, role: ops, critical: true}
    - id: verify
      title: Prove
      gate: all_required_done
      steps:
        - {id: proof, kind: note, title: Prove, role: ops, proof: true}
        - {id: later, kind: note, title: Later, role: ops, deferrable: true}
    - id: close
      title: Close
      steps:
        - {id: tell, kind: note, title: Tell, role: comms}
  """
private let timers = """
  timers:
    - {id: stop, kind: decision, text: "Stop debugging?", from: declared, soft: 10m, hard: 20m, opens: way, extend: {max: 1, by: 10m}}
  """

struct RunTests {
  private func scenario() throws -> Scenario {
    var scenario = try Scenario(phases: branching, head: timers)
    scenario.begin()
    return scenario
  }

  @Test func `of two ends of a step the first counts, and nothing is started twice`() throws {
    var scenario = try scenario()
    let asSeenByBoth = scenario.run
    scenario.done("look", "ok")
    let after = scenario.drawn
    scenario.take(asSeenByBoth.complete("look", value: "broken", at: scenario.now))
    #expect(scenario.drawn == after)
    #expect(scenario.run["way"]?.attempt == 1)
    #expect(scenario.run.overtaken.count == 1)
  }

  @Test func `a step that was reopened can be completed again`() throws {
    var scenario = try scenario()
    scenario.done("look", "ok")
    scenario.take(scenario.run.restore("look", at: scenario.now))
    scenario.done("look", "broken")
    #expect(scenario.run["look"]?.text == "broken")
    #expect(scenario.run.overtaken.isEmpty)
  }

  @Test func `the first step is started and each one done starts the next`() throws {
    var scenario = try scenario()
    #expect(scenario.run.current?.id == "look")
    scenario.done("look", "ok")
    #expect(
      scenario.drawn == """
         [x] look (ok)
        >[>] way
         [ ] mend
         [ ] check
         [ ] clear
         [ ] build
         [ ] proof
         [ ] later
         [ ] tell
        """)
  }

  @Test func `an option starts its target and what it leaves out says why`() throws {
    var scenario = try scenario()
    scenario.done("look", "ok")
    scenario.choose("way", "rebuild")
    #expect(
      scenario.drawn == """
         [x] look (ok)
         [x] way (Build anew)
         [-] mend (way: Build anew)
         [-] check (way: Build anew)
        >[>] clear
         [ ] build
         [ ] proof
         [ ] later
         [ ] tell
        """)
  }

  @Test func `a changed answer brings back what the first one left out`() throws {
    var scenario = try scenario()
    scenario.done("look", "ok")
    scenario.choose("way", "rebuild")
    scenario.choose("way", "mend")
    #expect(
      scenario.drawn == """
         [x] look (ok)
         [x] way (Mend it)
        >[>] mend
         [ ] check
         [-] clear (way: Mend it)
         [ ] build
         [ ] proof
         [ ] later
         [ ] tell
        """)
  }

  @Test func `a reopened decision opens its branches again`() throws {
    var scenario = try scenario()
    scenario.done("look", "ok")
    scenario.choose("way", "rebuild")
    scenario.done("clear")
    scenario.take(scenario.run.restore("way", at: scenario.now))
    #expect(
      scenario.drawn == """
         [x] look (ok)
         [ ] way
         [ ] mend
         [ ] check
         [x] clear
        >[>] build
         [ ] proof
         [ ] later
         [ ] tell
        """)
  }

  @Test func `an option for another playbook starts no further step here`() throws {
    var scenario = try scenario()
    scenario.done("look", "ok")
    scenario.choose("way", "other")
    #expect(!scenario.run.steps.contains { $0.state == .active })
  }

  @Test func `a value is asked for and must be one of the answers`() throws {
    let scenario = try scenario()
    let run = scenario.run
    #expect(run.complete("look", at: scenario.now) == .failure(.valueNeeded(options: ["ok", "broken"])))
    #expect(
      run.complete("look", value: "maybe", at: scenario.now)
        == .failure(.notAnOption("maybe", options: ["ok", "broken"])))
    #expect(run.complete("way", at: scenario.now) == .failure(.optionNeeded))
    #expect(run.complete("nothing", at: scenario.now) == .failure(.noSuchStep("nothing")))
  }

  @Test func `a critical step is skipped by the commander alone and with a reason`() throws {
    let scenario = try scenario()
    let run = scenario.run
    let refused = run.skip("build", reason: "no time", asCommander: false, at: scenario.now)
    #expect(refused == .failure(.commanderNeeded))
    #expect(StepRefusal.commanderNeeded.words == "this step is critical: the commander must give the reason")
    #expect(run.skip("build", reason: " ", asCommander: true, at: scenario.now) == .failure(.reasonNeeded))
    var taken = scenario
    taken.take(run.skip("build", reason: "no time", asCommander: true, at: scenario.now))
    #expect(taken.run["build"]?.state == .skipped)
  }

  @Test func `a proof is excused by the commander alone except in a drill`() throws {
    let phases =
      "    - {id: verify, title: V, steps: [{id: proof, kind: note, title: P, role: ops, proof: true}]}"
    let real = try Scenario(phases: phases)
    #expect(
      real.run.skip("proof", reason: "x", asCommander: false, at: real.now) == .failure(.proofCannotBeSkipped)
    )
    var drill = try Scenario(phases: phases, isDrill: true)
    drill.take(drill.run.skip("proof", reason: "x", asCommander: false, at: drill.now))
    #expect(drill.run["proof"]?.state == .skipped)
  }

  @Test func `a gate keeps later phases closed until its own is done`() throws {
    var scenario = try scenario()
    scenario.done("look", "ok")
    scenario.choose("way", "mend")
    #expect(
      scenario.run.complete("tell", at: scenario.now)
        == .failure(.gateClosed(phase: "Prove", open: ["proof", "later"])))
    for step: StepID in ["mend", "check", "build", "proof"] { scenario.done(step) }
    scenario.take(scenario.run.deferred("later", owner: "raj", due: "2026-12-01", at: scenario.now))
    #expect(scenario.run["later"]?.text == "raj, due 2026-12-01")
    #expect(scenario.run.current?.id == "tell")
    scenario.done("tell")
    #expect(scenario.run.unfinished.isEmpty)
    #expect(scenario.run.progress == (done: 8, of: 8))
  }

  @Test func `a failed step stays in the way until it is tried again or overridden`() throws {
    var scenario = try scenario()
    scenario.take(scenario.run.fail("look", reason: "503", at: scenario.now))
    #expect(scenario.run.current?.id == "look")
    #expect(scenario.run.complete("look", value: "ok", at: scenario.now) == .failure(.already(.failed)))
    scenario.take(scenario.run.override("look", reason: "seen by eye", at: scenario.now))
    #expect(scenario.run["look"]?.isOverridden == true)
    #expect(scenario.run.current?.id == "way")
  }

  @Test func `a second attempt is counted`() throws {
    var scenario = try scenario()
    scenario.take(scenario.run.fail("look", reason: "503", at: scenario.now))
    scenario.take(scenario.run.start("look", at: scenario.now))
    #expect(scenario.run["look"]?.attempt == 2)
    #expect(scenario.run["look"]?.state == .active)
  }

  @Test func `a step of another lane may be done at any time without moving people on`() throws {
    var scenario = try scenario()
    scenario.done("build")
    #expect(scenario.run.current?.id == "look")
    #expect(scenario.run["build"]?.state == .done)
  }

  @Test func `a failure goes to the decision that the playbook names`() throws {
    var scenario = try Scenario(
      phases: """
            - id: a
              title: A
              steps:
                - {id: way, kind: decision, title: W, role: ic, question: Q, options: [{id: x, label: X, goto: act}, {id: y, label: "Y", goto: act}]}
                - {id: act, kind: command, title: A, role: ops, danger: write, run: "true", on_fail: {goto: way}}
        """)
    scenario.begin()
    scenario.choose("way", "x")
    scenario.take(scenario.run.fail("act", reason: nil, at: scenario.now))
    #expect(scenario.drawn == ">[>] way\n [!] act")
    scenario.choose("way", "y")
    #expect(scenario.drawn == " [x] way (Y)\n>[>] act")
  }

  @Test func `a run folded from the timeline's own text equals the one that was worked with`() throws {
    var scenario = try scenario()
    scenario.done("look", "broken")
    scenario.choose("way", "mend", "known fault")
    scenario.done("mend")
    let incident = scenario.incident
    let source = try #require(incident.playbook?.source)
    let again = try #require(readPlaybook(source, file: "t.yaml").playbook)
    #expect(PlaybookRun(playbook: again, incident: incident) == scenario.run)
    #expect(
      scenario.run.filled("${{decision.way}} for ${{affected}}", facts: [:])
        == "Mend it for (affected not known)")
  }

  @Test func `the decided events applied at once equal the fold of the timeline`() throws {
    var scenario = try scenario()
    var moves = Moves(scenario.run, at: scenario.now)
    guard case .success(let events) = scenario.run.complete("look", value: "ok", at: scenario.now) else {
      Issue.record("refused")
      return
    }
    for event in events { moves.add(event) }
    scenario.add(events)
    #expect(moves.run == scenario.run)
  }

  @Test func `a retracted step event is as if it had never been`() throws {
    var scenario = try scenario()
    scenario.done("look", "ok")
    let target = try #require(scenario.events.first { $0.event.body.kind == "step_done" }).event.id
    var correction = try #require(scenario.events.last)
    correction.event.id = UniqueID(high: 9, low: 9)
    correction.event.body = .correction(Correction(retracted: true))
    correction.event.corrects = target
    correction.position.globalNumber = 99
    let incident = try #require(
      Incident(id: scenario.incident.id, number: 7, events: scenario.events + [correction]))
    #expect(PlaybookRun(playbook: scenario.playbook, incident: incident)["look"]?.state == .active)
  }
}
