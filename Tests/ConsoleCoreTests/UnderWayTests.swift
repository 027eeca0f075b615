import Cells
import ConsoleCore
import Domain
import Support
import Testing

@Suite struct UnderWayTests {
  /// What the foot of the screen says, and whether it names the key that stops it.
  private func foot(_ desk: Desk) -> String {
    guard let underWay = desk.state.underWay else { return "" }
    let stop = underWay.canBeStopped ? ", can be stopped" : ""
    return "\(underWay.what.string) since \(underWay.since.timeText)\(stop)"
  }

  @Test func `what is quick is not told of`() {
    var desk = Desk.declaredNight()
    desk.type("5")
    #expect(desk.state.underWay == nil)
    #expect(desk.asked.last == .listIncidents)
    #expect(desk.state.nextTick <= desk.now + .milliseconds(300))
  }

  @Test func `a list that is slow to come says since when, and Ctrl-C stops the wait`() {
    var desk = Desk.declaredNight()
    desk.type("5")
    desk.pass(.seconds(12))
    #expect(foot(desk) == "reading the history since 03:05:00, can be stopped")
    desk.press(.control("c"))
    #expect(desk.state.underWay == nil)
    #expect(desk.says == "not waited for any longer")
    desk.press(.control("c"))
    #expect(desk.says == "Ctrl-C again leaves sitrep, and so does q")
  }

  @Test func `what has come is under way no more`() {
    var desk = Desk.declaredNight()
    desk.type("5")
    desk.pass(.seconds(2))
    desk.act(.incidentsListed([]))
    #expect(desk.state.underWay == nil)
  }

  @Test func `a command that runs is told of on every screen and stopped from there`() throws {
    var desk = Desk.declaredNight()
    desk.type("!")
    desk.press(.enter)
    let order = try #require(desk.runs.last)
    desk.type("1")
    desk.pass(.seconds(5))
    #expect(foot(desk) == "running the command of step 1 since 03:05:00, can be stopped")
    desk.press(.control("c"))
    #expect(desk.asked.last == .cancel(run: order.run))
  }

  @Test func `an export is told of, stopped, and its end is the end of it`() {
    var desk = Desk.declaredNight()
    desk.type("E")
    desk.pass(.seconds(1))
    #expect(desk.state.underWay?.what.string == "writing the export")
    var done = desk
    done.act(.exported(paths: ["/x/INC-1.md"]))
    #expect(done.state.underWay == nil)
    desk.press(.control("c"))
    #expect(desk.asked.last == .cancelExport)
    #expect(desk.says == "the export is stopped")
  }

  @Test func `an update on its way is told of; nothing calls it back`() {
    var desk = Desk.declaredNight()
    desk.type("c")
    desk.press(.control("s"))
    desk.pass(.seconds(4))
    #expect(desk.state.underWay?.what.string == "sending update 1 to chat")
    #expect(desk.state.underWay?.canBeStopped == false)
  }
}

@Suite struct ProgressLineTests {
  @Test func `a task of a moment shows nothing, a longer one how far it is, ten times a second at most`() {
    var line = ProgressLine("checking events", at: .seconds(100))
    #expect(line.text(done: 4096, of: 1_000_000, at: .seconds(100) + .milliseconds(299)) == nil)
    #expect(
      line.text(done: 250_000, of: 1_000_000, at: .seconds(102))
        == "checking events: 250000 of 1000000 (25%), 00:02 so far; Ctrl-C stops it")
    #expect(line.text(done: 260_000, of: 1_000_000, at: .seconds(102) + .milliseconds(50)) == nil)
    #expect(line.isShown)
  }
}
