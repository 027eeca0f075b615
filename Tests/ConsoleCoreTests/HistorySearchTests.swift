import Cells
import ConsoleCore
import Domain
import Support
import Testing

@Suite struct HistorySearchTests {
  /// A console on the history of two incidents, with the filter open.
  private func desk() -> (desk: Desk, registry: IncidentID, git: IncidentID) {
    var desk = Desk()
    let (registry, git) = (UniqueID(high: 1, low: 1), UniqueID(high: 1, low: 2))
    desk.press(.character("5"))
    desk.act(
      .incidentsListed([
        ListedIncident(
          id: git, number: 2, isOpen: false, title: "Git hangs", severity: .sev2, declaredAt: desk.now),
        ListedIncident(
          id: registry, number: 1, isOpen: false, title: "Registry is down", severity: .sev1,
          declaredAt: desk.now),
      ]))
    desk.asked = []
    desk.type("/")
    return (desk, registry, git)
  }

  private func note(_ text: String, in incident: IncidentID, number: Int64) -> RecordedEvent {
    let event = Event(
      id: UniqueID(high: 2, low: UInt64(number)), incident: incident, happenedAt: moment("02:00"),
      recordedAt: moment("02:00"), actor: Actor(login: "ana", host: "bastion"), source: .person,
      body: .note(Note(text: text)))
    return RecordedEvent(
      event: event,
      position: ChainPosition(
        database: UniqueID(high: 9, low: 9), globalNumber: number, number: number, previousInIncident: [],
        previousInDatabase: [], hash: []))
  }

  @Test func `an incident is listed for a line on its timeline, and opened on that line`() {
    var (desk, registry, _) = desk()
    desk.type("disk")
    #expect(desk.state.shownHistory.isEmpty)
    desk.act(.found([note("disk is full", in: registry, number: 7)], for: "disk", reachesBack: true))
    #expect(desk.state.shownHistory.map(\.id) == [registry])
    desk.press(.enter, .enter)
    #expect(desk.state.screen == .timeline)
    #expect(desk.state.focus == registry)
    #expect(desk.state.timeline.selection == UniqueID(high: 2, low: 7))
  }

  @Test func `fast typing asks once at a time, and for the last text in the end`() {
    var (desk, registry, _) = desk()
    desk.type("disks")
    #expect(desk.asked == [.search("di")])
    desk.act(.found([note("disk is full", in: registry, number: 7)], for: "di", reachesBack: true))
    #expect(desk.asked == [.search("di"), .search("disks")])
    desk.act(.found([], for: "disks", reachesBack: true))
    #expect(desk.asked.count == 2)
    #expect(desk.state.shownHistory.isEmpty)
  }

  @Test func `a single letter is not worth a search, and titles are found without one`() {
    var (desk, _, git) = desk()
    desk.type("g")
    #expect(desk.asked.isEmpty)
    #expect(desk.state.shownHistory.count == 2)
    desk.type("it")
    #expect(desk.state.shownHistory.map(\.id) == [git])
  }

  @Test func `the selection stays on its incident when an answer brings others before it`() {
    var (desk, registry, git) = desk()
    desk.type("is down")
    #expect(desk.state.shownHistory.map(\.id) == [registry])
    desk.act(.found([], for: "is", reachesBack: true))
    desk.act(.found([note("git is down too", in: git, number: 9)], for: "is down", reachesBack: true))
    #expect(desk.state.shownHistory.map(\.id) == [git, registry])
    #expect(desk.state.history.selection == 1)
  }

  @Test func `the newest line of an incident is the one that is shown`() {
    var (desk, registry, _) = desk()
    desk.type("disk")
    desk.act(
      .found(
        [note("disk is fine", in: registry, number: 9), note("disk is full", in: registry, number: 7)],
        for: "disk", reachesBack: true))
    #expect(desk.state.foundLine(of: registry)?.event.body == .note(Note(text: "disk is fine")))
  }
}
