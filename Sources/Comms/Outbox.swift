package import Domain

/// One update on one channel, and what has become of it.
package struct OutboxItem: Sendable, Equatable, Identifiable {
  package var message: UniqueID
  package var number: Int
  package var channel: String
  package var text: String
  package var queuedAt: Timestamp
  package var state: State

  /// The same on every attempt, so that a receiver can tell a retry from a second message.
  package var idempotencyKey: String { "\(message)/\(channel)" }
  package var id: String { idempotencyKey }

  package enum State: Sendable, Equatable {
    /// Waiting for its first attempt, or for `retryAt`.
    case queued(retryAt: Timestamp?)
    case sending
    case sent(Timestamp)
    case failed(reason: String)
    /// Queued before this process began and without a result: it may have been sent, so a person decides.
    case unknown
  }
}

/// The incident's outbox as its timeline tells it, in the order of queueing.
///
/// `began` is when this process became the one that sends. An item queued before it without a result is `unknown`,
/// unless its channel is in `repeatable`: those know the idempotency key and drop a second copy.
package func outbox(
  of incident: Incident, attempts: [String: DeliveryAttempts], began: Timestamp, repeatable: Set<String> = []
) -> [OutboxItem] {
  let deliveries = Dictionary(
    incident.updates.map { ($0.id, $0.deliveries) }, uniquingKeysWith: { first, _ in first })
  return queuedItems(of: incident).map { item in
    var item = item
    let tried = attempts[item.id].flatMap { $0.queuedAt == item.queuedAt ? $0 : nil }
    switch deliveries[item.message]?[item.channel] {
    case .sent(let moment): item.state = .sent(moment)
    case .failed(let reason): item.state = .failed(reason: reason)
    case .queued, nil:
      let isOurs = tried != nil || item.queuedAt >= began || repeatable.contains(item.channel)
      item.state =
        !isOurs ? .unknown : tried?.isInFlight == true ? .sending : .queued(retryAt: tried?.retryAt)
    }
    return item
  }
}

/// The items to be attempted at `now`, whatever has become of the incident meanwhile.
package func dueDeliveries(
  _ incident: Incident, attempts: [String: DeliveryAttempts], began: Timestamp, repeatable: Set<String> = [],
  now: Timestamp
) -> [OutboxItem] {
  outbox(of: incident, attempts: attempts, began: began, repeatable: repeatable).filter { item in
    guard case .queued(let retryAt) = item.state else { return false }
    return retryAt.map { $0 <= now } ?? true
  }
}

/// Each update once a channel, as it was queued last.
private func queuedItems(of incident: Incident) -> [OutboxItem] {
  var items: [OutboxItem] = []
  var places: [String: Int] = [:]
  for entry in incident.queued {
    guard case .comms(let event) = entry.event.body, let channel = event.channel else { continue }
    let item = OutboxItem(
      message: event.message, number: event.number, channel: channel, text: event.text ?? "",
      queuedAt: entry.event.recordedAt, state: .unknown)
    if let place = places[item.id] {
      items[place] = item.queuedAt > items[place].queuedAt ? item : items[place]
    } else {
      places[item.id] = items.count
      items.append(item)
    }
  }
  return items
}
