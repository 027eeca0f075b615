import Cells
import Clients
import Domain
import Support
import Testing

/// Two consoles on one record, and the one that collects goes away.
@Suite struct TakeoverTests {
  @Test func `the follower takes over probing and the clocks within seconds`() throws {
    let night = try brokenNight()
    let ana = try night.opens("ana")
    let raj = try night.opens("raj")
    night.at("03:05:00")
    ana.type("D")
    ana.press(.enter)
    raj.comesToShow("INC-1")
    raj.showsLarge("another console probes")
    night.drops(ana)
    night.at("03:05:04")
    raj.hides("another console probes")
    night.world.answer("registry", nil)
    night.world.answer("ci", nil)
    night.at("03:11:30")
    raj.shows("4 OK", "update OVERDUE 01:30")
    let lines = try night.lines()
    #expect(lines.filter { $0.contains("OVERDUE") } == ["03:10 update OVERDUE since 03:10 UTC"])
    #expect(lines.contains { $0.contains("registry OK") })
    #expect(try night.verdict().problem == nil)
  }

  @Test func `a console that is stopped with Ctrl-Z is taken over, and follows when it goes on`() throws {
    let night = try brokenNight()
    let ana = try night.opens("ana")
    let raj = try night.opens("raj")
    night.at("03:05:00")
    raj.showsLarge("another console probes")
    ana.press(.control("z"))
    night.at("03:05:02")
    raj.hides("another console probes")
    night.world.answer("registry", nil)
    night.world.answer("ci", nil)
    night.at("03:07:00")
    raj.shows("4 OK")
    ana.goesOn()
    ana.showsLarge("another console probes")
    night.drops(raj)
    night.at("03:07:02")
    ana.hides("another console probes")
  }

  @Test func `what another console may have sent while this one was stopped is not sent again by it`() throws
  {
    let night = try brokenNight()
    let ana = try night.opens("ana")
    night.at("03:05:00")
    ana.type("D")
    ana.press(.enter)
    let raj = try night.opens("raj")
    ana.press(.control("z"))
    night.at("03:05:03")
    night.world.channel("chat", .temporary(reason: "503"))
    raj.type("c")
    raj.press(.control("s"))
    night.drops(raj)
    night.world.channel("chat", .sent)
    night.world.move(to: moment("03:05:04"))
    ana.goesOn()
    night.at("03:08:00")
    ana.hides("another console probes")
    #expect(night.world.sent.count { $0.channel.id == "chat" } == 1)
    ana.type("r")
    ana.shows("Nobody saw whether update 1 on chat arrived.")
  }

  @Test func `only one of two consoles says what a service did`() throws {
    let night = try brokenNight()
    let ana = try night.opens("ana")
    let raj = try night.opens("raj")
    ana.type("D")
    ana.press(.paste("nothing is known yet"), .enter)
    raj.comesToShow("INC-1")
    night.at("03:05:00")
    ana.shows("1 DOWN")
    raj.shows("1 DOWN")
    #expect(try night.lines().count { $0.contains("registry DOWN") } == 1)
  }

  @Test func `an update that a lost console may have sent is sent again only by a person`() throws {
    let night = try brokenNight()
    let ana = try night.opens("ana")
    night.at("03:05:00")
    ana.type("D")
    ana.press(.enter)
    night.world.channel("chat", .temporary(reason: "503"))
    ana.type("c")
    ana.press(.control("s"))
    night.drops(ana)
    night.world.move(to: moment("03:05:02"))
    let raj = try night.opens("raj")
    night.at("03:07:00")
    #expect(night.world.sent.count { $0.channel.id == "chat" } == 1)
    night.world.channel("chat", .sent)
    raj.type("r")
    raj.shows("Nobody saw whether update 1 on chat arrived.")
    raj.type("y")
    raj.shows("update 1 sent: chat")
    let keys = night.world.sent.filter { $0.channel.id == "chat" }.map(\.idempotencyKey)
    #expect(keys.count == 2)
    #expect(Set(keys).count == 1)
  }

  private func brokenNight() throws -> Night {
    let night = try Night(from: "03:02:00")
    night.world.answer("registry", .status(503, "no space left on device"))
    night.world.answer("ci", .waiting(30))
    return night
  }
}
