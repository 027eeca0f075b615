extension HealthBoard {
  /// Takes in a sample; the changes are those that are believed because of it.
  package mutating func record(_ sample: Sample) -> [ServiceChange] {
    guard let check = checkIndex[CheckKey(service: sample.service, check: sample.check)] else { return [] }
    if clock == nil { tick(to: sample.at) }
    let spec = spec(check)
    let owner = owners[check]
    guard checks[check].take(sample, spec) else { return [] }
    services[owner].revision += 1
    for name in sample.values.keys where !measured.contains(name) { measured.insert(name) }
    let hasTurned = cutOff.hear(check, sample.failure, at: sample.at, slack: spec.schedule.timeout)
    if cutOff.isCutOff, cutOff.isOutside(check), sample.failure != nil {
      checks[check].belief.excuse()
    } else {
      learn(check, spec, sample)
    }
    services[owner].seen.append(seenState(owner), at: sample.at)
    schedule.answered(
      check, startedAt: sample.at, isSuspect: checks[check].belief.isSuspect, spec.schedule)
    planDeadline(check, spec, after: sample.at)
    if hasTurned { return turned(at: sample.at) }
    return refresh(owner, at: sample.at)
  }

  /// Lets time pass: holds ripen, and what has been silent for too long becomes unknown.
  package mutating func advance(to now: Timestamp) -> [ServiceChange] {
    tick(to: now)
    var changes: [ServiceChange] = []
    while let (at, check) = deadlines.first, at <= now {
      let spec = spec(check)
      let owner = owners[check]
      services[owner].revision += 1
      if at >= silentAt(check, spec) {
        checks[check].lose()
        services[owner].seen.append(.unknown, at: at)
        deadlines.set(check, nil)
      } else {
        if let ripe = checks[check].ripe(spec, at: at) {
          checks[check].belief.ripen(ripe.state, since: ripe.since, spec.schedule)
          services[owner].seen.append(seenState(owner), at: at)
        }
        planDeadline(check, spec, after: at)
      }
      changes += refresh(owner, at: at)
    }
    return changes
  }

  /// When `advance` next has something to say.
  package var nextRipening: Timestamp? { deadlines.first?.at }

  /// This host's own network is gone: what is outside is unknown, and nobody is paged for it.
  package var isCutOff: Bool { cutOff.isCutOff }

  /// Moves the board's clock; every plan follows it when it is set back.
  mutating func tick(to now: Timestamp) {
    if let clock, now < clock - .seconds(1) {
      schedule.shift(by: now - clock)
      deadlines.shift(by: now - clock)
    }
    if clock == nil {
      for check in checks.indices where deadlines[check] == nil {
        deadlines.set(check, now + spec(check).schedule.silence)
      }
    }
    clock = now
  }

  private mutating func learn(_ check: Int, _ spec: Check, _ sample: Sample) {
    let remembered = services[owners[check]].remembered.flatMap { $0.state.isBad ? $0 : nil }
    if let remembered { checks[check].recall(remembered, spec) }
    let verdict = checks[check].verdict(spec, at: sample.at)
    let ripe = checks[check].ripe(spec, at: sample.at)
    checks[check].belief.learn(
      verdict, ripe: ripe?.state, at: sample.at, redSince: ripe?.since, schedule: spec.schedule)
    guard let remembered, remembered.state == verdict else { return }
    checks[check].belief.ripen(verdict, since: remembered.since, spec.schedule)
  }

  private mutating func planDeadline(_ check: Int, _ spec: Check, after now: Timestamp) {
    let silent = silentAt(check, spec)
    deadlines.set(check, min(silent, checks[check].nextRipening(spec, after: now) ?? silent))
  }

  private func silentAt(_ check: Int, _ spec: Check) -> Timestamp {
    checks[check].lastAt.map { $0 + spec.schedule.silence } ?? deadlines[check] ?? Timestamp(milliseconds: 0)
  }

  /// The host was cut off or is back: every service that is asked over the network is looked at anew.
  private mutating func turned(at moment: Timestamp) -> [ServiceChange] {
    revision += 1
    if cutOff.isCutOff {
      for check in checks.indices where cutOff.isOutside(check) { checks[check].belief.excuse() }
    }
    return services.indices.flatMap { refresh($0, at: moment) }
  }

  /// The worst that the newest samples say, believed or not.
  private func seenState(_ owner: Int) -> ServiceState {
    if isHeldBack(owner) { return .unknown }
    let heard = services[owner].checks.filter { checks[$0].lastAt != nil }
    return heard.map { checks[$0].belief.verdict }.max { $0.urgency < $1.urgency } ?? .unknown
  }

  /// The service is asked over a network that is gone.
  func isHeldBack(_ owner: Int) -> Bool {
    cutOff.isCutOff && services[owner].checks.contains { cutOff.isOutside($0) }
  }
}

extension CheckHealth {
  /// Nothing has been heard for too long: what was known says nothing any more.
  mutating func lose() {
    belief.lose()
    isSilent = true
    values = [:]
    failure = nil
    for index in conditions.indices { conditions[index] = ConditionHealth() }
  }

  /// Keeps what was known before a reload; conditions only where they are the same.
  mutating func adopt(_ old: CheckHealth, isSame: Bool) {
    belief = old.belief
    lastAt = old.lastAt
    isSilent = old.isSilent
    failure = old.failure
    values = old.values
    if isSame { conditions = old.conditions }
    for index in series.indices {
      guard var kept = old.series.first(where: { $0.name == series[index].name }) else { continue }
      guard kept.isStepwise == series[index].isStepwise else { continue }
      kept.resize(to: series[index].capacity)
      series[index] = kept
    }
  }
}
