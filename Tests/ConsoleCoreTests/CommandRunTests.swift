import Cells
import ConsoleCore
import Domain
import PlaybookEngine
import Support
import Testing

@Suite struct CommandRunTests {
  @Test func `nothing runs before it is shown and confirmed, and its start is on record`() throws {
    var desk = Desk.declaredNight()
    desk.type("!")
    guard case .confirmRun(let shown)? = desk.state.dialog else { throw Missing() }
    #expect(shown.shown == "curl -sS https://registry.test/v2/")
    #expect(desk.runs.isEmpty)
    desk.press(.enter)
    #expect(desk.runs.map(\.script) == [shown.shown])
    guard case .commandRun(let started)? = desk.bodies.last else { throw Missing() }
    #expect(started.kind == .started)
    #expect(started.run == desk.runs.first?.run)
  }

  @Test func `an output as expected completes the step`() throws {
    var desk = Desk.declaredNight()
    desk.type("!")
    desk.press(.enter)
    desk.ends(try #require(desk.runs.last), "200\n")
    #expect(desk.run?["outside"]?.state == .done)
    #expect(desk.step == "tell")
    #expect(desk.says.contains("as expected"))
  }

  @Test func `an output that is not as expected waits for a person, who says why it is done`() throws {
    var desk = Desk.declaredNight()
    desk.type("!")
    desk.press(.enter)
    desk.ends(try #require(desk.runs.last), exit: 7, "connection refused")
    #expect(desk.run?["outside"]?.state == .active)
    #expect(desk.says.contains("no connection: the registry is gone"))
    desk.press(.enter)
    #expect(try #require(desk.prompt).purpose == .override("outside"))
    desk.type("seen from the phone")
    desk.press(.enter)
    #expect(desk.run?["outside"]?.isOverridden == true)
  }

  @Test func `a command that changes things wants its word, and a paste is none`() {
    var desk = Desk.declaredNight()
    desk.at("freeze")
    desk.type("!")
    desk.press(.paste("run"), .enter)
    #expect(desk.runs.isEmpty)
    desk.type("run")
    desk.press(.enter)
    #expect(desk.runs.count == 1)
  }

  @Test func `a destructive one wants the step's name and, at SEV1, somebody else's agreement`() {
    var desk = Desk.declaredNight()
    desk.at("decide")
    desk.press(.enter, .down, .enter)
    desk.type("!run")
    desk.press(.enter)
    #expect(desk.runs.isEmpty)
    desk.press(.control("u"))
    desk.type("prune")
    desk.press(.enter)
    desk.press(.control("u"))
    desk.type("ana")
    desk.press(.enter)
    #expect(desk.runs.isEmpty)
    desk.press(.control("u"))
    desk.type("raj")
    desk.press(.enter)
    #expect(desk.runs.count == 1)
    #expect(desk.bodies.contains { $0.sentence.contains("raj (ic) agreed to") })
  }

  @Test func `Ctrl-C stops it, and the step stays where it is`() throws {
    var desk = Desk.declaredNight()
    desk.type("!")
    desk.press(.enter, .control("c"))
    let order = try #require(desk.runs.last)
    #expect(desk.asked.contains(.cancel(run: order.run)))
    desk.act(
      .commandEnded(
        run: order.run,
        CommandOutcome(
          exit: nil, signal: 15, duration: .seconds(2), standardOutput: [], output: [], outputBytes: 0,
          cancelled: true)))
    #expect(desk.run?["outside"]?.state == .active)
    #expect(desk.state.runningCommand == nil)
    #expect(desk.bodies.last?.sentence.hasPrefix("command cancelled") == true)
  }

  @Test func `what could not be put on record is not run, now or later`() {
    var desk = Desk.declaredNight()
    desk.storeProblem = "the disk is full"
    desk.type("!")
    desk.press(.enter)
    #expect(desk.state.runningCommand == nil)
    desk.type("!")
    desk.press(.enter)
    #expect(desk.says.contains("not run"))
    desk.storeProblem = nil
    desk.pass(.seconds(10))
    #expect(desk.state.recording.waiting.isEmpty)
    #expect(desk.runs.isEmpty)
    #expect(
      desk.bodies.map(\.sentence).suffix(2).map { $0.prefix(17) } == [
        "command started: ", "command cancelled",
      ])
  }

  @Test func `the output of a command is kept with its end`() throws {
    var desk = Desk.declaredNight()
    desk.type("!")
    desk.press(.enter)
    let order = try #require(desk.runs.last)
    desk.act(.commandPrinted(run: order.run, Array("half a li".utf8)))
    #expect(desk.state.liveCommand(of: "outside")?.printed == Array("half a li".utf8))
    desk.ends(order, exit: 1, "half a line\n")
    let ended = desk.bodies.compactMap { body -> CommandRun? in
      guard case .commandRun(let run) = body, run.kind == .finished else { return nil }
      return run
    }
    #expect(ended.map(\.output) == ["half a line\n"])
    #expect(ended.map(\.exit) == [1])
    #expect(ended.map(\.matched) == [false])
  }
}
