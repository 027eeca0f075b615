/// What is known of one check: its newest sample, its conditions, its numbers over time, and what is believed.
struct CheckHealth: Sendable {
  var belief = Hysteresis()
  var lastAt: Timestamp?
  /// Nothing has been heard for too long.
  var isSilent = false
  var failure: ProbeFailure?
  var values: [String: Double] = [:]
  /// The check's `down` conditions, then its `degraded` ones.
  var conditions: [ConditionHealth]
  var series: [MeasuredSeries]

  init(_ check: Check, room: Int) {
    conditions = Array(repeating: ConditionHealth(), count: check.down.count + check.degraded.count)
    series = check.series(room: room)
  }

  /// The deadline after which silence makes the check unknown.
  func staleAt(_ schedule: Check.Schedule) -> Timestamp? { lastAt.map { $0 + schedule.silence } }

  /// Takes in a sample's numbers; false for one that is older than what is known.
  mutating func take(_ sample: Sample, _ check: Check) -> Bool {
    if let lastAt, sample.at < lastAt {
      // A sample long before the last one: the clock was set back, and windows over both clocks would lie.
      guard lastAt - sample.at > check.schedule.every + check.schedule.timeout else { return false }
      for index in series.indices { series[index].forget() }
      for index in conditions.indices { conditions[index].trueSince = nil }
    }
    lastAt = sample.at
    isSilent = false
    failure = sample.failure
    values = sample.values
    for index in series.indices {
      if let value = values[series[index].name] { series[index].append(value, at: sample.at) }
    }
    for (index, condition) in check.conditions.enumerated() {
      conditions[index].look(
        condition, value: value(condition, check, at: sample.at),
        isMeasured: values[condition.measurement] != nil, at: sample.at)
    }
    return true
  }

  /// The condition's left side at a moment.
  func value(_ condition: Condition, _ check: Check, at now: Timestamp) -> Double? {
    guard let window = condition.window else { return values[condition.measurement] }
    return series.first { $0.name == condition.measurement }?
      .reduce(condition.function, window: window, interval: check.schedule.every, now: now)
  }

  /// What the newest sample alone says, with the holds as they are at `now`.
  func verdict(_ check: Check, at now: Timestamp) -> ServiceState {
    if let failure { return failure.kind == .notStarted ? .unknown : .down }
    if isAnswerBad(check) { return .down }
    for (index, condition) in check.conditions.enumerated()
    where conditions[index].truth(of: condition, at: now) == .yes {
      return index < check.down.count ? .down : .degraded
    }
    let isBlind = conditions.contains { $0.raw == .unknown && !$0.isMeasured }
    return isBlind ? .unknown : .ok
  }

  /// The state of the worst condition that has held its time; it has been waited for and is believed at once.
  func ripe(_ check: Check, at now: Timestamp) -> (state: ServiceState, since: Timestamp)? {
    for (index, condition) in check.conditions.enumerated() {
      guard let ripe = conditions[index].ripensAt(condition), now >= ripe,
        let since = conditions[index].trueSince
      else { continue }
      return (index < check.down.count ? .down : .degraded, since)
    }
    return nil
  }

  /// A condition that holds again after a restart, and led to the state that was known before, has held since then.
  mutating func recall(_ known: LastSeen, _ check: Check) {
    for (index, condition) in check.conditions.enumerated() where check.leads(index, to: known.state) {
      guard let since = conditions[index].trueSince, let hold = condition.hold else { continue }
      conditions[index].trueSince = min(since, known.since - hold)
    }
  }

  /// A condition that leads to the state can't be told yet, for its window has just begun.
  func isUndecided(on state: ServiceState, _ check: Check) -> Bool {
    check.conditions.enumerated().contains { index, condition in
      condition.window != nil && conditions[index].isMeasured && conditions[index].raw == .unknown
        && check.leads(index, to: state)
    }
  }

  /// When the next condition will have held its time, after `now`.
  func nextRipening(_ check: Check, after now: Timestamp) -> Timestamp? {
    check.conditions.enumerated().compactMap { conditions[$0.offset].ripensAt($0.element) }
      .filter { $0 > now }.min()
  }

  /// The protocol's own word for bad, which holds unless a `down` condition judges the same number.
  func isAnswerBad(_ check: Check) -> Bool {
    guard let name = check.probe.verdictMeasurement, let value = values[name],
      !check.down.contains(where: { $0.measurement == name })
    else { return false }
    return name == "exit" ? value != 0 : !(200..<400).contains(value)
  }
}

extension Check {
  /// All conditions, `down` first.
  var conditions: [Condition] { degraded.isEmpty ? down : down + degraded }

  /// The state that a condition, by its place among all, leads to.
  fileprivate func leads(_ index: Int, to state: ServiceState) -> Bool {
    state == (index < down.count ? .down : .degraded)
  }

  /// The measurements that are kept over time: latency, what has a name of its own, what a window looks at, and the
  /// few numbers that tell how an answer was.
  fileprivate func series(room: Int) -> [MeasuredSeries] {
    var names = [probe.latencyMeasurement] + measurements.map(\.name)
    for condition in conditions where !names.contains(condition.measurement) {
      if condition.window != nil { names.append(condition.measurement) }
    }
    let stepwise = ["status", "exit", "tls_ok", "cert_days"].filter { !names.contains($0) }
    return names.map { MeasuredSeries(name: $0, capacity: max(points(for: $0), min(room, usualPoints))) }
      + stepwise.map { MeasuredSeries(name: $0, capacity: 32, isStepwise: true) }
  }

  /// Points that six hours take at the check's interval.
  private var usualPoints: Int { Self.points(.hours(6), every: schedule.every) }

  /// Points that the longest window over the measurement needs.
  private func points(for name: String) -> Int {
    let windows = conditions.filter { $0.measurement == name }.compactMap(\.window)
    return windows.max().map { Self.points($0, every: min(schedule.every, schedule.retryEvery)) } ?? 0
  }

  private static func points(_ time: Duration, every: Duration) -> Int {
    Int(min(2000, time.milliseconds / max(1, every.milliseconds) + 2))
  }
}

extension Check.Schedule {
  /// Silence for this long makes a check unknown.
  var silence: Duration { every * 3 + timeout }
}

extension Probe {
  /// The number by which the protocol itself says that an answer is bad.
  fileprivate var verdictMeasurement: String? {
    switch self {
    case .http: "status"
    case .tcp: nil
    case .exec: "exit"
    }
  }

  /// The number that says how long an answer took.
  package var latencyMeasurement: String {
    switch self {
    case .http, .tcp: "latency"
    case .exec: "duration"
    }
  }
}
