import Domain
import Testing

@testable import PlaybookEngine

private let waits = """
    - id: verify
      title: Wait
      steps:
        - {id: pause, kind: wait, title: Pause, role: ops, for: 5m}
        - {id: ok, kind: wait, title: Registry well, role: ops, for: 2m, until: {service: registry, state: [ok]}, timer: {hard: 10m}}
        - {id: short, kind: wait, title: Queue short, role: ops, until: {service: ci, when: "queue_depth < 10"}}
        - {id: poll, kind: wait, title: Poll, role: ops, for: 1m, until: {run: "x", every: 30s, expect: {text: "1", stdout: [{regex: "^1$"}]}}}
        - {id: end, kind: note, title: End, role: ops}
  """

struct SensingTests {
  private func scenario() throws -> Scenario {
    var scenario = try Scenario(phases: waits)
    scenario.begin()
    return scenario
  }

  @Test func `a pause is over when its time has passed`() throws {
    var scenario = try scenario()
    scenario.wait(.seconds(299))
    #expect(scenario.run.sensed(at: scenario.now) { _ in .unknown }.isEmpty)
    scenario.wait(.seconds(1))
    scenario.add(scenario.run.sensed(at: scenario.now) { _ in .unknown })
    #expect(scenario.run["pause"]?.isSensed == true)
    #expect(scenario.run.current?.id == "ok")
  }

  @Test func `a wait on measurements ticks itself only when they say yes`() throws {
    var scenario = try scenario()
    scenario.wait(.minutes(5))
    scenario.add(scenario.run.sensed(at: scenario.now) { _ in .no })
    #expect(scenario.run.current?.id == "ok")
    #expect(scenario.run.sensed(at: scenario.now) { _ in .unknown }.isEmpty)
    scenario.add(scenario.run.sensed(at: scenario.now) { $0.service == "registry" ? .yes : .no })
    #expect(scenario.run["ok"]?.text == "registry OK for 2m")
    #expect(scenario.run.current?.id == "short")
  }

  @Test func `waits that are over already follow at once`() throws {
    var scenario = try scenario()
    scenario.wait(.minutes(5))
    scenario.add(scenario.run.sensed(at: scenario.now) { _ in .yes })
    #expect(
      scenario.drawn == """
         [=] pause (5m passed)
         [=] ok (registry OK for 2m)
         [=] short (ci: queue_depth < 10)
        >[>] poll
         [ ] end
        """)
  }

  @Test func `a polled command must print what is expected for the whole time`() throws {
    var scenario = try scenario()
    scenario.wait(.minutes(5))
    scenario.add(scenario.run.sensed(at: scenario.now) { _ in .yes })
    #expect(scenario.run.pollsDue(at: scenario.now) == ["poll"])
    func poll(_ matched: Bool) {
      scenario.add([
        .commandRun(
          CommandRun(
            kind: .finished, run: UniqueID(high: 5, low: 5), step: "poll", command: "x", exit: 0,
            matched: matched))
      ])
    }
    for matched in [true, false, true, true] {
      poll(matched)
      #expect(scenario.run.sensed(at: scenario.now) { _ in .yes }.isEmpty)
      #expect(scenario.run.pollsDue(at: scenario.now).isEmpty)
      scenario.wait(.seconds(30))
      #expect(scenario.run.pollsDue(at: scenario.now) == ["poll"])
    }
    poll(true)
    scenario.add(scenario.run.sensed(at: scenario.now) { _ in .yes })
    #expect(scenario.run["poll"]?.text == "as expected for 1m")
    #expect(scenario.run.current?.id == "end")
  }

  @Test func `a machine's wait fails when its time runs out`() throws {
    var scenario = try scenario()
    scenario.wait(.minutes(5))
    scenario.add(scenario.run.sensed(at: scenario.now) { _ in .no })
    scenario.wait(.minutes(10))
    scenario.add(scenario.run.timerEvents(at: scenario.now, incident: scenario.incident))
    #expect(scenario.run["ok"]?.state == .failed)
    #expect(scenario.run["ok"]?.text == "not so within 10m")
  }

  @Test func `live triggers speak for the worst severity that is true now`() throws {
    let playbook = try #require(
      readPlaybook(
        Healthy.with([
          "sev1: [\"all is lost\"]": "sev1: [{text: down, service: registry, state: [down]}]",
          "sev2: [\"much is lost\"]":
            "sev2: [{text: slow, service: registry, state: [degraded, down]}, \"much is lost\"]",
        ]), file: "t.yaml"
      ).playbook)
    #expect(playbook.severityTriggers.map(\.text) == ["down", "slow", "much is lost"])
    #expect(playbook.suggestedSeverity { _ in .unknown } == nil)
    let degraded = playbook.suggestedSeverity { $0.test == .state([.down]) ? .no : .yes }
    #expect(degraded?.severity == .sev2)
    #expect(playbook.suggestedSeverity { _ in .yes }?.severity == .sev1)
  }
}
