import Cells
import ConsoleCore
import Domain
import PlaybookEngine
import Support
import Testing

@Suite struct SearchTests {
  @Test func `the library shows the playbooks that match, and Enter opens the one shown`() throws {
    var desk = Desk()
    let playbook = try #require(desk.state.library.playbooks.first)
    desk.type("6/" + playbook.title.lowercased())
    desk.press(.enter)
    #expect(desk.state.shownPlaybooks.map(\.id) == [playbook.id])
    desk.press(.enter)
    #expect(desk.state.screen == .playbook(playbook.id))
  }

  @Test func `help is searched as well, and forgets it when it is left`() {
    var desk = Desk()
    desk.type("?/severity")
    desk.press(.enter)
    #expect(desk.state.helpFilter == "severity")
    desk.press(.escape)
    #expect(desk.state.helpFilter == "")
    #expect(desk.state.screen == .help(.services))
    desk.type("/x")
    desk.press(.enter)
    desk.type("1?")
    #expect(desk.state.helpFilter == "")
  }

  @Test func `the service that changed last is selected`() {
    var desk = Desk()
    desk.answers = ["registry": .status(503, "no space left")]
    desk.pass(.minutes(3))
    desk.press(.end)
    #expect(desk.state.selectedService != "registry")
    desk.type("l")
    #expect(desk.state.selectedService == "registry")
  }

  @Test func `the line of the timeline that changed something last is selected`() throws {
    var desk = Desk.declaredNight()
    desk.type("S")
    desk.press(.enter)
    desk.type("nlooking")
    desk.press(.enter)
    desk.type("3l")
    let entry = try #require(desk.state.selectedEntry)
    guard case .stateSet = entry.event.body else { throw NotIt(text: entry.text) }
  }

  struct NotIt: Error { var text: String }
}

@Suite struct RefusalTests {
  @Test func `Enter on the timeline beside the steps says where the steps are`() {
    var desk = Desk.declaredNight()
    desk.type("2")
    desk.press(.tab, .enter)
    #expect(desk.says == "the timeline is in front; Tab goes back to the steps")
  }

  @Test func `a step that is open can't be taken back`() {
    var desk = Desk.declaredNight()
    desk.type("2U")
    #expect(desk.says == "this step is open already; there is nothing to take back")
  }

  @Test func `closing wants a follow-up`() {
    var desk = Desk.declaredNight()
    desk.type("4d")
    #expect(desk.says == "select a follow-up first; they stand below the five lines")
  }

  @Test func `there is nothing to open in an empty list, and it says why`() {
    var desk = Desk()
    desk.type("/zzzz")
    desk.press(.enter, .enter)
    #expect(desk.says == "nothing matches zzzz; Esc shows all")
    desk.press(.escape)
    desk.type("5")
    desk.press(.enter)
    #expect(desk.says == "no incident is on record yet")
  }

  @Test func `no line is pinned where none is shown`() {
    var desk = Desk.declaredNight()
    desk.type("3/zzzz")
    desk.press(.enter)
    desk.type("*")
    #expect(desk.says == "no line has zzzz in it; Esc shows all")
  }
}
