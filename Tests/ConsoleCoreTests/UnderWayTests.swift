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

  @Test func `a search that is slow is told of while one types, and Ctrl-C leaves it with the filter`() {
    var desk = Desk.declaredNight()
    desk.type("5")
    desk.act(.incidentsListed([]))
    desk.type("/disk")
    desk.pass(.milliseconds(200))
    #expect(desk.state.underWay == nil)
    desk.pass(.seconds(3))
    #expect(foot(desk) == "searching all timelines since 03:05:00, can be stopped")
    desk.press(.control("c"))
    #expect(desk.state.underWay == nil)
    #expect(desk.state.history.filter == "")
  }

  @Test func `a search that is not waited for any longer says that nothing was searched`() {
    var desk = Desk.declaredNight()
    desk.type("5")
    desk.act(.incidentsListed([]))
    desk.type("/disk")
    desk.press(.enter)
    desk.pass(.seconds(1))
    desk.press(.control("c"))
    #expect(desk.says == "not waited for any longer")
    #expect(!desk.state.isSearching && !desk.state.hasSearched)
    desk.act(.found([], for: "di", reachesBack: true))
    #expect(desk.asked.last == .search("disk"))
  }

  @Test func `the record can't be searched: the sentence says why, and the next letter asks again`() {
    var desk = Desk.declaredNight()
    desk.type("5/di")
    desk.act(.loadingFailed(reason: "the disk answers with an error"))
    #expect(desk.state.underWay == nil && !desk.state.isSearching)
    desk.type("s")
    #expect(desk.asked.last == .search("dis"))
  }

  @Test func `a form in front takes the key that stops things for itself, and the foot does not promise it`()
  {
    var desk = Desk.declaredNight()
    desk.type("5n")
    desk.pass(.seconds(12))
    #expect(foot(desk) == "reading the history since 03:05:00")
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
