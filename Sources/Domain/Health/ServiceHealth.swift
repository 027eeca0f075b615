/// What is known of one service beside its checks.
struct ServiceHealth: Sendable {
  var service: Service
  /// Where its checks lie in the board.
  var checks: Range<Int>
  /// Where the services that it depends on lie in the board.
  var dependencies: [Int]
  var state = ServiceState.unknown
  var since: Timestamp?
  /// The state that was last told as a change, or was there before.
  var told: ServiceState?
  /// What the database knew; nil once live results stand on their own.
  var remembered: LastSeen?
  var because = "not probed yet"
  var firstBadAt: Timestamp?
  /// Another number with each sample and each change.
  var revision = 0
  var believed = StateRuns()
  var seen = StateRuns()

  init(_ service: Service, checks: Range<Int>, dependencies: [Int]) {
    self.service = service
    self.checks = checks
    self.dependencies = dependencies
  }

  /// Keeps what was known before a reload.
  mutating func adopt(_ old: ServiceHealth) {
    state = old.state
    since = old.since
    told = old.told
    remembered = old.remembered
    because = old.because
    firstBadAt = old.firstBadAt
    revision = old.revision
    believed = old.believed
    seen = old.seen
  }

  /// Shows what the database knew.
  mutating func remember(_ last: LastSeen) {
    remembered = last
    state = last.state
    since = last.since
    told = last.state
    firstBadAt = last.state.isBad ? last.since : nil
    because = ""
  }
}

extension ProbeFailure {
  /// The failure in one line, as in `connection refused: 10.0.0.4:443`; text from outside.
  package var sentence: String { detail.isEmpty ? kind.rawValue : "\(kind.rawValue): \(detail)" }
}

extension CheckHealth {
  /// Why the newest sample is not well; nil where it is.
  func reason(_ check: Check, at now: Timestamp) -> String? {
    if let failure { return failure.sentence }
    if isAnswerBad(check) {
      let name = values["status"] == nil ? "exit" : "status"
      return "\(name) \(MeasurementUnit.count.text(values[name] ?? 0))"
    }
    let all = Array(check.conditions.enumerated())
    if let (index, condition) = all.first(where: {
      conditions[$0.offset].truth(of: $0.element, at: now) == .yes
    }) {
      let value = conditions[index].value.map { check.unit(of: condition.measurement).text($0) } ?? "?"
      return "\(condition.text), now \(value)"
    }
    let blind = all.first { conditions[$0.offset].raw == .unknown && !conditions[$0.offset].isMeasured }
    return blind.map { "no value for \($0.element.measurement)" }
  }
}
