extension HealthBoard {
  /// The probes whose time has come, marked as in flight.
  package mutating func takeDue(at now: Timestamp) -> [DueProbe] {
    tick(to: now)
    start(at: now)
    var due: [DueProbe] = []
    while let check = schedule.due(at: now) {
      let spec = spec(check)
      schedule.take(check, spec.schedule, at: now)
      due.append(DueProbe(service: services[owners[check]].service.id, check: spec))
    }
    return due
  }

  /// When `takeDue` next has something to give; long ago before the first round.
  package var nextDue: Timestamp? { schedule.next }

  /// Brings every probe of a service forward to now, unless it is in flight already.
  package mutating func probeNow(_ service: ServiceID, at now: Timestamp) {
    guard let place = index[service] else { return }
    tick(to: now)
    start(at: now)
    for check in services[place].checks { schedule.hurry(check, at: now) }
  }

  private mutating func start(at now: Timestamp) {
    guard !schedule.hasStarted else { return }
    schedule.markStarted()
    for check in checks.indices { schedule.planFirst(check, spec(check).schedule, at: now) }
  }
}
