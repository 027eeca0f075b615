extension HealthBoard {
  /// Whether something is true of a service now, and has been for as long as it must.
  ///
  /// What the database remembers is not live: it makes nothing true.
  package func truth(of condition: LiveCondition, at now: Timestamp) -> Truth {
    guard let place = index[condition.service] else { return .unknown }
    switch condition.test {
    case .state(let states): return truth(place, in: states, hold: condition.hold, at: now)
    case .measured(let measured):
      let hold = [condition.hold, measured.hold].compactMap { $0 }.max()
      return truth(place, measured, hold: hold, at: now)
    }
  }

  private func truth(_ place: Int, in states: [ServiceState], hold: Duration?, at now: Timestamp) -> Truth {
    let service = services[place]
    if service.remembered != nil { return .unknown }
    guard states.contains(service.state) else { return service.state == .unknown ? .unknown : .no }
    guard let hold else { return .yes }
    guard let began = service.believed.began(in: states) else { return .no }
    return now - began >= hold ? .yes : .no
  }

  private func truth(_ place: Int, _ condition: Condition, hold: Duration?, at now: Timestamp) -> Truth {
    let name = condition.measurement
    let own = services[place].checks
    guard let check = own.first(where: { checks[$0].values[name] != nil }) else { return .unknown }
    guard let value = checks[check].value(condition, spec(check), at: now) else { return .unknown }
    guard condition.holds(for: value) else { return .no }
    guard let hold else { return .yes }
    guard let series = checks[check].series.first(where: { $0.name == name }) else { return .unknown }
    return series.held(condition, for: hold, interval: spec(check).schedule.every, now: now)
  }
}

extension MeasuredSeries {
  /// Whether a condition has held at every point since `now - hold`, and at the one before that.
  fileprivate func held(_ condition: Condition, for hold: Duration, interval: Duration, now: Timestamp)
    -> Truth
  {
    var place = count - 1
    while place >= 0 {
      let value =
        condition.window.map {
          reduce(condition.function, window: $0, interval: interval, now: moment(place))
        } ?? self.value(place)
      guard let value, condition.holdsRounded(for: value) else { return .no }
      if now - moment(place) >= hold { return .yes }
      let hasGap = place > 0 && !isStepwise && moment(place) - moment(place - 1) > interval * 3
      guard !hasGap else { return .no }
      place -= 1
    }
    return .no
  }
}

extension Condition {
  /// `holds` for a value that was kept as a `Float`.
  fileprivate func holdsRounded(for value: Double) -> Bool {
    var rounded = self
    rounded.window = window ?? .zero
    return rounded.holds(for: value)
  }
}
