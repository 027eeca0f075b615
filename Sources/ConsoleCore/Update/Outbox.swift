import Cells
import Settings
package import Comms
package import Domain

/// What this process does about the updates that are queued; what became of them is on the timeline.
package struct Outbox: Sendable, Equatable {
  /// Attempts of this process by the item's idempotency key.
  package var attempts: [String: DeliveryAttempts] = [:]
  /// Since when this process is the one that sends; nil while another console does.
  package var began: Timestamp?

  package var nextRetry: Timestamp? { attempts.values.compactMap(\.retryAt).min() }
}

extension State {
  /// The outbox of an incident, as far as this process knows.
  package func outboxItems(of incident: Incident) -> [OutboxItem] {
    Comms.outbox(of: incident, attempts: outbox.attempts, began: outbox.began ?? now)
  }

  /// Updates that failed, or of which nobody knows whether they arrived.
  package var undelivered: [OutboxItem] {
    guard let incident else { return [] }
    return outboxItems(of: incident).filter { item in
      switch item.state {
      case .failed: true
      // Only the console that sends knows that nobody is sending.
      case .unknown: isCollecting
      case .queued, .sending, .sent: false
      }
    }
  }

  /// True while what this console sends is still on its way for the first time.
  package var isSending: Bool {
    isCollecting
      && updated.contains { incident in
        outboxItems(of: incident).contains { $0.state == .queued(retryAt: nil) || $0.state == .sending }
      }
  }

  private var updated: [Incident] { incidents.values.map(\.incident).filter { !$0.updates.isEmpty } }

  /// Begins the attempts that are due; the console that collects is the one that sends.
  mutating func sendDue() -> [Effect] {
    guard isCollecting, let began = outbox.began else { return [] }
    var effects: [Effect] = []
    for incident in updated {
      for item in dueDeliveries(incident, attempts: outbox.attempts, began: began, now: now)
      where !recording.isQueueing(item.message) {
        effects += attempt(item, of: incident)
      }
    }
    return effects
  }

  private mutating func attempt(_ item: OutboxItem, of incident: Incident) -> [Effect] {
    let delivery = Delivery(incident: incident.id, message: item.message, channel: ChannelID(item.channel))
    var attempts = outbox.attempts[item.id] ?? DeliveryAttempts(of: item)
    if attempts.queuedAt != item.queuedAt { attempts = DeliveryAttempts(of: item) }
    attempts.began()
    outbox.attempts[item.id] = attempts
    guard let channel = settings.channels.first(where: { $0.id == delivery.channel }) else {
      return ended(delivery, .refused(reason: "the channel is no longer configured"))
    }
    let title = "\(incident.severity.word) \(incident.name) update \(item.number)"
    return [.send(delivery, channel, title: title, text: item.text)]
  }

  /// Takes the result of an attempt: on record, or tried again later.
  mutating func ended(_ delivery: Delivery, _ outcome: AttemptOutcome) -> [Effect] {
    guard let verdict = outbox.attempts[delivery.idempotencyKey]?.ended(outcome, at: now) else { return [] }
    switch verdict {
    case .sent: return report(delivery, .sent, reason: nil)
    case .failed(let reason):
      warn(
        "update NOT SENT on \(delivery.channel): \(reason); \(keys.name(of: .resend)) sends it again, \(keys.name(of: .update)) then \(keys.copying) copies it"
      )
      return report(delivery, .failed, reason: reason)
    case .retry(let moment):
      if case .temporary(let reason) = outcome {
        warn("\(delivery.channel): \(reason); trying again in \((moment - now).configText)")
      }
      return []
    }
  }

  private mutating func report(_ delivery: Delivery, _ kind: CommsEvent.Kind, reason: String?) -> [Effect] {
    let updates = incidents[delivery.incident]?.incident.updates
    let number = updates?.first { $0.id == delivery.message }?.number ?? 0
    if kind == .sent { tell("update \(number) sent: \(delivery.channel)") }
    let body = CommsEvent(
      kind: kind, message: delivery.message, number: number, channel: delivery.channel.rawValue, text: reason)
    return record([event(.comms(body), in: delivery.incident, source: .command)])
  }

  /// Asks before sending again: what is sent stays sent, and some of it may have arrived already.
  mutating func resend() -> [Effect] {
    let unknown = undelivered.filter { $0.state == .unknown }
    let items = unknown.isEmpty ? undelivered : unknown
    let what = items.map { "update \($0.number) on \($0.channel)" }.joined(separator: ", ")
    dialog = .confirm(
      Confirmation(
        question: unknown.isEmpty
          ? "Send \(what) again, as it was written?" : "Nobody saw whether \(what) arrived. Send again?",
        answer: .resend))
    return []
  }

  /// Queues anew what did not arrive, with the text that was queued first.
  mutating func resendAll() -> [Effect] {
    guard let focus else { return [] }
    let bodies = undelivered.map { item in
      EventBody.comms(
        CommsEvent(
          kind: .queued, message: item.message, number: item.number, channel: item.channel, text: item.text))
    }
    return record(bodies, in: focus)
  }
}
