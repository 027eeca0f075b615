/// Something that is true or false of a service right now: what a trigger ticks on and a waiting step waits for.
package struct LiveCondition: Sendable, Equatable {
  package var service: ServiceID
  package var test: Test
  /// How long it must have held without a break; nil for at once.
  package var hold: Duration?

  package enum Test: Sendable, Equatable {
    case state([ServiceState])
    case measured(Condition)
  }

  package init(service: ServiceID, test: Test, hold: Duration? = nil) {
    self.service = service
    self.test = test
    self.hold = hold
  }
}
