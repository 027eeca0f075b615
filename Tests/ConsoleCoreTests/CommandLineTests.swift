import Cells
import ConsoleCore
import Support
import Testing

@Suite struct CommandLineTests {
  @Test func `Up in an empty line brings back what was taken, Down comes forward again`() throws {
    var desk = Desk.declaredNight()
    for name in ["timeline", "services", "history"] {
      desk.type(":" + name)
      desk.press(.enter)
    }
    desk.type(":")
    desk.press(.up)
    #expect(desk.typedCommand == "history")
    desk.press(.up, .up, .up)
    #expect(desk.typedCommand == "timeline")
    desk.press(.down)
    #expect(desk.typedCommand == "services")
    desk.press(.down, .down)
    #expect(desk.typedCommand == "")
    desk.press(.up, .up, .up, .enter)
    #expect(desk.state.screen == .timeline)
  }

  @Test func `a command taken twice stands in the history once, as the last`() {
    var desk = Desk.declaredNight()
    for name in ["timeline", "services", "timeline"] {
      desk.type(":" + name)
      desk.press(.enter)
    }
    #expect(desk.state.commandHistory == ["services", "timeline"])
  }

  @Test func `Up chooses among the matches where something is typed`() {
    var desk = Desk.declaredNight()
    desk.type(":timeline")
    desk.press(.enter)
    desk.type(":mo")
    desk.press(.down, .up)
    #expect(desk.typedCommand == "mo")
  }

  @Test func `Tab writes out what the names share, then the selected name`() {
    var desk = Desk.declaredNight()
    desk.type(":mov")
    desk.press(.tab)
    #expect(desk.typedCommand == "move-")
    desk.press(.tab)
    #expect(desk.typedCommand == "move-up")
    desk.press(.escape)
    desk.type(":timel")
    desk.press(.tab)
    #expect(desk.typedCommand == "timeline")
  }

  @Test func `Tab takes the line that was chosen below`() {
    var desk = Desk.declaredNight()
    desk.type(":move")
    desk.press(.down, .tab)
    #expect(desk.typedCommand == "move-down")
  }
}

extension Desk {
  fileprivate var typedCommand: String? {
    if case .commandLine(let line)? = state.dialog { line.field.text } else { nil }
  }
}
