import Cells
import ConsoleCore
import Domain
import PlaybookEngine
import Support
import Testing

@Suite struct StepTests {
  @Test func `Enter completes the step and the next one begins`() {
    var desk = Desk.declaredNight()
    desk.press(.enter)
    #expect(desk.stepEvents == ["started outside", "done outside", "started tell"])
    #expect(desk.step == "tell")
  }

  @Test func `a skip wants a reason, and keeps it`() throws {
    var desk = Desk.declaredNight()
    desk.type("s")
    desk.press(.enter)
    #expect(try #require(desk.prompt).problem != nil)
    desk.type("seen it on the phone")
    desk.press(.enter)
    #expect(desk.run?["outside"]?.state == .skipped)
    #expect(desk.run?["outside"]?.text == "seen it on the phone")
    #expect(desk.step == "tell")
  }

  @Test func `a critical step is skipped by the commander alone`() throws {
    let ana = Desk.declaredNight()
    var raj = Desk(login: "raj", mayCollect: false)
    raj.follow(ana)
    raj.type("2")
    raj.press(.down)
    raj.type("sno time")
    raj.press(.enter)
    #expect(raj.run?["tell"]?.state == .pending)
    let prompt = try #require(raj.prompt)
    #expect(prompt.problem?.string.contains("the commander must give the reason") == true)
    #expect(prompt.fields[0].field.text == "no time")
    raj.press(.escape)
    raj.type("Iys")
    raj.press(.enter)
    #expect(raj.run?["tell"]?.state == .skipped)
  }

  @Test func `a failed step keeps its reason and can be taken back`() {
    var desk = Desk.declaredNight()
    desk.type("fno answer at all")
    desk.press(.enter)
    #expect(desk.run?["outside"]?.state == .failed)
    #expect(desk.run?["outside"]?.text == "no answer at all")
    desk.type("U")
    #expect(desk.run?["outside"]?.state == .active)
    #expect(desk.stepEvents.suffix(2) == ["restored outside", "started outside"])
  }

  @Test func `a step that is open can't be reopened, and it says so`() {
    var desk = Desk.declaredNight()
    let before = desk.record.count
    desk.type("U")
    #expect(desk.record.count == before)
    #expect(desk.says.contains("already"))
  }

  @Test func `a step that asks what was seen offers its answers`() throws {
    var desk = Desk.declaredNight()
    desk.at("error")
    desk.press(.enter)
    #expect(try #require(desk.choice).options.map(\.label.string) == ["none", "no-space", "other"])
    desk.type("2")
    desk.press(.enter)
    #expect(desk.run?["error"]?.answer == "no-space")
    #expect(desk.step == "logs")
  }

  @Test func `a note is written from anywhere and knows its step`() throws {
    var desk = Desk.declaredNight()
    desk.type("1nlast deploy 02:51")
    desk.press(.enter)
    guard case .note(let note)? = desk.bodies.last else { throw Missing() }
    #expect(note == Note(text: "last deploy 02:51", step: "outside"))
    #expect(desk.says == "note saved 03:05:00")
    #expect(desk.state.screen == .services)
  }

  @Test func `the keys of a note are text, also those that mean something outside`() throws {
    var desk = Desk.declaredNight()
    desk.type("nqsD!1")
    desk.press(.paste("two\nlines\tand a tab"), .enter)
    guard case .note(let note)? = desk.bodies.last else { throw Missing() }
    #expect(note.text == "qsD!1two lines and a tab")
  }

  @Test func `a line is pinned and unpinned`() throws {
    var desk = Desk.declaredNight()
    desk.type("nthe first error")
    desk.press(.enter)
    desk.type("3*")
    #expect(try #require(desk.state.selectedEntry).text == "the first error")
    #expect(try #require(desk.state.selectedEntry).isPinned)
    desk.type("*")
    #expect(try #require(desk.state.selectedEntry).isPinned == false)
  }

  @Test func `a correction keeps what was said first, and both times`() throws {
    var desk = Desk.declaredNight()
    desk.type("nthe disk is ful")
    desk.press(.enter)
    desk.type("3e")
    desk.press(.backspace)
    desk.type("ll")
    desk.press(.enter, .control("u"))
    desk.type("03:01")
    desk.press(.enter, .enter)
    let entry = try #require(desk.incident?.timeline.first { $0.text == "the disk is full" })
    #expect(entry.event.body == .note(Note(text: "the disk is ful", step: "outside")))
    #expect(entry.happenedAt == moment("03:01:00"))
    #expect(entry.event.happenedAt == moment("03:05:00"))
  }

  @Test func `a correction into the future is refused and loses nothing`() throws {
    var desk = Desk.declaredNight()
    desk.type("nseen")
    desk.press(.enter)
    desk.type("3e")
    desk.press(.enter, .control("u"))
    desk.type("04:00")
    desk.press(.enter, .enter)
    let prompt = try #require(desk.prompt)
    #expect(prompt.problem?.string == "that time has not come yet")
    #expect(prompt.fields.map(\.field.text) == ["seen", "04:00", ""])
  }
}

@Suite struct DecisionTests {
  @Test func `what the answer jumps over is not needed`() {
    var desk = Desk.declaredNight()
    desk.at("decide")
    desk.press(.enter, .down, .enter)
    #expect(desk.run?["restart"]?.state == .inactive)
    #expect(desk.step == "prune")
    #expect(
      desk.incident?.timeline.last { $0.text.hasPrefix("decided") }?.text
        == "decided: Free space in the object store")
  }

  @Test func `a branch that fails leads back to the decision`() {
    var desk = Desk.declaredNight()
    desk.at("decide")
    desk.press(.enter, .enter)
    #expect(desk.step == "restart")
    desk.type("fpushes still fail")
    desk.press(.enter)
    #expect(desk.step == "decide")
    #expect(desk.run?["restart"]?.state == .failed)
  }

  @Test func `more time wants a reason and is given as often as the playbook says`() throws {
    var desk = Desk.declaredNight()
    desk.at("decide")
    desk.press(.enter, .end, .down, .down, .enter)
    #expect(try #require(desk.prompt).fields.count == 1)
    desk.type("the log may tell")
    desk.press(.enter)
    #expect(desk.step == "decide")
    #expect(desk.decisionLimit == .minutes(25))
    desk.press(.enter, .down, .down, .enter)
    desk.type("still nothing")
    desk.press(.enter)
    #expect(desk.decisionLimit == .minutes(25))
    #expect(try #require(desk.prompt).problem?.string.contains("extended 1 times already") == true)
  }

  @Test func `when its clock has run out the recommended answer is preselected`() throws {
    var desk = Desk.declaredNight()
    desk.at("decide")
    desk.press(.enter)
    #expect(try #require(desk.choice).selection == 0)
    desk.press(.escape)
    desk.pass(until: "03:25:01")
    desk.press(.enter)
    #expect(try #require(desk.choice).selection == 1)
  }
}

struct Missing: Error {}

extension Desk {
  /// Completes or skips what comes before a step, as the commander.
  mutating func at(_ step: StepID) {
    if state.screen != .incident { type("2") }
    var guardrail = 0
    while self.step != step, guardrail < 20 {
      guardrail += 1
      type("snot now")
      press(.enter)
    }
  }

  var decisionLimit: Duration? {
    guard let incident, let run else { return nil }
    return run.clocks(at: now, incident: incident).first { $0.id == "stop-debugging" }?.hard
  }
}
