import Cells
import ConsoleCore
import Domain
import Support
import Testing

@Suite struct RedactionTests {
  /// A console on an incident's timeline whose last line is a note with a password.
  private func desk() -> Desk {
    var desk = Desk()
    desk.press(.character("D"))
    desk.type("pushes hang")
    desk.press(.enter, .character("n"))
    desk.type("password hunter2")
    desk.press(.enter, .character("3"))
    return desk
  }

  @Test func `a text goes only with a reason and the word, and the line says so`() throws {
    var desk = desk()
    desk.press(.character("X"))
    desk.type("a password")
    desk.press(.enter)
    if desk.state.dialog != nil {
      desk.type("remove")
      desk.press(.enter)
    }
    let entry = try #require(desk.incident?.timeline.first { $0.removal != nil })
    #expect(
      entry.text
        == "[removed] (text removed by event \(desk.record.last?.position.number ?? 0), ana: a password)")
    #expect(desk.incident?.timeline.contains { $0.text.contains("hunter2") } == false)
  }

  @Test func `another word takes nothing out`() {
    var desk = desk()
    desk.press(.character("X"))
    desk.type("a password")
    desk.press(.tab)
    desk.type("yes")
    desk.press(.enter)
    #expect(desk.state.dialog != nil)
    #expect(desk.incident?.timeline.contains { $0.text.contains("hunter2") } == true)
  }
}
