import Cells
@testable import ConsoleCore
import Domain
import Settings
import Support

/// The console in the middle of a night: the registry is the root, ci hangs from it, the store's step is open.
enum Night {
  static let now = moment("14:03:22")

  static func calm(size: Size = Size(width: 80, height: 24)) throws -> State {
    var state = try calmState.get()
    state.size = size
    return state
  }

  private static let calmState = Result<State, any Error> {
    let settings = try NightConfiguration.read()
    var board = HealthBoard(services: settings.services, components: settings.components)
    board.restore(
      settings.services.filter { $0.id != "vault" }.map {
        LastSeen(
          service: $0.id, state: .ok, since: now - .hours(21 * 24), at: now - .minutes(30), values: [:])
      })
    var state = State(
      place: Place(name: "prod", mode: .live), actor: Actor(login: "ana", host: "bastion"), now: now,
      size: Size(width: 80, height: 24), settings: settings, library: try NightPlaybook.read(), board: board,
      seed: 7)
    state.isCollecting = true
    state.outbox.began = moment("13:00")
    return state
  }

  /// Services probed for half an hour, and nobody has declared yet.
  static func hurt(size: Size = Size(width: 80, height: 24)) throws -> State {
    var state = try hurtState.get()
    state.size = size
    return state
  }

  private static let hurtState = Result<State, any Error> {
    var state = try calm()
    for second in stride(from: 0, through: 26 * 60, by: 30) {
      let at = moment("13:37:11") + .seconds(second)
      for sample in samples(at: at, second: second) { _ = state.board.record(sample) }
    }
    _ = state.board.advance(to: now)
    return state
  }

  /// The night at 14:03:22, on the services screen.
  static func open(size: Size = Size(width: 80, height: 24)) throws -> State {
    var state = try openState.get()
    state.size = size
    return state
  }

  private static let openState = Result<State, any Error> {
    var state = try hurt()
    let record = nightRecord()
    if let opened = OpenedIncident(id: record.incidentID, number: 7, events: record.events) {
      state.incidents[record.incidentID] = opened
    }
    state.focus = record.incidentID
    state.listed = [
      ListedIncident(
        id: record.incidentID, number: 7, isOpen: true, title: "Package registry refuses uploads",
        severity: .sev1,
        declaredAt: moment("13:41:30"))
    ]
    state.notice = Notice(text: "note saved 14:03:19", level: .done, at: now - .seconds(3))
    return state
  }

  private static func samples(at: Timestamp, second: Int) -> [Sample] {
    let minute = Double(second) / 60
    let wave = Double(second / 30 % 5) / 1000
    func sample(_ service: ServiceID, _ check: CheckID, _ values: [String: Double]) -> Sample {
      Sample(service: service, check: check, at: at, values: values)
    }
    let isDown = minute >= 2.5
    return [
      sample(
        "registry", "push",
        isDown
          ? ["status": 503, "latency": 0.021 + wave] : ["status": 202, "latency": 0.084 + wave * 10]),
      sample("registry", "volume", ["disk_used": isDown ? 98 : 71, "exit": 0, "duration": 0.04]),
      sample("ci", "queue", ["status": 200, "latency": 0.42 + wave, "queue_depth": 4 + minute * 33 / 26]),
      sample(
        "deploy-bot", "http", ["status": 200, "latency": minute < 17 ? 0.3 + minute / 100 : 1.2 + wave * 20]),
      sample("documentation-search-indexer", "http", ["status": 200, "latency": 0.75 + wave * 9]),
      sample("postgres", "lag", ["duration": 0.003, "exit": 0, "replication_lag": 0.4]),
      sample("git", "http", ["status": 200, "latency": 0.038 + wave, "cert_days": 41.3]),
      Sample(
        service: "chat", check: "http", at: at,
        values: second < 1500 ? ["status": 200, "latency": 0.11 + wave] : [:],
        failure: second < 1500 ? nil : ProbeFailure(kind: .timedOut, detail: "no answer within 5s")),
    ]
  }
}
