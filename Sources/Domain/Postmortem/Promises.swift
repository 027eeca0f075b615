/// A next update that was promised, and what became of it.
package struct UpdatePromise: Sendable, Equatable {
  package var dueAt: Timestamp
  /// The update that kept it or came late; nil while there is none.
  package var answeredAt: Timestamp?
  package var timesPutOff = 0

  /// A promise is given to the minute, so it is kept until that minute is over.
  package static let grace = Duration.minutes(1)

  /// Nil while it may still be kept.
  package func isKept(at now: Timestamp) -> Bool? {
    if let answeredAt { return answeredAt < dueAt + Self.grace }
    return now < dueAt + Self.grace ? nil : false
  }
}

extension Incident {
  /// Every update that was promised, in order; a promise that was put off is one promise with a later time.
  package var updatePromises: [UpdatePromise] {
    var promises: [UpdatePromise] = []
    var standing: UpdatePromise?
    for entry in timeline {
      switch entry.event.body {
      case .update(let clock) where !entry.isRetracted:
        guard clock.kind != .overdue else { continue }
        let putOff = (standing?.timesPutOff ?? 0) + (clock.kind == .snoozed ? 1 : 0)
        standing = UpdatePromise(dueAt: clock.dueAt, timesPutOff: putOff)
      case .comms(let update) where update.kind == .drafted:
        if var answered = standing {
          answered.answeredAt = entry.happenedAt
          promises.append(answered)
        }
        standing = update.fields?.nextUpdateAt.map { UpdatePromise(dueAt: $0) }
      case .milestone(let milestone) where milestone.kind == .resolved && !entry.isRetracted:
        // Resolving in time releases from a promise; resolving after it was due leaves it broken.
        if let broken = standing, broken.isKept(at: entry.happenedAt) == false { promises.append(broken) }
        standing = nil
      default: continue
      }
    }
    return promises + (standing.map { [$0] } ?? [])
  }

  func updatesInTime(at now: Timestamp) -> Measure {
    let judged = updatePromises.compactMap { promise in promise.isKept(at: now).map { (promise, $0) } }
    guard !judged.isEmpty else {
      let value: Measure.Value = updatePromises.isEmpty && !isOpen ? .notApplicable : .pending
      return Measure(kind: .updatesInTime, value: value, base: "no promised update was due yet")
    }
    let putOff = judged.reduce(0) { $0 + $1.0.timesPutOff }
    return Measure(
      kind: .updatesInTime, value: .count(judged.count(where: \.1), of: judged.count),
      base: "of the updates that were promised for a time"
        + (putOff == 0 ? "" : putOff == 1 ? ", put off once" : ", put off \(putOff) times"))
  }
}
