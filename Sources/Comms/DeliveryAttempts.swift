package import Domain

/// What this process has tried for one item of the outbox; it lives in memory only.
package struct DeliveryAttempts: Sendable, Equatable {
  package var made = 0
  /// True from the beginning of an attempt until it is to be repeated: after its end the result is being recorded.
  package var isInFlight = false
  package var retryAt: Timestamp?
  /// When the item was queued that this counts for; queued again, it is counted anew.
  package var queuedAt: Timestamp

  /// Waits after the first, second and third attempt; the fourth is the last.
  package static let waits: [Duration] = [.seconds(5), .seconds(15), .seconds(45)]

  package init(of item: OutboxItem) { queuedAt = item.queuedAt }

  package mutating func began() {
    made += 1
    isInFlight = true
    retryAt = nil
  }

  /// What follows from the result of the attempt that began last.
  package mutating func ended(_ outcome: AttemptOutcome, at now: Timestamp) -> DeliveryVerdict {
    switch outcome {
    case .sent: return .sent
    case .refused(let reason): return .failed(reason: reason)
    case .temporary(let reason):
      guard (1...Self.waits.count).contains(made) else {
        return .failed(reason: "\(reason), after \(made) attempts")
      }
      let next = now + Self.waits[made - 1]
      isInFlight = false
      retryAt = next
      return .retry(at: next)
    }
  }
}

/// What one attempt came to.
package enum AttemptOutcome: Sendable, Equatable {
  case sent
  case temporary(reason: String)
  case refused(reason: String)
}

/// What is to be recorded, or waited for.
package enum DeliveryVerdict: Sendable, Equatable {
  case sent
  case failed(reason: String)
  case retry(at: Timestamp)
}
