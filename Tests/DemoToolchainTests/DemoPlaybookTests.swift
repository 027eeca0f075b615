import Documents
import Domain
import PlaybookEngine
import Testing

@testable import DemoToolchain

@Suite struct DemoPlaybookTests {
  @Test(arguments: [DemoPace.normal, .fast]) func `the playbook is read and linted without a finding`(
    pace: DemoPace
  )
    throws
  {
    let (file, source) = try #require(try startedDemo(pace: pace).playbooks.first)
    let (playbook, findings) = readPlaybook(source, file: file)
    #expect(findings == [])
    let components = DemoService.allCases.map { ServiceID($0.rawValue) }
    let remarks = lint(
      try #require(playbook), components: components, now: Timestamp(milliseconds: 1_795_257_453_000))
    #expect(remarks == [])
  }

  @Test func `it is for the registry and shows every kind of step`() throws {
    let playbook = try demoPlaybook()
    #expect(playbook.services == ["registry"])
    #expect((9...12).contains(playbook.steps.count))
    let kinds = Set(playbook.steps.map { String(describing: $0.kind).prefix { $0 != "(" } })
    #expect(kinds == ["check", "command", "decision", "wait", "comms", "note"])
  }

  @Test func `the errors that the responder will see are explained and lead on`() throws {
    let playbook = try demoPlaybook()
    let broken = DemoStory.after(60)
    #expect(try playbook.remarks("front", broken, "GET", "/v2/", prints: .status) == [])
    #expect(
      try playbook.remarks("push", broken, "POST", "/journey/push", prints: .bodyAndStatus).contains("decide")
    )
    #expect(
      try playbook.remarks("restart", broken, "POST", "/admin/restart", prints: .body).contains("decide"))
    let early = try playbook.remarks("prune", broken, "POST", "/admin/prune-old-uploads", prints: .body)
    #expect(early.contains("stop-gc"))
  }

  @Test func `after the right actions everything is as the playbook expects`() throws {
    let playbook = try demoPlaybook()
    var story = DemoStory.after(60)
    #expect(try playbook.remarks("stop-gc", story, "POST", "/admin/gc/stop", prints: .body) == [])
    story.perform(.stopGarbageCollection)
    #expect(try playbook.remarks("prune", story, "POST", "/admin/prune-old-uploads", prints: .body) == [])
    story.perform(.pruneOldUploads)
    story.advance(to: .seconds(75))
    #expect(try playbook.remarks("proof", story, "POST", "/journey/push", prints: .bodyAndStatus) == [])
  }
}

func demoPlaybook(pace: DemoPace = .normal) throws -> Playbook {
  let (file, source) = try #require(try startedDemo(pace: pace).playbooks.first)
  return try #require(readPlaybook(source, file: file).playbook)
}

/// What a step's curl prints of an answer.
private enum Printed { case status, body, bodyAndStatus }

extension Playbook {
  /// What the console makes of a step's output: nothing where it is as expected, else where each bad sign leads.
  fileprivate func remarks(
    _ step: StepID, _ story: DemoStory, _ method: String, _ path: String, prints: Printed
  ) throws -> [StepID?] {
    let request = Request(method: method, path: path, query: "", body: [])
    let answer = story.answer(request, of: .registry, at: Timestamp(milliseconds: 0), chatted: [])
    let output =
      switch prints {
      case .status: "\(answer.status)"
      case .body: answer.body
      case .bodyAndStatus: answer.body + "\(answer.status)"
      }
    let expectation = try #require(self.step(step)?.expectation)
    let judgement = expectation.judge(exit: 0, standardOutput: output, output: output)
    return judgement.remarks.filter { !$0.isGood }.map(\.lookAt)
  }
}
