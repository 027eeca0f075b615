/// An update to people: drafted, put into the outbox for a channel, sent, or failed there.
package struct CommsEvent: Sendable, Equatable, Codable {
  package var kind: Kind
  /// The same for all events of one update; also its idempotency key together with the channel.
  package var message: UniqueID
  /// The update's number in its incident, from 1.
  package var number: Int
  /// Nil where the event is about the update as a whole.
  package var channel: String?
  /// The text as it was rendered for the channel, on queued; the reason, on failed.
  package var text: String?
  package var fields: UpdateFields?

  package enum Kind: String, Sendable, Equatable, Codable, CaseIterable {
    case drafted = "comms_drafted"
    case queued = "comms_queued"
    case sent = "comms_sent"
    case failed = "comms_failed"
  }

  package init(
    kind: Kind, message: UniqueID, number: Int, channel: String?, text: String? = nil,
    fields: UpdateFields? = nil
  ) {
    self.kind = kind
    self.message = message
    self.number = number
    self.channel = channel
    self.text = text
    self.fields = fields
  }
}

/// The four fields of an update.
package struct UpdateFields: Sendable, Equatable, Codable {
  package var happened: String
  package var impacted: String
  package var doing: String
  /// Nil on the last one.
  package var nextUpdateAt: Timestamp?

  package init(happened: String, impacted: String, doing: String, nextUpdateAt: Timestamp?) {
    self.happened = happened
    self.impacted = impacted
    self.doing = doing
    self.nextUpdateAt = nextUpdateAt
  }
}

package struct UpdateClock: Sendable, Equatable, Codable {
  package var kind: Kind
  /// The moment that the update is due at, or is put off to.
  package var dueAt: Timestamp
  package var reason: String?

  package enum Kind: String, Sendable, Equatable, Codable, CaseIterable {
    case due = "update_due"
    case overdue = "update_overdue"
    case snoozed = "update_snoozed"
  }

  package init(kind: Kind, dueAt: Timestamp, reason: String? = nil) {
    self.kind = kind
    self.dueAt = dueAt
    self.reason = reason
  }
}

package struct ServiceChange: Sendable, Equatable, Codable {
  package var service: ServiceID
  package var from: ServiceState
  package var to: ServiceState
  /// The condition or failure that made the difference.
  package var because: String
  /// The failing service that explains this one.
  package var via: ServiceID?

  package init(
    service: ServiceID, from: ServiceState, to: ServiceState, because: String, via: ServiceID? = nil
  ) {
    self.service = service
    self.from = from
    self.to = to
    self.because = because
    self.via = via
  }
}

/// A playbook command: started is durable before it runs, finished after; a start alone is an unknown outcome.
package struct CommandRun: Sendable, Equatable, Codable {
  package var kind: Kind
  /// The same for all events of one run.
  package var run: UniqueID
  package var step: StepID?
  package var command: String
  package var exit: Int?
  package var signal: Int?
  package var durationMilliseconds: Int64?
  /// The first and last part of what it printed, capped.
  package var output: String?
  /// Bytes that it printed in all.
  package var outputBytes: Int?
  /// Whether the output was as expected; nil where nothing was expected.
  package var matched: Bool?

  package var duration: Duration? { durationMilliseconds.map { .milliseconds($0) } }

  package enum Kind: String, Sendable, Equatable, Codable, CaseIterable {
    case started = "command_started"
    case finished = "command_run"
    case cancelled = "command_cancelled"
  }

  package init(
    kind: Kind, run: UniqueID, step: StepID?, command: String, exit: Int? = nil, signal: Int? = nil,
    duration: Duration? = nil, output: String? = nil, outputBytes: Int? = nil, matched: Bool? = nil
  ) {
    self.kind = kind
    self.run = run
    self.step = step
    self.command = command
    self.exit = exit
    self.signal = signal
    durationMilliseconds = duration?.milliseconds
    self.output = output
    self.outputBytes = outputBytes
    self.matched = matched
  }
}
