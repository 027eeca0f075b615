package import Domain

/// How near the next update is.
package enum UpdateClockLevel: Sendable, Equatable {
  /// Nothing is promised.
  case none
  case fine(left: Duration)
  case warning(left: Duration)
  /// Now: for the one minute that the promise was given for.
  case due
  case overdue(by: Duration)

  /// The level at `now` of an update promised at `promisedAt` for `dueAt`.
  ///
  /// The warning comes five minutes before, and for a short promise in its last quarter.
  package init(dueAt: Timestamp?, promisedAt: Timestamp?, now: Timestamp) {
    guard let dueAt else {
      self = .none
      return
    }
    let left = dueAt - now
    let promised = promisedAt.map { dueAt - $0 } ?? .hours(1)
    if left <= .zero - UpdatePromise.grace {
      self = .overdue(by: .zero - left)
    } else if left <= .zero {
      self = .due
    } else if left <= min(.minutes(5), max(promised, .zero) / 4) {
      self = .warning(left: left)
    } else {
      self = .fine(left: left)
    }
  }
}

extension Incident {
  /// How near this incident's next update is, counted from the last update or the declaration.
  package func updateClockLevel(now: Timestamp) -> UpdateClockLevel {
    UpdateClockLevel(dueAt: nextUpdateAt, promisedAt: lastUpdate?.draftedAt ?? declaredAt, now: now)
  }
}
