package import Domain

/// What this process is doing about the updates that are queued; what became of them is on the timeline.
package struct Outbox: Sendable, Equatable {
  /// Deliveries that this process has started, with the number of attempts so far.
  package var attempts: [Delivery: Int] = [:]
  /// When a temporary failure is tried again.
  package var retryAt: [Delivery: Timestamp] = [:]

  /// What this process has queued and not yet begun to send.
  package var queuedHere: Set<EventID> = []

  mutating func noteQueued(_ events: [Event]) {
    for event in events {
      if case .comms(let body) = event.body, body.kind == .queued { queuedHere.insert(event.id) }
    }
  }

  /// Waits between attempts; after the last one the delivery has failed.
  static let backoff: [Duration] = [.seconds(5), .seconds(15), .seconds(45)]

  /// Updates that are queued or failed, by channel; queued by another process counts as not known.
  package func undelivered(of incident: Incident) -> [(update: SentUpdate, channel: String)] {
    incident.updates.flatMap { update in
      update.deliveries.compactMap { channel, delivery -> (update: SentUpdate, channel: String)? in
        switch delivery {
        case .sent: nil
        case .failed: (update, channel)
        case .queued: isUnderWay(update, channel, in: incident) ? nil : (update, channel)
        }
      }
    }.sorted { ($0.update.number, $0.channel) < ($1.update.number, $1.channel) }
  }

  /// True while this process is about to send or retry it.
  package func isUnderWay(_ update: SentUpdate, _ channel: String, in incident: Incident) -> Bool {
    attempts[Delivery(incident: incident.id, message: update.id, channel: ChannelID(channel))] != nil
  }
}

extension State {
  /// Sends what this console has just queued; what another process queued is that one's to send.
  mutating func sendQueued(_ events: [RecordedEvent]) -> [Effect] {
    events.flatMap { recorded -> [Effect] in
      guard case .comms(let body) = recorded.event.body, body.kind == .queued, let channel = body.channel,
        let incident = recorded.event.incident, outbox.queuedHere.remove(recorded.event.id) != nil
      else { return [] }
      return attempt(Delivery(incident: incident, message: body.message, channel: ChannelID(channel)))
    }
  }

  mutating func attempt(_ delivery: Delivery) -> [Effect] {
    guard let incident = incidents[delivery.incident]?.incident,
      let update = incident.updates.first(where: { $0.id == delivery.message }),
      let text = queuedText(of: delivery)
    else { return [] }
    guard let channel = settings.channels.first(where: { $0.id == delivery.channel }) else {
      return messageFailed(delivery, reason: "the channel is no longer configured", isTemporary: false)
    }
    outbox.attempts[delivery, default: 0] += 1
    outbox.retryAt[delivery] = nil
    let title = "\(incident.severity.word) \(incident.name) update \(update.number)"
    return [.send(delivery, channel, title: title, text: text)]
  }

  /// The text as it was rendered when it was queued: what is sent is what is on record.
  private func queuedText(of delivery: Delivery) -> String? {
    incidents[delivery.incident]?.incident.timeline.reversed().lazy.compactMap { entry -> String? in
      guard case .comms(let body) = entry.event.body, body.kind == .queued, body.message == delivery.message,
        body.channel == delivery.channel.rawValue
      else { return nil }
      return body.text
    }.first
  }

  mutating func messageSent(_ delivery: Delivery) -> [Effect] {
    outbox.attempts[delivery] = nil
    outbox.retryAt[delivery] = nil
    return report(delivery, .sent, reason: nil)
  }

  mutating func messageFailed(_ delivery: Delivery, reason: String, isTemporary: Bool) -> [Effect] {
    let tried = outbox.attempts[delivery] ?? 1
    if isTemporary, tried <= Outbox.backoff.count {
      outbox.retryAt[delivery] = now + Outbox.backoff[tried - 1]
      warn("\(delivery.channel): \(reason); trying again in \(Outbox.backoff[tried - 1].configText)")
      return []
    }
    outbox.attempts[delivery] = nil
    warn("update NOT SENT on \(delivery.channel): \(reason); r sends again, c then Ctrl-Y copies it")
    return report(delivery, .failed, reason: reason)
  }

  private mutating func report(_ delivery: Delivery, _ kind: CommsEvent.Kind, reason: String?) -> [Effect] {
    let number =
      incidents[delivery.incident]?.incident.updates.first { $0.id == delivery.message }?.number ?? 0
    if kind == .sent { tell("update \(number) sent: \(delivery.channel)") }
    let body = CommsEvent(
      kind: kind, message: delivery.message, number: number, channel: delivery.channel.rawValue, text: reason)
    return record([event(.comms(body), in: delivery.incident, source: .command)])
  }

  /// Tries again what is due.
  mutating func retryDeliveries() -> [Effect] {
    let due = outbox.retryAt.filter { $0.value <= now }.keys.sorted { $0.idempotencyKey < $1.idempotencyKey }
    return due.flatMap { attempt($0) }
  }

  /// Asks before sending again what may have arrived already.
  mutating func resend() -> [Effect] {
    guard let incident else { return [] }
    let undelivered = outbox.undelivered(of: incident)
    let unknown = undelivered.filter { item in
      if case .queued = item.update.deliveries[item.channel] { return true }
      return false
    }
    if unknown.isEmpty { return resendAll() }
    let what = unknown.map { "update \($0.update.number) on \($0.channel)" }.joined(separator: ", ")
    dialog = .confirm(
      Confirmation(question: "Nobody saw whether \(what) arrived. Send again?", answer: .resend))
    return []
  }

  mutating func resendAll() -> [Effect] {
    guard let incident else { return [] }
    return outbox.undelivered(of: incident).flatMap { item in
      attempt(Delivery(incident: incident.id, message: item.update.id, channel: ChannelID(item.channel)))
    }
  }
}
