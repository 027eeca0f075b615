import Domain
import Testing

@testable import PlaybookEngine

private let phases = """
    - id: triage
      title: Look
      steps:
        - {id: look, kind: note, title: Look, role: ops, timer: {soft: 1m, hard: 3m}}
        - {id: way, kind: decision, title: Way, role: ic, question: Q, options: [{id: go, label: Go, goto: act}, {id: more, label: More, extends: stop, needs: [reason, new_evidence]}]}
        - {id: act, kind: note, title: Act, role: ops}
  """
private let head = """
  objectives: {rto: 60m, restore_p90: 18m, verify: 8m, margin: 25%}
  timers:
    - {id: stop, kind: decision, text: Stop debugging?, from: declared, soft: 10m, hard: 20m, opens: way, extend: {max: 2, by: 10m}}
    - {id: no-ic, kind: alarm, from: declared, soft: 3m, hard: 5m, while_no: ic, text: No commander}
  """

struct ClockTests {
  private func scenario() throws -> Scenario {
    var scenario = try Scenario(phases: phases, head: head)
    scenario.begin()
    return scenario
  }

  private func drawn(_ scenario: Scenario) -> String {
    scenario.run.clocks(at: scenario.now, incident: scenario.incident).map { clock in
      let limits = [clock.soft, clock.hard].map { $0?.configText ?? "-" }.joined(separator: " / ")
      return "\(clock.id) \(clock.used.configText) of \(limits) \(clock.level)"
    }.joined(separator: "\n")
  }

  private func timerEvents(_ scenario: inout Scenario) -> [String] {
    let events = scenario.run.timerEvents(at: scenario.now, incident: scenario.incident)
    scenario.add(events)
    return events.map(\.sentence)
  }

  @Test func `clocks of the step the decision and the alarm run side by side the most urgent first`() throws {
    var scenario = try scenario()
    scenario.wait(.minutes(4))
    #expect(
      drawn(scenario) == """
        look 4m of 1m / 3m overdue
        no-ic 4m of 3m / 5m soft
        stop 4m of 10m / 20m running
        """)
  }

  @Test func `each limit is told once`() throws {
    var scenario = try scenario()
    scenario.wait(.seconds(90))
    #expect(timerEvents(&scenario) == ["Look: 1m used"])
    #expect(timerEvents(&scenario) == [])
    scenario.wait(.seconds(90))
    #expect(timerEvents(&scenario) == ["Look: limit of 3m passed", "No commander: 3m used"])
    #expect(timerEvents(&scenario) == [])
  }

  @Test func `an alarm with a role is silent while somebody holds it`() throws {
    var scenario = try scenario()
    scenario.add([.role(RoleChange(kind: .taken, role: .commander, person: "ana"))])
    scenario.wait(.minutes(9))
    #expect(!drawn(scenario).contains("no-ic"))
  }

  @Test func `asking for more time moves both limits and is allowed so often`() throws {
    var scenario = try scenario()
    scenario.wait(.minutes(11))
    #expect(timerEvents(&scenario).contains("Stop debugging?: 10m used"))
    #expect(
      scenario.run.choose("way", option: "more", at: scenario.now)
        == .failure(.argumentNeeded(["reason", "new_evidence"])))
    scenario.choose("way", "more", "a dump is being read")
    #expect(drawn(scenario).contains("stop 11m of 20m / 30m running"))
    #expect(scenario.run["way"]?.state == .pending)
    scenario.choose("way", "more", "still")
    #expect(
      scenario.run.choose("way", option: "more", reason: "again", at: scenario.now)
        == .failure(.extensionsUsedUp(max: 2, title: "Stop debugging?")))
    scenario.wait(.minutes(20))
    #expect(timerEvents(&scenario).contains("Stop debugging?: 30m used"))
  }

  @Test func `the moment at which a restore must begin rules where it is nearer`() throws {
    var scenario = try scenario()
    scenario.add([.milestone(Milestone(kind: .impactStarted))])
    let began = scenario.now
    // 60 - (18 * 1.25 + 8) = 29.5 minutes after the impact: the playbook's own 20 are nearer.
    #expect(scenario.run.restoreBy(scenario.incident) == began + .seconds(29 * 60 + 30))
    #expect(drawn(scenario).contains("stop 0s of 10m / 20m running"))
    scenario.now = began - .minutes(15)
    scenario.add([.milestone(Milestone(kind: .impactStarted, basis: "logs"))])
    scenario.now = began
    #expect(drawn(scenario).contains("stop 0s of 10m / 14m30s running"))
    let clock = scenario.run.clocks(at: began, incident: scenario.incident).first { $0.id == "stop" }
    #expect(clock?.isLimitedByRestore == true)
    #expect(clock?.opens == "way")
  }

  @Test func `a decision's clock stops when it is decided`() throws {
    var scenario = try scenario()
    scenario.choose("way", "go")
    scenario.wait(.minutes(30))
    #expect(!drawn(scenario).contains("stop"))
  }

  @Test func `no clock runs after the incident is resolved`() throws {
    var scenario = try scenario()
    scenario.add([.milestone(Milestone(kind: .resolved))])
    #expect(drawn(scenario) == "")
  }
}
