/// How a service was when it was last looked at.
package struct LastSeen: Sendable, Equatable {
  package var service: ServiceID
  package var state: ServiceState
  /// The moment from which the state holds.
  package var since: Timestamp
  /// When it was last probed.
  package var at: Timestamp
  package var values: [String: Double]

  package init(
    service: ServiceID, state: ServiceState, since: Timestamp, at: Timestamp, values: [String: Double]
  ) {
    self.service = service
    self.state = state
    self.since = since
    self.at = at
    self.values = values
  }
}

extension [LastSeen] {
  /// The same after what the record tells: a change is on record at once, what was last seen only after a while.
  package func following(_ events: [RecordedEvent]) -> [LastSeen] {
    var states = Dictionary(map { ($0.service, $0) }) { first, _ in first }
    for recorded in events {
      let event = recorded.event
      guard case .serviceChanged(let change) = event.body else { continue }
      let known = states[change.service]
      if let known, known.at >= event.recordedAt { continue }
      states[change.service] = LastSeen(
        service: change.service, state: change.to, since: event.happenedAt, at: event.recordedAt,
        values: known?.values ?? [:])
    }
    return states.values.sorted { $0.service < $1.service }
  }
}
