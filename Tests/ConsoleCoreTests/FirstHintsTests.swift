import Cells
import ConsoleCore
import Domain
import Support
import Testing

@Suite struct FirstHintsTests {
  @Test(arguments: [Key.enter, .escape, .character(" "), .character("q"), .character("z"), .up, .paste("D")])
  func `any key closes the hints and does nothing else`(_ key: Key) {
    var desk = Desk()
    desk.act(.firstStart)
    #expect(desk.state.dialog == .firstHints)
    desk.press(key)
    #expect(desk.state.dialog == nil)
    #expect(desk.state.screen == .services)
    #expect(desk.asked == [])
  }

  @Test func `a key that the hints speak of does what they say`() {
    var desk = Desk()
    desk.act(.firstStart)
    desk.type("D")
    #expect(desk.declaration != nil)
    desk = Desk()
    desk.act(.firstStart)
    desk.type("?")
    #expect(desk.state.screen == .help(.services))
  }

  @Test func `while an incident is open there are no hints`() {
    var desk = Desk.declaredNight()
    desk.type("1")
    desk.act(.firstStart)
    #expect(desk.state.dialog == nil)
  }

  @Test func `an incident that another declares closes the hints`() {
    var desk = Desk(mayCollect: false)
    desk.act(.firstStart)
    desk.follow(Desk.declaredNight(login: "raj"))
    desk.pass(.seconds(2))
    #expect(desk.state.dialog == nil)
    #expect(desk.state.openIncidents.count == 1)
  }

  @Test func `a small window has no room for hints`() {
    var desk = Desk(size: Size(width: 50, height: 14))
    desk.act(.firstStart)
    #expect(desk.state.dialog == nil)
  }
}
