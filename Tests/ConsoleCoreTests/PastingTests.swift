import Cells
import ConsoleCore
import Domain
import Support
import Testing

/// Pasted text is text: it lands in a field or nowhere.
@Suite struct PastingTests {
  @Test func `without a field pasted letters are refused with a sentence`() {
    var desk = Desk.declaredNight()
    let before = desk.bodies.count
    desk.press(.paste("q\nRy!"))
    #expect(desk.says.contains("pasted text goes into a field"))
    #expect(desk.state.dialog == nil && desk.asked.isEmpty && desk.bodies.count == before)
  }

  @Test(arguments: ["R", "S", "V", "!"])
  func `a question is not answered by a paste, and stays`(_ key: String) {
    var desk = Desk.declaredNight()
    desk.type(key)
    let asked = desk.state.dialog
    desk.press(.paste("y\n1"))
    #expect(desk.state.dialog == asked && asked != nil)
    #expect(desk.says.contains("pasted text answers nothing"))
  }

  @Test func `what does not fit is left out, and said`() throws {
    var desk = Desk.declaredNight()
    desk.type("n")
    desk.press(.paste(String(repeating: "long ", count: 200_000)))
    #expect(try #require(desk.prompt).fields[0].field.characters.count == 60_000)
    #expect(desk.says.contains("the end of that text was left out"))
    desk.press(.left, .character("x"))
    #expect(desk.says.contains("the end of that text was left out"))
    desk.press(.enter)
    #expect(desk.bodies.last?.kind == "note")
    desk.type("n")
    desk.press(.paste("short"))
    #expect(try #require(desk.prompt).fields[0].field.text == "short")
  }

  @Test func `control characters weigh what they take on record`() throws {
    var desk = Desk.declaredNight()
    desk.type("n")
    desk.press(.paste(String(repeating: "\u{1B}", count: 60_000)))
    #expect(try #require(desk.prompt).fields[0].field.characters.count == 10_000)
  }

  @Test func `a paste without an end is told, with the way out`() {
    var desk = Desk()
    desk.press(.pasteStalled)
    #expect(desk.says.contains("Esc goes on without it"))
  }
}
