package import Cells
package import ConsoleCore
package import Domain
package import PlaybookEngine
import Settings
import Testing

/// The mind of one console without its world: keys go in; the desk keeps the record, answers the probes and moves time.
package struct Desk {
  package private(set) var state: State
  package private(set) var now: Timestamp
  /// Everything on record, in the order of entry.
  package private(set) var record: [RecordedEvent] = []
  /// What the console asked of the world, apart from recording, probing and reading.
  package var asked: [Effect] = []
  /// What a probe of a service finds; a service that is not named answers as it should.
  package var answers: [ServiceID: ProbeAnswer] = [:]
  /// Why the record takes nothing; nil while it does.
  package var storeProblem: String?
  /// What the record does not take is safe on disk beside it.
  package var keepsBeside = false
  /// Room is set aside on the record's disk.
  package var hasBallast = false
  /// False while another console collects.
  package var mayCollect = true

  /// A console on the small toolchain at 03:00, with every service probed and well.
  package init(
    login: String = "ana", at time: String = "03:00", size: Size = Size(width: 120, height: 40),
    mode: Place.Mode = .live, mayCollect: Bool = true
  ) {
    let settings = Toolchain.settings()
    now = moment(time)
    self.mayCollect = mayCollect
    state = State(
      place: Place(name: "prod", mode: mode), actor: Actor(login: login, host: "bastion"), now: now,
      size: size, settings: settings, library: Toolchain.library(now: now),
      board: HealthBoard(services: settings.services, components: settings.components),
      seed: UInt64(login.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
    act(.ticked)
    pass(.seconds(35))
  }

  package var incident: Incident? { state.incident }
  package var run: PlaybookRun? { state.run }
  /// What stands at the foot of the screen.
  package var says: String { state.notice?.text.string ?? "" }
  /// What the record says, in order.
  package var bodies: [EventBody] { record.map(\.event.body) }

  /// The person uses lines instead of keys.
  package mutating func isListenedTo() { state.keys = state.keys.spoken }

  /// Presses keys, one after the other.
  package mutating func press(_ keys: Key...) {
    for key in keys { act(.keyPressed(key)) }
  }

  /// Presses the key of each character.
  package mutating func type(_ text: String) {
    for character in text { act(.keyPressed(.character(character))) }
  }

  /// Lets time pass, a second at a time, as the loop does.
  package mutating func pass(_ duration: Duration) {
    let end = now + duration
    while now < end {
      now = min(now + .seconds(1), end)
      act(.ticked)
    }
  }

  package mutating func pass(until time: String) { pass(moment(time) - now) }

  /// The host's clock is set, and the loop tells.
  package mutating func jump(by distance: Duration) {
    now = now + distance
    act(.clockJumped(by: distance))
  }

  /// Something happens in the world.
  package mutating func act(_ action: Action) {
    for effect in update(&state, action, at: now) { perform(effect) }
  }

  /// Another console's events arrive here.
  package mutating func follow(_ other: Desk) {
    let known = Set(record.map(\.event.id))
    let fresh = other.record.filter { !known.contains($0.event.id) }
    record += fresh
    act(.followed(fresh))
  }

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .append(let events): append(events)
    case .probe(let service, let check):
      let answer = answers[service] ?? .well(service)
      act(.sampled(check.sample(from: answer, service: service, at: now)))
    case .loadIncident(let id):
      let events = record.filter { $0.event.incident == id }
      act(.incidentLoaded(id, number: number(of: id), events: events))
    case .tryToCollect: act(.collectingChanged(mayCollect))
    case .remember, .lookAtSpool, .lookAround: break
    case .run, .cancel, .send, .copy, .copyView, .takeMouse, .edit, .openShell, .export, .cancelExport,
      .listIncidents, .search, .suspend,
      .repaint, .quit,
      .paint, .readThemes, .keepTheme, .makeRoom:
      asked.append(effect)
    }
  }

  private mutating func append(_ events: [Event]) {
    if let storeProblem {
      return act(
        .recordingFailed(events, reason: storeProblem, isKept: keepsBeside, canMakeRoom: hasBallast))
    }
    let known = Set(record.map(\.event.id))
    for event in events where !known.contains(event.id) {
      let global = Int64(record.count + 1)
      let position = ChainPosition(
        database: UniqueID(high: 9, low: 9), globalNumber: global, number: global, previousInIncident: [],
        previousInDatabase: [], hash: [UInt8](repeating: UInt8(truncatingIfNeeded: global), count: 32))
      record.append(RecordedEvent(event: event, position: position))
    }
    let ids = Set(events.map(\.id))
    act(.recorded(record.filter { ids.contains($0.event.id) }))
  }

  private func number(of id: IncidentID) -> Int {
    var ids: [IncidentID] = []
    for incident in record.compactMap(\.event.incident) where !ids.contains(incident) { ids.append(incident) }
    return (ids.firstIndex(of: id) ?? ids.count) + 1
  }
}

extension Desk: CustomTestStringConvertible {
  /// A failing test shows where the console was, not all that it knows.
  package var testDescription: String {
    "the desk of \(state.actor.login) at \(now.timeText), \(state.screen), step \(step), saying \"\(says)\""
  }

  private var step: String { run?.current.map { "\($0.id)" } ?? "none" }
}

extension ProbeAnswer {
  /// What a service of the small toolchain answers when all is well.
  package static func well(_ service: ServiceID) -> ProbeAnswer {
    switch service {
    case "registry": .status(201)
    case "ci": .status(200, "{\"waiting\": 2}")
    default: .status(200)
    }
  }

  package static func status(_ status: Int, _ text: String = "", latency: Double = 0.02) -> ProbeAnswer {
    ProbeAnswer(values: ["status": Double(status), "latency": latency], text: Array(text.utf8))
  }

  /// The builds that wait, as ci tells them.
  package static func waiting(_ builds: Int) -> ProbeAnswer { .status(200, "{\"waiting\": \(builds)}") }
}
