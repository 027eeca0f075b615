extension HealthBoard {
  package func state(of id: ServiceID) -> ServiceState? { index[id].map { services[$0].state } }

  /// Another number whenever something has changed that concerns this service alone.
  package func revision(of id: ServiceID) -> Int { index[id].map { services[$0].revision } ?? 0 }

  /// All that is known of a service; without its checks and trends, which cost the most, where a line has no use for
  /// them.
  package func status(of id: ServiceID, withChecks: Bool = true) -> ServiceStatus? {
    guard let place = index[id] else { return nil }
    let own = services[place].checks
    let state = services[place].state
    return ServiceStatus(
      service: id, state: state, since: services[place].since,
      isSuspect: own.contains { isSuspect($0, in: state) } && !isHeldBack(place),
      because: services[place].because, via: root(of: place).map { services[$0].service.id },
      firstBadAt: services[place].firstBadAt,
      lastProbedAt: lastProbe(own) ?? services[place].remembered?.at,
      isRemembered: services[place].remembered != nil, values: values(place),
      trends: withChecks ? trends(place) : [:], checks: withChecks ? own.map(checkStatus) : [])
  }

  private func lastProbe(_ own: Range<Int>) -> Timestamp? {
    var last: Timestamp?
    for check in own {
      if let at = checks[check].lastAt { last = max(last ?? at, at) }
    }
    return last
  }

  /// Whether any of the services has given a number of this name.
  package func hasMeasured(_ measurement: String) -> Bool { measured.contains(measurement) }

  /// Where a measurement has been going, as in the service's status.
  package func trend(_ measurement: String, of id: ServiceID) -> Trend? {
    guard let place = index[id] else { return nil }
    for check in services[place].checks {
      for series in checks[check].series where series.name == measurement {
        if let newest = series.newest, let trend = series.trend(now: newest) { return trend }
      }
    }
    return nil
  }

  /// True where a check's newest sample would make the service worse than it is.
  private func isSuspect(_ check: Int, in state: ServiceState) -> Bool {
    let belief = checks[check].belief
    return belief.isSuspect && belief.verdict.urgency > state.urgency
  }

  /// How many services are in each state; states of none are absent.
  package var tally: [ServiceState: Int] {
    var counts = [Int](repeating: 0, count: ServiceState.allCases.count)
    for place in services.indices { counts[services[place].state.urgency] += 1 }
    return ServiceState.allCases.reduce(into: [:]) { tally, state in
      if counts[state.urgency] > 0 { tally[state] = counts[state.urgency] }
    }
  }

  /// The services that say that they depend on this one.
  package func dependents(of id: ServiceID) -> [ServiceID] {
    guard let place = index[id] else { return [] }
    return services.indices.filter { services[$0].dependencies.contains(place) }
      .map { services[$0].service.id }
  }

  /// What the database should remember.
  package var lastSeen: [LastSeen] {
    services.indices.compactMap { place in
      let service = services[place]
      if let remembered = service.remembered { return remembered }
      guard let since = service.since, let at = service.checks.compactMap({ checks[$0].lastAt }).max()
      else { return nil }
      return LastSeen(
        service: service.service.id, state: service.state, since: since, at: at, values: values(place))
    }
  }

  /// The points of a measurement that are still kept, oldest first.
  package func series(_ service: ServiceID, _ measurement: String, since: Timestamp) -> [(
    at: Timestamp, value: Double
  )] {
    guard let series = index[service].flatMap({ self.series($0, measurement) }) else { return [] }
    return (series.firstIndex(since: since)..<series.count).map { (series.moment($0), series.value($0)) }
  }

  /// The worst that probes said in each part of a time, believed or not; nil where nothing was heard.
  package func history(_ service: ServiceID, from: Timestamp, to: Timestamp, buckets: Int) -> [ServiceState?]
  {
    guard let place = index[service] else { return Array(repeating: nil, count: max(0, buckets)) }
    return services[place].seen.worst(from: from, to: to, buckets: buckets)
  }

  /// The longest latency in each part of a time, in seconds; nil where none was measured.
  package func latencyHistory(_ service: ServiceID, from: Timestamp, to: Timestamp, buckets: Int) -> [Double?]
  {
    let own = index[service].map { services[$0].checks } ?? 0..<0
    for check in own where checks[check].series.first.map({ $0.count > 0 }) ?? false {
      return checks[check].series[0].largest(from: from, to: to, parts: max(0, buckets))
    }
    return [Double?](repeating: nil, count: max(0, buckets))
  }

  /// The first check's series of a measurement that has points.
  func series(_ place: Int, _ measurement: String) -> MeasuredSeries? {
    for check in services[place].checks {
      if let found = checks[check].series.first(where: { $0.name == measurement && $0.count > 0 }) {
        return found
      }
    }
    return nil
  }

  private func values(_ place: Int) -> [String: Double] {
    if let remembered = services[place].remembered { return remembered.values }
    guard let first = services[place].checks.first else { return [:] }
    return services[place].checks.dropFirst().reduce(checks[first].values) { known, check in
      known.merging(checks[check].values) { first, _ in first }
    }
  }

  private func trends(_ place: Int) -> [String: Trend] {
    var trends: [String: Trend] = [:]
    for check in services[place].checks {
      for series in checks[check].series where trends[series.name] == nil {
        if let newest = series.newest { trends[series.name] = series.trend(now: newest) }
      }
    }
    return trends
  }

  private func checkStatus(_ check: Int) -> CheckStatus {
    let health = checks[check]
    let spec = spec(check)
    let now = max(clock ?? Timestamp(milliseconds: 0), health.lastAt ?? Timestamp(milliseconds: 0))
    let conditions = spec.conditions.enumerated().map { place, condition in
      ConditionStatus(
        condition: condition, makes: place < spec.down.count ? .down : .degraded,
        truth: health.conditions[place].truth(of: condition, at: now), value: health.conditions[place].value,
        ripensAt: health.conditions[place].ripensAt(condition))
    }
    return CheckStatus(
      check: spec.id, verdict: health.belief.verdict, believed: health.belief.believed,
      failure: health.failure,
      lastProbedAt: health.lastAt, values: health.values, conditions: conditions)
  }
}
