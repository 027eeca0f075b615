extension HealthBoard {
  /// Brings a service in line with its checks, and tells the change that people have not been told.
  mutating func refresh(_ owner: Int, at moment: Timestamp) -> [ServiceChange] {
    settle(owner, at: moment)
    let service = services[owner]
    guard service.state != service.told, !isHeldBack(owner), isWorthTelling(service) else { return [] }
    services[owner].told = service.state
    guard service.told != nil || service.state.isBad else { return [] }
    return [
      ServiceChange(
        service: service.service.id, from: service.told ?? .unknown, to: service.state,
        because: sentence(owner, at: moment), via: root(of: owner).map { services[$0].service.id })
    ]
  }

  /// Brings a service in line with its checks.
  mutating func settle(_ owner: Int, at moment: Timestamp) {
    let state = state(of: owner)
    let firstBad = services[owner].checks.compactMap { checks[$0].belief.firstBadAt }.min()
    if services[owner].remembered == nil, services[owner].firstBadAt != firstBad {
      services[owner].firstBadAt = firstBad
      ranking = RankingMemo()
    }
    if services[owner].state != state {
      services[owner].state = state
      services[owner].since = moment
      ranking = RankingMemo()
    }
    if services[owner].remembered == nil {
      if services[owner].since == nil { services[owner].since = moment }
      services[owner].believed.append(state, at: moment)
    }
    services[owner].because = state == .ok ? "" : live(owner, at: moment) ?? services[owner].because
  }

  /// Not knowing is told once it has lasted, not while the first samples come in.
  private func isWorthTelling(_ service: ServiceHealth) -> Bool {
    if service.remembered != nil { return false }
    guard service.state == .unknown else { return true }
    return service.told != nil
      && service.checks.allSatisfy { checks[$0].belief.isSettled || checks[$0].lastAt == nil }
  }

  /// The worst that is believed of the checks that were heard; what the database knew until all of them were, and
  /// until no window that may still say the same is too short to tell.
  private mutating func state(of owner: Int) -> ServiceState {
    if isHeldBack(owner) {
      services[owner].remembered = nil
      return .unknown
    }
    var worst: ServiceState?
    var areAllHeard = true
    for check in services[owner].checks {
      guard checks[check].lastAt != nil || checks[check].belief.isSettled else {
        areAllHeard = false
        continue
      }
      let believed = checks[check].belief.believed
      if (worst?.urgency ?? -1) < believed.urgency { worst = believed }
    }
    guard let remembered = services[owner].remembered else { return worst ?? .unknown }
    guard let worst, areAllHeard || worst.isBad, !mayStillHold(remembered.state, owner, instead: worst)
    else { return remembered.state }
    services[owner].remembered = nil
    return worst
  }

  private func mayStillHold(_ state: ServiceState, _ owner: Int, instead worst: ServiceState) -> Bool {
    state.isBad && worst.urgency < state.urgency
      && services[owner].checks.contains { checks[$0].isUndecided(on: state, spec($0)) }
  }

  /// Why the service is as it is, in one line; may hold text from outside.
  func sentence(_ owner: Int, at moment: Timestamp) -> String {
    let service = services[owner]
    if service.state == .ok { return service.checks.count > 1 ? "all checks pass" : "its check passes" }
    return service.because
  }

  /// The reason as the newest samples give it; nil where they are better than what is believed.
  private func live(_ owner: Int, at moment: Timestamp) -> String? {
    if isHeldBack(owner) { return "this host is cut off from the network" }
    let service = services[owner]
    let culprits = service.checks.filter { checks[$0].belief.believed == service.state }
    if service.state == .unknown, service.remembered == nil,
      let silent = culprits.first(where: { checks[$0].isSilent })
    {
      return checks[silent].lastAt.map { "nothing heard for \((moment - $0).ageText)" } ?? "never answered"
    }
    for check in culprits {
      guard let reason = checks[check].reason(spec(check), at: moment) else { continue }
      return service.checks.count > 1 ? "\(spec(check).id): \(reason)" : reason
    }
    return nil
  }
}

extension Hysteresis {
  /// A bad state that has been waited for, or was known before: believed without counting.
  mutating func ripen(_ state: ServiceState, since: Timestamp, _ schedule: Check.Schedule) {
    guard state.isBad else { return }
    raise(to: state, since: since)
    confirm(state, schedule)
  }
}
