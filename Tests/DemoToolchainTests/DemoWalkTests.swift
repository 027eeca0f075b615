import Domain
import PlaybookEngine
import Support
import Testing

@testable import DemoToolchain

/// The newcomer's way through the playbook.
@Suite struct DemoWalkTests {
  @Test func `the wrong branch leads back to the decision, the right one to the end`() throws {
    var walk = try Walk(demoPlaybook())
    try walk.complete("front", "roles", "tell", "stop-gc")
    try walk.take { $0.complete("push", value: "no-space", at: $1) }
    #expect(try walk.current == "decide")
    try walk.take { $0.choose("decide", option: "restart", at: $1) }
    #expect(try walk.current == "restart")
    try walk.take { $0.fail("restart", reason: "pushes still fail", at: $1) }
    #expect(try walk.current == "decide")
    try walk.take { $0.choose("decide", option: "free", at: $1) }
    try walk.finish()
    // It was tried and failed: the record keeps it.
    #expect(try walk.run["restart"]?.state == .failed)
    #expect(try walk.run.unfinished.map(\.id) == [])
  }

  @Test func `a branch that is not taken is not asked for`() throws {
    var walk = try Walk(demoPlaybook())
    try walk.take { $0.choose("decide", option: "free", at: $1) }
    #expect(try walk.run["restart"]?.state == .inactive)
    #expect(try walk.current == "prune")
  }

  @Test func `asking for more time leaves the decision open and moves its clock`() throws {
    var walk = try Walk(demoPlaybook())
    let before = try walk.decisionLimit
    try walk.take { $0.choose("decide", option: "debug", reason: "the log may tell", at: $1) }
    #expect(try walk.run["decide"]?.isOpen == true)
    #expect(try walk.decisionLimit == before + .seconds(120))
  }

  @Test func `the decision is asked for after two minutes`() throws {
    let walk = try Walk(demoPlaybook())
    let incident = try #require(walk.record.incident)
    let clocks = try walk.run.clocks(at: moment("13:43:01"), incident: incident)
    let decision = try #require(clocks.first { $0.id == "stop-debugging" })
    #expect(decision.level == .overdue)
    #expect(decision.opens == "decide")
  }
}

private struct Walk {
  let playbook: Playbook
  var record = TestRecord()

  init(_ playbook: Playbook) throws {
    self.playbook = playbook
    record.add(
      .declared(
        Declared(title: "Pushes fail", severity: .sev1, suggested: .sev1, triggers: [], services: [])),
      at: "13:41:00")
    record.add(playbook.start(), at: "13:41:00")
    try take { run, moment in .success(run.begin(at: moment)) }
  }

  var run: PlaybookRun {
    get throws { PlaybookRun(playbook: playbook, incident: try #require(record.incident)) }
  }

  var current: StepID? { get throws { try run.current?.id } }

  var decisionLimit: Duration {
    get throws {
      let incident = try #require(record.incident)
      let clocks = try run.clocks(at: moment("13:41:10"), incident: incident)
      return try #require(clocks.first { $0.id == "stop-debugging" }?.hard)
    }
  }

  mutating func complete(_ steps: StepID...) throws {
    for step in steps { try take { $0.complete(step, at: $1) } }
  }

  /// From the fix to the all-clear.
  mutating func finish() throws {
    try complete("prune")
    #expect(try current == "drain")
    try take { run, moment in .success(run.sensed(at: moment) { _ in .yes }) }
    try complete("proof", "all-clear")
    #expect(try current == nil)
  }

  mutating func take(_ decide: (PlaybookRun, Timestamp) -> Result<[EventBody], StepRefusal>) throws {
    for body in try decide(run, moment("13:41:10")).get() { record.add(body, at: "13:41:10") }
  }
}
