/// An incident as its timeline tells it: the fold of its events and nothing else.
package struct Incident: Sendable, Equatable, Identifiable {
  package var id: IncidentID
  /// The short number that people say, as in `INC-7`; given per database.
  package var number: Int
  /// The database that it is called by, where it was declared elsewhere; nil for the one at hand.
  package var home: String?
  package var title = ""
  package var severity: Severity = .sev3
  package var suggestedSeverity: Severity?
  package var triggers: [String] = []
  package var services: [ServiceID] = []
  package var state: IncidentState = .investigating
  package var isDrill = false

  package var declaredAt: Timestamp?
  package var impactStartedAt: Timestamp?
  /// What the impact's start rests on.
  package var impactBasis: String?
  package var impactEndedAt: Timestamp?
  package var detectedAt: Timestamp?
  package var detectionBasis: String?
  package var acknowledgedAt: Timestamp?
  package var mitigatedAt: Timestamp?
  package var resolvedAt: Timestamp?

  /// How far the host's clock was moved while the incident was open, all in all: time from before it that is
  /// compared with time from after it is wrong by so much.
  package var clockMoved: Duration = .zero
  /// As much of it as was behind when a milestone was entered; nothing where the clock was never moved.
  package var clockMovedBefore: [Milestone.Kind: Duration] = [:]

  /// Each severity with the moment from which it held, oldest first.
  package var severities: [SeverityPeriod] = []
  package var roles: [ResponderRole: String] = [:]
  /// The command as it is offered to somebody; nil once anybody has it anew.
  package var handoff: Handoff?
  package var playbook: PlaybookStart?
  package var playbookStartedAt: Timestamp?
  package var updates: [SentUpdate] = []
  /// When the next update is promised; nil when none is.
  package var nextUpdateAt: Timestamp?
  /// The promise that was already recorded as overdue.
  package var overdueRecorded: Timestamp?
  /// The incident that this one went on as.
  package var mergedInto: Relation?
  package var related: [Relation] = []
  package var followups: [Followup] = []
  package var postmortem: [PostmortemLine.Line: String] = [:]
  /// What the playbook's author says about a line in advance: part of the draft, for a person to check.
  package var seeds: [PostmortemLine.Line: String] = [:]
  /// All events as they are to be read: corrected, in the order of (happened at, id).
  package var timeline: [TimelineEntry] = []
  /// The lines by which updates were queued, in the order of entry.
  package internal(set) var queued: [TimelineEntry] = []
  /// The last event of each database that it has events of.
  var heads: [UniqueID: RecordedEvent] = [:]
  /// Whether the clock of a host was moved meanwhile.
  var hasClockJump = false

  package var isOpen: Bool { state != .resolved && mergedInto == nil }
  /// Without a number as long as no database has given one.
  package var name: String { number > 0 ? IncidentName(number: number, home: home).description : "INC-?" }
  package var commander: String? { roles[.commander] }
  package var lastUpdate: SentUpdate? { updates.last }
}

/// The command on its way from one person to another.
package struct Handoff: Sendable, Equatable {
  package var from: String
  package var to: String
  package var offeredAt: Timestamp
}

package struct SeverityPeriod: Sendable, Equatable {
  package var from: Timestamp
  package var severity: Severity
}

/// One update and what became of it on each channel.
package struct SentUpdate: Sendable, Equatable, Identifiable {
  package var id: UniqueID
  package var number: Int
  package var draftedAt: Timestamp
  package var fields: UpdateFields
  /// When it was promised for, at the time it was written; nil where nothing was promised.
  package var dueAt: Timestamp?
  package var deliveries: [String: Delivery] = [:]

  package enum Delivery: Sendable, Equatable {
    case queued(text: String)
    case sent(Timestamp)
    case failed(reason: String)
  }
}

package struct Followup: Sendable, Equatable, Identifiable {
  package var id: UniqueID
  package var text: String
  package var owner: String?
  package var due: String?
  package var purpose: FollowupChange.Purpose?
  package var isClosed = false
}

/// An event as it reads after its corrections; what it said at first stays in `recorded`.
package struct TimelineEntry: Sendable, Equatable, Identifiable {
  package var recorded: RecordedEvent
  package var happenedAt: Timestamp
  /// The corrected wording, or nil where the event speaks for itself.
  package var correctedText: String?
  package var isRetracted = false
  /// Who took it back and when; nil while it stands.
  package var takenBack: TakenBack?
  package var isPinned: Bool
  /// Set where the text was taken out of the record; the body then holds what is left.
  package var removal: Removal?

  package var id: EventID { recorded.event.id }
  package var event: Event { recorded.event }
  /// The line that people read.
  ///
  /// Text from outside: not safe to draw as it is.
  package var text: String {
    let wording = correctedText ?? event.body.sentence
    return removal.map { "\(wording) (\($0.words))" } ?? wording
  }
  /// True where it was entered later than it happened, by more than a minute, or its time was corrected.
  package var isBackdated: Bool {
    happenedAt != event.happenedAt || event.recordedAt - event.happenedAt > .minutes(1)
  }
}

/// The correction by which a line was taken back.
package struct TakenBack: Sendable, Equatable {
  package var login: String
  package var at: Timestamp
  package var reason: String?

  /// True where it was taken back as a mistake, together with what followed from it.
  package var isUndone: Bool { reason == Correction.undone }
}
