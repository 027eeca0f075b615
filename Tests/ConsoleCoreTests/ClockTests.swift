import Cells
import ConsoleCore
import Domain
import PlaybookEngine
import Support
import Testing

@Suite struct ClockTests {
  @Test func `a step's limits are recorded once each, at the time they are reached`() {
    var desk = Desk.declaredNight()
    desk.pass(until: "03:30:00")
    let own = desk.incident?.timeline.filter { entry in
      guard case .timer(let timer) = entry.event.body else { return false }
      return timer.timer == "outside"
    }
    #expect(own?.map(\.happenedAt) == [moment("03:07:00"), moment("03:10:00")])
    #expect(desk.run?["outside"]?.state == .active)
  }

  @Test func `an update that is not sent is recorded as overdue once`() throws {
    var desk = Desk.declaredNight()
    desk.pass(until: "03:10:59")
    #expect(desk.updateClocks(.overdue) == [])
    desk.pass(until: "03:40:00")
    #expect(desk.updateClocks(.overdue).map(\.dueAt) == [moment("03:10:00")])
    let entry = try #require(desk.incident?.timeline.first { $0.text.hasPrefix("update OVERDUE") })
    #expect(entry.happenedAt == moment("03:10:00"))
    #expect(entry.event.source == .timer)
  }

  @Test func `each promise that is broken is recorded for itself`() {
    var desk = Desk.declaredNight()
    desk.pass(until: "03:12:00")
    desk.type("c")
    desk.press(.control("s"))
    desk.pass(until: "03:40:00")
    #expect(desk.updateClocks(.overdue).map(\.dueAt) == [moment("03:10:00"), moment("03:32:00")])
  }

  @Test func `putting an update off takes a reason and moves the promise`() throws {
    var desk = Desk.declaredNight()
    desk.type("z")
    desk.press(.enter, .enter)
    #expect(try #require(desk.prompt).active == 1)
    desk.type("on the phone with storage")
    desk.press(.enter)
    #expect(desk.incident?.nextUpdateAt == moment("03:20:00"))
    #expect(desk.updateClocks(.snoozed).map(\.reason) == ["on the phone with storage"])
    desk.pass(until: "03:19:00")
    #expect(desk.updateClocks(.overdue) == [])
  }

  @Test func `a wait ticks itself once its condition has held for its time`() throws {
    var desk = Desk.declaredNight()
    desk.at("drain")
    desk.answers["ci"] = .waiting(12)
    desk.pass(.minutes(2))
    #expect(desk.run?["drain"]?.state == .active)
    desk.answers["ci"] = .waiting(4)
    desk.pass(.seconds(50))
    #expect(desk.run?["drain"]?.state == .active)
    desk.pass(.seconds(60))
    let drained = try #require(desk.run?["drain"])
    #expect(drained.state == .done)
    #expect(drained.isSensed)
    #expect(desk.step == "proof")
    #expect(
      desk.incident?.timeline.last { $0.event.source == .playbook }?.text.contains("queue_depth < 10 for 1m")
        != nil)
  }

  @Test func `a wait whose condition is lost begins anew`() {
    var desk = Desk.declaredNight()
    desk.at("drain")
    desk.answers["ci"] = .waiting(4)
    desk.pass(.seconds(45))
    desk.answers["ci"] = .waiting(15)
    desk.pass(.seconds(35))
    desk.answers["ci"] = .waiting(4)
    desk.pass(.seconds(55))
    #expect(desk.run?["drain"]?.state == .active)
    desk.pass(.seconds(70))
    #expect(desk.run?["drain"]?.state == .done)
  }

  @Test func `a wait that runs out of time fails and says so`() {
    var desk = Desk.declaredNight()
    desk.at("drain")
    desk.pass(.minutes(21))
    #expect(desk.run?["drain"]?.state == .failed)
    #expect(desk.run?["drain"]?.text == "not so within 20m")
  }

  @Test func `time that stands still or goes back moves no clock forward`() {
    var desk = Desk.declaredNight()
    let before = desk.record.count
    for _ in 0..<100 { desk.act(.ticked) }
    #expect(desk.record.count == before)
    desk.act(.clockJumped(by: .hours(-1)))
    #expect(desk.bodies.last?.sentence == "this host's clock moved by -01:00:00")
  }

  @Test func `a clock that is set back keeps nothing that waits from being tried again`() {
    var desk = Desk.declaredNight()
    desk.storeProblem = "the disk is full"
    desk.type("nit waits")
    desk.press(.enter)
    desk.jump(by: .hours(-1))
    desk.storeProblem = nil
    desk.pass(.seconds(3))
    #expect(desk.state.recording.unsavedCount == 0)
  }

  @Test func `a resolved incident has no clock that runs out`() {
    var desk = Desk.declaredNight()
    desk.type("R")
    desk.press(.enter)
    let before = desk.record.count
    desk.answers["registry"] = .status(503)
    desk.pass(.minutes(30))
    #expect(desk.record.count == before)
  }
}
