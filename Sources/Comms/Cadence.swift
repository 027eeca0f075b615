package import Domain

/// How often people hear from the responders: the first update, then one every so often, less often after a while.
package struct Cadence: Sendable, Equatable {
  /// From the declaration; nil where no first update is promised.
  package var first: Duration?
  package var every: Duration
  package var longAfter: Duration?
  package var longEvery: Duration?

  package init(first: Duration?, every: Duration, longAfter: Duration? = nil, longEvery: Duration? = nil) {
    self.first = first
    self.every = every
    self.longAfter = longAfter
    self.longEvery = longEvery
  }

  /// What holds where no playbook says otherwise.
  ///
  /// PagerDuty's response guide: a first post within 5 minutes, then at least every 20 in the first two hours; 30 is the
  /// middle of public templates for SEV2.
  package static func standard(for severity: Severity) -> Cadence {
    switch severity {
    case .sev1:
      Cadence(first: .minutes(5), every: .minutes(20), longAfter: .hours(2), longEvery: .minutes(60))
    case .sev2:
      Cadence(first: .minutes(15), every: .minutes(30), longAfter: .hours(4), longEvery: .hours(2))
    case .sev3: Cadence(first: .minutes(60), every: .hours(4))
    }
  }

  /// When the next update is due after one at `last`, or the first one where there was none.
  package func nextUpdate(after last: Timestamp?, declaredAt: Timestamp) -> Timestamp {
    guard let last else { return declaredAt + (first ?? every) }
    return last + interval(at: last, declaredAt: declaredAt)
  }

  /// The time between two updates at that moment of an incident.
  package func interval(at moment: Timestamp, declaredAt: Timestamp) -> Duration {
    guard let longAfter, let longEvery, moment - declaredAt >= longAfter else { return every }
    return longEvery
  }
}

/// When the next update is due; `own` holds the cadence of a playbook, which goes before the standard.
package func nextUpdate(
  after last: Timestamp?, severity: Severity, declaredAt: Timestamp, own: [Severity: Cadence] = [:]
) -> Timestamp {
  (own[severity] ?? .standard(for: severity)).nextUpdate(after: last, declaredAt: declaredAt)
}

/// When the next update is due once the severity has changed: the earlier of the standing promise and the new rhythm.
///
/// So lowering never moves a promise that was made, and raising never makes one late that was not: at the earliest it
/// is due now.
package func nextUpdate(
  whenSeverityBecomes severity: Severity, standing: Timestamp?, lastSent: Timestamp?, declaredAt: Timestamp,
  now: Timestamp, own: [Severity: Cadence] = [:]
) -> Timestamp {
  let rhythm = max(now, nextUpdate(after: lastSent, severity: severity, declaredAt: declaredAt, own: own))
  return min(standing ?? rhythm, rhythm)
}
