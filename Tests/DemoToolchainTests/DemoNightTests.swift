import Domain
import PlaybookEngine
import Settings
import Testing

@testable import DemoToolchain

/// The night as the console sees it: the demo's own configuration, its answers, and the rules of health, with no
/// network and no waiting.
@Suite struct DemoNightTests {
  @Test(arguments: [DemoPace.normal, .fast]) func `the configuration is read without a finding`(
    pace: DemoPace
  ) {
    let text = configurationText(pace: pace, port: ProbedNight.port, statusFile: "/tmp/status.txt")
    let (settings, findings) = readSettings(
      text, file: "sitrep.yaml", include: { _ in [] }, playbooks: ["demo-registry-outage"])
    #expect(findings == [])
    #expect(settings?.services.count == DemoService.allCases.count)
    #expect(settings?.channels.map(\.id) == ["chat", "status"])
  }

  @Test func `at first everything is well`() throws {
    var night = try ProbedNight()
    night.goOn(to: 20)
    #expect(night.board.tally == [.ok: DemoService.allCases.count])
  }

  @Test func `the registry is slow before it is down`() throws {
    var night = try ProbedNight()
    night.goOn(to: 40)
    let registry = night.changes.filter { $0.service == "registry" && $0.to.isBad }
    #expect(registry.map(\.to) == [.degraded, .down])
  }

  @Test(arguments: [DemoPace.normal, .fast])
  func `the registry is the root, and builds and releases hang from it`(pace: DemoPace) throws {
    var night = try ProbedNight(pace: pace)
    night.goOn(to: 45)
    #expect(night.bad == ["registry: DOWN"])
    night.goOn(to: 66)
    #expect(
      night.bad == ["registry: DOWN", "ci: DEGRADED via registry", "deploy-bot: DEGRADED via registry"])
    night.goOn(to: 100)
    #expect(
      night.bad == [
        "registry: DOWN", "ci: DEGRADED via registry", "deploy-bot: DEGRADED via registry",
        "object-store: DEGRADED",
      ])
  }

  @Test func `it stays broken until somebody acts`() throws {
    var night = try ProbedNight()
    night.goOn(to: 900)
    #expect(night.board.state(of: "registry") == .down)
    #expect(night.board.state(of: "postgres") == .ok)
  }

  @Test func `the triggers of the worst severity come true by themselves`() throws {
    var night = try ProbedNight()
    let triggers = try #require(try demoPlaybook().severity.triggers[.sev1]).compactMap(\.live)
    night.goOn(to: 30)
    #expect(triggers.map { night.board.truth(of: $0, at: night.now) } == [.no, .no])
    night.goOn(to: 70)
    #expect(triggers.map { night.board.truth(of: $0, at: night.now) } == [.yes, .yes])
  }

  @Test(arguments: [DemoPace.normal, .fast])
  func `after the fix everything is well again within a minute, and the wait ticks itself`(pace: DemoPace)
    throws
  {
    var night = try ProbedNight(pace: pace)
    guard case .wait(let wait)? = try demoPlaybook(pace: pace).step("drain")?.kind,
      case .live(let drained)? = wait.until
    else {
      Issue.record("the playbook waits for the queue")
      return
    }
    night.goOn(to: 150)
    night.story.perform(.stopGarbageCollection)
    night.story.perform(.pruneOldUploads)
    #expect(night.board.truth(of: drained, at: night.now) == .no)
    night.goOn(to: 162)
    #expect(night.board.state(of: "registry") == .ok)
    night.goOn(to: 195)
    #expect(night.board.truth(of: drained, at: night.now) == .yes)
    night.goOn(to: 210)
    #expect(night.bad == [])
  }

  @Test func `a restart alone brings nothing back`() throws {
    var night = try ProbedNight()
    night.goOn(to: 60)
    night.story.perform(.restartRegistry)
    night.goOn(to: 90)
    #expect(night.board.state(of: "registry") == .down)
  }
}

/// The demo's services probed in imagined time.
private struct ProbedNight {
  var story = DemoStory()
  var board: HealthBoard
  var now: Timestamp
  var changes: [ServiceChange] = []
  private let began = Timestamp(milliseconds: 1_795_257_453_000)

  private let pace: DemoPace

  init(pace: DemoPace = .normal) throws {
    self.pace = pace
    let text = configurationText(
      pace: pace, port: Self.port, statusFile: "/tmp/status.txt")
    let settings = try #require(readSettings(text, file: "sitrep.yaml", include: { _ in [] }).settings)
    board = HealthBoard(services: settings.services, components: settings.components)
    now = began
  }

  static func port(of service: DemoService) -> Int {
    DemoService.allCases.firstIndex(of: service).map { $0 + 1 } ?? 0
  }

  /// Failing services as the first screen lists them.
  var bad: [String] {
    board.ranked.filter(\.state.isBad).map { row in
      "\(row.id): \(row.state.word)" + (row.via.map { " via \($0)" } ?? "")
    }
  }

  /// Lets the story go on to `seconds` of its own time.
  mutating func goOn(to seconds: Int) {
    while now < began + pace.realTime(for: .seconds(seconds)) {
      now = now + .milliseconds(25)
      story.advance(to: pace.storyTime(in: now - began))
      changes += board.advance(to: now)
      for due in board.takeDue(at: now) {
        changes += board.record(
          due.check.sample(from: answer(due.check.probe), service: due.service, at: now))
      }
    }
  }

  private func answer(_ probe: Probe) -> ProbeAnswer {
    switch probe {
    case .http(let http):
      let target = http.url.dropFirst("http://127.0.0.1:".count)
      let port = Int(target.prefix { $0 != "/" }) ?? 1
      let path = target.drop { $0 != "/" }.split(separator: "?", maxSplits: 1)
      let request = Request(
        method: http.method, path: String(path[0]), query: path.count > 1 ? String(path[1]) : "", body: [])
      let answer = story.answer(request, of: DemoService.allCases[port - 1], at: now, chatted: [])
      return ProbeAnswer(
        values: ["status": Double(answer.status), "latency": (answer.delay + .milliseconds(20)).inSeconds],
        text: Array(answer.body.utf8))
    case .tcp:
      let text = story.reply(to: ["PING"]) + story.reply(to: ["LLEN", "events"])
      return ProbeAnswer(values: ["connected": 1, "latency": 0.001], text: Array(text.utf8))
    case .exec: return ProbeAnswer(failure: ProbeFailure(kind: .notStarted))
    }
  }
}
