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
