import Domain

/// A board with a clock, fed one character a probe.
struct Night {
  var board: HealthBoard
  var now = Timestamp(milliseconds: 1_700_000_000_000)
  var changes: [ServiceChange] = []

  static let start = Timestamp(milliseconds: 1_700_000_000_000)

  init(_ services: [Service], components: [Component] = []) {
    board = HealthBoard(services: services, components: components)
  }

  /// What a probe found: `.` well, `x` refused, `5` status 503, `s` slow, a gap for an answer without numbers.
  static func sample(_ outcome: Character, _ service: ServiceID, _ check: CheckID, at: Timestamp) -> Sample {
    switch outcome {
    case "x":
      Sample(
        service: service, check: check, at: at, failure: ProbeFailure(kind: .refused, detail: "10.0.0.4"))
    case "c": Sample(service: service, check: check, at: at, failure: ProbeFailure(kind: .certificate))
    case "5": Sample(service: service, check: check, at: at, values: ["status": 503, "latency": 0.01])
    case "s": Sample(service: service, check: check, at: at, values: ["status": 200, "latency": 2])
    case " ": Sample(service: service, check: check, at: at, values: [:])
    default: Sample(service: service, check: check, at: at, values: ["status": 200, "latency": 0.01])
    }
  }

  /// Probes once for every character, `every` apart; the state after each as one letter: `o d D u`, `?` added
  /// while suspect.
  mutating func probe(
    _ outcomes: String, _ service: ServiceID = "web", check: CheckID = "http", every: Duration = .seconds(30)
  ) -> String {
    var states = ""
    for outcome in outcomes {
      changes += board.record(Self.sample(outcome, service, check, at: now))
      states += letter(service)
      now = now + every
    }
    return states
  }

  func letter(_ service: ServiceID) -> String {
    guard let status = board.status(of: service) else { return "-" }
    let letter =
      switch status.state {
      case .ok: "o"
      case .degraded: "d"
      case .down: "D"
      case .unknown: "u"
      case .maintenance: "m"
      }
    return letter + (status.isSuspect ? "?" : "")
  }

  var told: String {
    changes.map { "\($0.service) \($0.from.rawValue) > \($0.to.rawValue)" }.joined(separator: "\n")
  }
}

/// A service with one HTTP check; conditions as text.
func service(
  _ id: ServiceID = "web", url: String = "http://127.0.0.1/", tier: Int = 5, dependsOn: [ServiceID] = [],
  down: [String] = [], degraded: [String] = ["latency > 1s"], schedule: Check.Schedule = Check.Schedule()
) -> Service {
  func parsed(_ texts: [String]) -> [Condition] {
    texts.compactMap { try? Condition.parse($0, units: [:]).get() }
  }
  return Service(
    id: id, title: id.rawValue, tier: tier, dependsOn: dependsOn,
    checks: [
      Check(
        id: "http", probe: .http(HTTPProbe(url: url)), schedule: schedule, down: parsed(down),
        degraded: parsed(degraded))
    ])
}
