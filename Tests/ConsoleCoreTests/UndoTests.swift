import Cells
import ConsoleCore
import Domain
import PlaybookEngine
import Support
import Testing

@Suite struct UndoTests {
  @Test func `a step done by mistake is undone with one key and a yes, after it was said in words`() throws {
    var desk = Desk.declaredNight()
    let before = desk.run
    desk.press(.enter)
    desk.pass(.seconds(3))
    desk.type("u")
    let asked = try #require(desk.confirmation)
    #expect(
      asked.question.string
        == "Undo: step 1 'Does the registry answer from outside?' done at 03:05 by ana?")
    #expect(
      asked.detail.map { "\($0.label.string): \($0.text.string)" } == [
        "then: you are at step 1 'Does the registry answer from outside?'",
        ": step 2 'Tell the users' is not begun", "record: the lines stay, struck through",
      ])
    #expect(desk.run != before)
    desk.press(.enter)
    #expect(desk.run == before)
    #expect(desk.says == "undone: step done: Does the registry answer from outside?")
    let struck = try #require(desk.incident).timeline.filter(\.isRetracted)
    #expect(struck.map(\.text).count == 2)
    #expect(struck.allSatisfy { $0.takenBack?.isUndone == true && $0.takenBack?.login == "ana" })
  }

  @Test func `any other key leaves all as it is`() {
    var desk = Desk.declaredNight()
    desk.press(.enter)
    let before = desk.record.count
    desk.type("un")
    #expect(desk.record.count == before)
    #expect(desk.says == "nothing was changed")
  }

  @Test func `a skipped step that is selected is undone, and its reason is gone with it`() {
    var desk = Desk.declaredNight()
    desk.type("snot now")
    desk.press(.enter, .up)
    desk.type("uy")
    #expect(desk.run?["outside"]?.state == .active)
    #expect(desk.run?["outside"]?.text == nil)
  }

  @Test func `a line of the timeline is undone where it stands`() throws {
    var desk = Desk.declaredNight()
    desk.press(.enter)
    desk.type("3")
    let line = try #require(desk.state.shownTimeline.last { $0.text.hasPrefix("step done") })
    while desk.state.selectedEntry?.id != line.id { desk.press(.up) }
    desk.type("uy")
    #expect(desk.step == "outside")
    #expect(desk.state.selectedEntry?.isRetracted == true)
    desk.type("u")
    #expect(desk.confirmation == nil)
    #expect(desk.says.hasPrefix("not undone: ana took this back at 03:05"))
  }

  @Test func `where others have gone on, reopening is offered instead`() throws {
    var desk = Desk.declaredNight()
    desk.press(.enter)
    desk.pass(.seconds(2))
    desk.type("sno time")
    desk.press(.enter, .home)
    desk.type("u")
    let asked = try #require(desk.confirmation)
    #expect(
      asked.question.string
        == "It can't be undone: step 2 'Tell the users' skipped at 03:05 by ana came after it. "
        + "Reopen step 1 'Does the registry answer from outside?' instead?")
    desk.press(.enter)
    #expect(desk.run?["outside"]?.isOpen == true)
    #expect(desk.run?["tell"]?.state == .skipped)
  }

  @Test func `what somebody went on from between the question and the yes is not undone`() throws {
    var ana = Desk.declaredNight()
    ana.press(.enter)
    ana.type("u")
    var raj = Desk(login: "raj", mayCollect: false)
    raj.follow(ana)
    raj.type("2")
    raj.type("Iy")
    raj.type("sno time")
    raj.press(.enter)
    ana.follow(raj)
    ana.press(.enter)
    #expect(ana.says.hasPrefix("not undone: step 2 'Tell the users' skipped at"))
    #expect(ana.run?["outside"]?.state == .done)
  }

  @Test func `a command that ran stays run, and the question says so`() throws {
    var desk = Desk.declaredNight()
    desk.at("freeze")
    desk.type("!run")
    desk.press(.enter)
    let order = try #require(desk.runs.last)
    desk.pass(.seconds(1))
    desk.ends(order, "stopped")
    #expect(desk.run?["freeze"]?.state == .done)
    desk.type("u")
    let asked = try #require(desk.confirmation)
    #expect(
      asked.detail.contains { $0.text.string.hasPrefix("it ran and stays run; rollback: ssh registry") })
    desk.press(.enter)
    #expect(desk.run?["freeze"]?.state == .active)
  }

  @Test func `a note is struck through, not undone, and comes back the same way`() throws {
    var desk = Desk.declaredNight()
    desk.type("nthe disk")
    desk.press(.enter)
    desk.type("3u")
    #expect(desk.says == "this line moves no step; x strikes it through")
    desk.type("xwrong host")
    desk.press(.enter)
    #expect(desk.says == "struck through: the disk")
    #expect(desk.state.selectedEntry?.isRetracted == true)
    desk.type("uy")
    #expect(desk.state.selectedEntry?.isRetracted == false)
  }

  @Test func `a step's line is never struck through alone`() throws {
    var desk = Desk.declaredNight()
    desk.press(.enter)
    desk.type("3x")
    #expect(desk.prompt == nil)
    #expect(desk.says == "u undoes it, with what followed from it")
  }
}
