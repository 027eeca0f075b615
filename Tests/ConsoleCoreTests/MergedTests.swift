import Cells
import ConsoleCore
import Domain
import Support
import Testing

/// A merge with another host's record comes in while a console is open.
@Suite struct MergedTests {
  private static let incident = UniqueID(high: 1, low: 7)

  private func event(_ body: EventBody, number: Int64, in incident: IncidentID = incident) -> RecordedEvent {
    RecordedEvent(
      event: Event(
        id: UniqueID(high: incident.low, low: UInt64(number)), incident: incident,
        happenedAt: moment("02:00"),
        recordedAt: moment("02:00"), actor: Actor(login: "bo", host: "other"), source: .person, body: body),
      position: ChainPosition(
        database: UniqueID(high: 9, low: 9), globalNumber: number, number: number, previousInIncident: [],
        previousInDatabase: [], hash: []))
  }

  private var declared: RecordedEvent {
    event(
      .declared(Declared(title: "ci is slow", severity: .sev2, suggested: .sev2, triggers: [], services: [])),
      number: 1)
  }

  @Test func `an incident that is open elsewhere is read`() {
    #expect(asked(by: [declared], on: Desk()) == [.loadIncident(Self.incident)])
  }

  @Test func `an incident that is over already is not read, and the history is told anew`() {
    var desk = Desk()
    let over = event(.stateSet(StateChange(to: .resolved, reason: nil)), number: 2)
    #expect(asked(by: [declared, over], on: desk) == [])
    desk.press(.character("5"))
    #expect(asked(by: [declared, over], on: desk) == [.listIncidents])
  }

  private func asked(by events: [RecordedEvent], on desk: Desk) -> [Effect] {
    var state = desk.state
    return update(&state, .followed(events), at: desk.now)
  }

  @Test
  func
    `an incident that a merge ends is not kept in memory, and neither is one that was over when it was read`()
  {
    var desk = Desk()
    let second = UniqueID(high: 1, low: 8)
    let over = event(.stateSet(StateChange(to: .resolved, reason: nil)), number: 2)
    desk.act(.incidentLoaded(second, number: 1, home: "0009", events: [moved(to: second, declared)]))
    desk.act(.incidentLoaded(Self.incident, number: 2, home: "0009", events: [declared]))
    #expect(desk.state.incidents.count == 2 && desk.state.focus == second)
    let notes = (3...60).map { event(.note(Note(text: "line \($0)")), number: $0) }
    desk.act(.followed([over] + notes))
    #expect(Array(desk.state.incidents.keys) == [second])
    desk.act(.incidentLoaded(Self.incident, number: 2, home: "0009", events: [declared, over]))
    #expect(Array(desk.state.incidents.keys) == [second])
  }

  private func moved(to incident: IncidentID, _ recorded: RecordedEvent) -> RecordedEvent {
    event(recorded.event.body, number: recorded.position.number, in: incident)
  }

  @Test func `many lines at once are counted and not told as news`() {
    var desk = Desk()
    desk.act(.followed((1...60).map { event(.note(Note(text: "line \($0)")), number: $0) }))
    #expect(desk.says == "60 events came in from elsewhere")
  }

  @Test func `the head that goes out with an update is that of the chain at home`() throws {
    let here = event(.note(Note(text: "here")), number: 900)
    var away = here
    away.event.id = UniqueID(high: 3, low: 3)
    away.position.database = UniqueID(high: 8, low: 8)
    let opened = try #require(
      OpenedIncident(id: Self.incident, number: 1, home: "0009", events: [away, declared]))
    #expect(opened.head?.position.database == declared.position.database)
    var more = opened
    more.add([here])
    #expect(more.head?.event.id == here.event.id)
    #expect(more.incident.name == "INC-1@0009")
  }
}
