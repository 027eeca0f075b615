import Cells
import ConsoleCore
import Settings
import Support
import Testing

@Suite struct ThemeChoiceTests {
  private let night = Theme(
    name: "night", title: "Night", palette: Palette { _ in Palette.Paint(foreground: .rgb(9, 9, 9)) })

  /// A desk that has been shown the themes there are.
  private func choosing() -> Desk {
    var desk = Desk()
    desk.type("T")
    desk.act(.themesRead([night, .init(name: "mono", title: "Mono", palette: .monochrome)], problem: nil))
    desk.asked = []
    return desk
  }

  @Test func `T asks for the themes`() {
    var desk = Desk()
    desk.type("T")
    #expect(desk.asked == [.readThemes])
  }

  @Test func `moving shows the colours at once and keeps nothing`() {
    var desk = choosing()
    desk.type("jj")
    #expect(desk.asked == [.paint(night.palette), .paint(.monochrome)])
    #expect(desk.state.theme == .standard)
  }

  @Test func `Enter keeps the theme for the next console too`() {
    var desk = choosing()
    desk.press(.down, .enter)
    #expect(desk.state.theme == night)
    #expect(desk.asked.suffix(2) == [.paint(night.palette), .keepTheme("night")])
    #expect(desk.says == "colours: night, from now on")
  }

  @Test func `Esc goes back to the colours from before`() {
    var desk = choosing()
    desk.press(.down, .enter)
    desk.type("T")
    desk.act(.themesRead([night], problem: nil))
    desk.press(.up)
    #expect(desk.asked.last == .paint(Theme.standard.palette))
    desk.press(.escape)
    #expect(desk.asked.last == .paint(night.palette))
    #expect(desk.state.theme == night)
  }

  @Test func `colours that the configuration asks for anew are there at once`() {
    var desk = Desk()
    desk.act(.themeChanged(night, problem: nil))
    #expect(desk.state.theme == night)
    #expect(desk.asked.last == .paint(night.palette))
    #expect(desk.says == "colours: night, as the configuration says")
    desk.act(.themeChanged(night, problem: nil))
    #expect(desk.says == "your own colours stay; T changes them")
  }

  @Test func `a theme that can't be used is told and the others are there`() {
    var desk = Desk()
    desk.act(.themesRead([night], problem: "mine.yaml:3:1: no"))
    #expect(desk.says == "mine.yaml:3:1: no")
    guard case .choice(let choice)? = desk.state.dialog else {
      Issue.record("no choice is open")
      return
    }
    #expect(choice.options.map(\.label.string) == ["standard", "night"])
  }

  @Test func `themes that come while something is typed wait for the next T`() {
    var desk = Desk.declaredNight()
    desk.type("nhalf")
    let typed = desk.state.dialog
    desk.act(.themesRead([night], problem: nil))
    #expect(desk.state.dialog == typed)
  }
}
