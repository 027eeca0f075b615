import Cells
import ConsoleCore
import Domain
import PlaybookEngine
import Support
import Testing

/// How work goes on while the record takes nothing.
@Suite struct PendingTests {
  private func pendingNight() -> Desk {
    var desk = Desk.declaredNight()
    desk.storeProblem = "the record's disk is full"
    desk.keepsBeside = true
    desk.hasBallast = true
    return desk
  }

  @Test func `an incident that is not on record yet is worked on like any other, and gets its number later`()
    throws
  {
    var desk = Desk.brokenNight()
    desk.storeProblem = "process 7 holds the record"
    desk.keepsBeside = true
    desk.type("D")
    desk.press(.enter)
    #expect(desk.incident?.name == "INC-?")
    #expect(desk.incident?.commander == "ana")
    desk.type("nthe proxy hangs")
    desk.press(.enter)
    #expect(try #require(desk.incident).timeline.filter { $0.text == "the proxy hangs" }.count == 1)
    #expect(desk.state.recording.inMemoryCount == 0)
    #expect(desk.state.recording.unsavedCount > 1)
    desk.storeProblem = nil
    desk.pass(.seconds(4))
    let incident = try #require(desk.incident)
    #expect(incident.name == "INC-1")
    #expect(!incident.timeline.contains { $0.recorded.isPending })
    #expect(incident.timeline.filter { $0.text == "the proxy hangs" }.count == 1)
    #expect(incident.declaredAt == moment("03:05:00"))
  }

  @Test func `a step that is done while the record takes nothing is done`() throws {
    var desk = pendingNight()
    let first = try #require(desk.run?.current?.step.id)
    desk.type("s")
    desk.type("no time")
    desk.press(.enter)
    #expect(desk.run?[first]?.state == .skipped)
    #expect(desk.run?.current?.step.id != first)
  }

  @Test func `leaving asks nothing while all that waits is safe beside the record`() {
    var desk = pendingNight()
    desk.type("nlast words")
    desk.press(.enter)
    desk.type("q")
    #expect(desk.asked.last == .quit)
  }

  @Test func `one press after asking makes room, and what waits is saved`() throws {
    var desk = pendingNight()
    desk.type("nroom, please")
    desk.press(.enter)
    desk.type("B")
    guard case .confirm(let confirmation)? = desk.state.dialog else {
      return #expect(Bool(false), "nothing was asked")
    }
    #expect(confirmation.question.string.contains("disk is full"))
    desk.press(.enter)
    #expect(desk.asked.last == .makeRoom)
    desk.storeProblem = nil
    desk.act(.madeRoom(problem: nil))
    #expect(desk.state.recording.unsavedCount == 0)
    #expect(desk.record.last?.event.body.sentence.contains("room, please") == true)
  }

  @Test func `where the disk has room there is nothing to give up`() {
    var desk = Desk.declaredNight()
    desk.type("B")
    #expect(desk.state.dialog == nil)
    #expect(desk.says.contains("the record has room"))
  }

  @Test func `what an earlier console could not record is recorded by this one, once`() throws {
    var desk = Desk.declaredNight()
    let id = try #require(desk.incident?.id)
    let left = Event(
      id: EventID(high: 1, low: 2), incident: id, happenedAt: moment("02:50"), recordedAt: moment("02:51"),
      actor: Actor(login: "raj", host: "bastion"), source: .person, body: .note(Note(text: "left behind")))
    desk.act(.foundKept([left]))
    desk.act(.foundKept([left]))
    #expect(desk.record.filter { $0.event == left }.count == 1)
    #expect(desk.incident?.timeline.contains { $0.text == "left behind" } == true)
  }

  @Test func `an update goes out once it is on record, and not before`() {
    var desk = pendingNight()
    desk.type("c")
    desk.press(.control("s"))
    #expect(desk.incident?.updates.count == 1)
    desk.pass(.seconds(5))
    #expect(!desk.asked.contains { if case .send = $0 { true } else { false } })
    desk.storeProblem = nil
    desk.pass(.seconds(3))
    #expect(desk.asked.contains { if case .send = $0 { true } else { false } })
  }

  @Test func `what is exported and what anchors the record is what is on record`() throws {
    var desk = pendingNight()
    let head = desk.state.recordHead
    desk.type("nnot yet")
    desk.press(.enter)
    desk.type("E")
    guard case .export(_, _, _, let events)? = desk.asked.last else {
      return #expect(Bool(false), "nothing was exported")
    }
    #expect(!events.contains { $0.isPending })
    #expect(desk.state.recordHead == head)
  }
}
