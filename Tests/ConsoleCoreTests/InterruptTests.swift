import Cells
import ConsoleCore
import Domain
import Support
import Testing

@Suite struct InterruptTests {
  @Test(arguments: [Action.keyPressed(.control("c")), .interrupted])
  func `Ctrl-C once says how to leave, twice leaves`(_ interrupt: Action) {
    var desk = Desk.declaredNight()
    desk.act(interrupt)
    #expect(desk.says.contains("Ctrl-C again leaves"))
    #expect(!desk.asked.contains(.quit))
    desk.act(interrupt)
    #expect(desk.asked.last == .quit)
  }

  @Test func `a Ctrl-C long after another is a first one again`() {
    var desk = Desk()
    desk.press(.control("c"))
    desk.pass(.seconds(6))
    desk.press(.control("c"))
    #expect(!desk.asked.contains(.quit))
    desk.press(.control("c"))
    #expect(desk.asked.last == .quit)
  }

  @Test func `Ctrl-C leaves a form as Esc does, and what was typed is kept`() throws {
    var desk = Desk.declaredNight()
    desk.type("nhalf a note")
    desk.press(.control("c"))
    #expect(desk.state.dialog == nil && !desk.asked.contains(.quit))
    desk.type("n")
    #expect(try #require(desk.prompt).fields[0].field.text == "half a note")
  }

  @Test func `leaving with Ctrl-C asks while something is not saved`() {
    var desk = Desk.declaredNight()
    desk.storeProblem = "the disk is full"
    desk.type("nlast words")
    desk.press(.enter, .control("c"), .control("c"))
    #expect(!desk.asked.contains(.quit))
    guard case .confirm? = desk.state.dialog else { return #expect(Bool(false), "nothing was asked") }
  }
}
