/// Everything that is known of one service at one moment.
package struct ServiceStatus: Sendable, Equatable {
  package var service: ServiceID
  package var state: ServiceState
  /// When the state was first believed; nil while nothing was ever heard.
  package var since: Timestamp?
  /// A failure was seen that is not believed yet: shown, never alerted.
  package var isSuspect: Bool
  /// The condition with its value now, or the failure; may hold text from outside.
  package var because: String
  /// The failing service that explains this one.
  package var via: ServiceID?
  /// When the first red probe of the present bad spell was started.
  package var firstBadAt: Timestamp?
  package var lastProbedAt: Timestamp?
  /// Known from the database alone: no live result has come yet.
  package var isRemembered: Bool
  /// The newest numbers by name; where two checks give the same name, the first check's.
  package var values: [String: Double]
  /// Where a number is going; absent where too little is known.
  package var trends: [String: Trend]
  package var checks: [CheckStatus]
}

/// Where a number has been going for the last quarter of an hour.
package enum Trend: Sendable, Equatable {
  case rising, falling, flat
}

/// What the last probe of a check said.
package struct CheckStatus: Sendable, Equatable {
  package var check: CheckID
  /// What the last probe alone would say.
  package var verdict: ServiceState
  /// What is believed after enough probes in a row.
  package var believed: ServiceState
  package var failure: ProbeFailure?
  package var lastProbedAt: Timestamp?
  package var values: [String: Double]
  package var conditions: [ConditionStatus]
}

/// A condition with its value now.
package struct ConditionStatus: Sendable, Equatable {
  package var condition: Condition
  /// What the check is while the condition holds.
  package var makes: ServiceState
  package var truth: Truth
  package var value: Double?
  /// When the condition will have held long enough; nil where it does not hold or needs no time.
  package var ripensAt: Timestamp?
}

/// A row of the first screen.
package struct RankedService: Sendable, Equatable {
  package var id: ServiceID
  package var state: ServiceState
  /// 1 for what hangs from the root above it, else 0.
  package var depth: Int
  /// The root above it.
  package var via: ServiceID?
}

/// A probe whose time has come.
package struct DueProbe: Sendable, Equatable {
  package var service: ServiceID
  package var check: Check
}
