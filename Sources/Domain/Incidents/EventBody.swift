/// What an event says: one case a kind, or a family of kinds that share their fields.
///
/// The kinds' words on disk are in EventCoding; what this version does not know is kept as `unknown`, verbatim.
package enum EventBody: Sendable, Equatable {
  case declared(Declared)
  case severitySet(SeverityChange)
  case stateSet(StateChange)
  /// impact_started, impact_ended, detected, acknowledged, mitigated, resolved, reopened: `happenedAt` is the moment.
  case milestone(Milestone)
  case role(RoleChange)
  case playbookStarted(PlaybookStart)
  case step(StepChange)
  case decisionTaken(Decision)
  case timer(TimerChange)
  case comms(CommsEvent)
  case update(UpdateClock)
  case serviceChanged(ServiceChange)
  case commandRun(CommandRun)
  case note(Note)
  case link(Link)
  /// Rewords, re-times or retracts the event that `corrects` names.
  case correction(Correction)
  /// Marks or unmarks the event that `corrects` names for the postmortem's timeline.
  case pin(Pin)
  case followup(FollowupChange)
  case postmortemLine(PostmortemLine)
  /// The monotonic and the wall clock went apart by more than two seconds.
  case clockJump(ClockJump)
  case signal(SignalChange)
  case suppression(Suppression)
  case relation(Relation)
  case drillInject(DrillInject)
  case drillRating(DrillRating)
  /// Takes out the text of the event that `corrects` names.
  case redaction(Redaction)
  /// An event whose text was taken out: only its kind is left.
  case removed(RemovedText)
  case unknown(UnknownKind)
}

package struct Declared: Sendable, Equatable, Codable {
  package var title: String
  package var severity: Severity
  /// What the live signals suggested; nil where they suggested nothing.
  package var suggested: Severity?
  /// The triggers that were ticked when it was declared, in words.
  package var triggers: [String]
  package var services: [ServiceID]

  package init(
    title: String, severity: Severity, suggested: Severity?, triggers: [String], services: [ServiceID]
  ) {
    self.title = title
    self.severity = severity
    self.suggested = suggested
    self.triggers = triggers
    self.services = services
  }
}

package struct SeverityChange: Sendable, Equatable, Codable {
  package var from: Severity
  package var to: Severity
  package var suggested: Severity?
  /// Required for lowering.
  package var reason: String?

  package init(from: Severity, to: Severity, suggested: Severity? = nil, reason: String? = nil) {
    self.from = from
    self.to = to
    self.suggested = suggested
    self.reason = reason
  }
}

package struct StateChange: Sendable, Equatable, Codable {
  package var to: IncidentState
  package var reason: String?

  package init(to: IncidentState, reason: String? = nil) {
    self.to = to
    self.reason = reason
  }
}

package struct Milestone: Sendable, Equatable, Codable {
  package var kind: Kind
  /// What the moment rests on, as in `first red sample` or `reported by a user`.
  package var basis: String?

  package enum Kind: String, Sendable, Equatable, Codable, CaseIterable {
    case impactStarted = "impact_started"
    case impactEnded = "impact_ended"
    case detected, acknowledged, mitigated, resolved, reopened
  }

  package init(kind: Kind, basis: String? = nil) {
    self.kind = kind
    self.basis = basis
  }
}

package struct RoleChange: Sendable, Equatable, Codable {
  package var kind: Kind
  package var role: ResponderRole
  package var person: String

  package enum Kind: String, Sendable, Equatable, Codable, CaseIterable {
    case taken = "role_taken"
    case released = "role_released"
    case offered = "handoff_offered"
    case accepted = "handoff_accepted"
  }

  package init(kind: Kind, role: ResponderRole, person: String) {
    self.kind = kind
    self.role = role
    self.person = person
  }
}

/// A playbook was opened; its text goes with the event, so a run outlives every edit of the file.
package struct PlaybookStart: Sendable, Equatable, Codable {
  package var playbook: PlaybookID
  package var title: String
  package var version: Int
  package var source: String
  package var variables: [String: String]

  package init(
    playbook: PlaybookID, title: String, version: Int, source: String, variables: [String: String]
  ) {
    self.playbook = playbook
    self.title = title
    self.version = version
    self.source = source
    self.variables = variables
  }
}

/// The subject of step identifiers.
package enum StepSubject {}

package struct StepChange: Sendable, Equatable, Codable {
  package var kind: Kind
  package var step: StepID
  /// The step's title as it was shown, so that the line reads without the playbook.
  package var title: String
  /// The observed value, the reason, or why it went inactive.
  package var text: String?
  /// True where the console saw for itself that the step was done.
  package var sensed: Bool
  /// True where the playbook says that the step, done, proves the recovery; nil elsewhere.
  package var proof: Bool?

  package enum Kind: String, Sendable, Equatable, Codable, CaseIterable {
    case started = "step_started"
    case done = "step_done"
    case failed = "step_failed"
    case overridden = "step_overridden"
    case skipped = "step_skipped"
    case deferred = "step_deferred"
    case restored = "step_restored"
    case inactive = "step_inactive"
  }

  package init(
    kind: Kind, step: StepID, title: String, text: String? = nil, sensed: Bool = false, proof: Bool? = nil
  ) {
    self.kind = kind
    self.step = step
    self.title = title
    self.text = text
    self.sensed = sensed
    self.proof = proof
  }
}

package struct Decision: Sendable, Equatable, Codable {
  package var step: StepID
  package var question: String
  package var option: String
  package var label: String
  package var reason: String?

  package init(step: StepID, question: String, option: String, label: String, reason: String? = nil) {
    self.step = step
    self.question = question
    self.option = option
    self.label = label
    self.reason = reason
  }
}

package struct TimerChange: Sendable, Equatable, Codable {
  package var kind: Kind
  /// A step's identifier or a timer's.
  package var timer: String
  package var title: String
  package var limitMilliseconds: Int64
  package var reason: String?

  package var limit: Duration { .milliseconds(limitMilliseconds) }

  package enum Kind: String, Sendable, Equatable, Codable, CaseIterable {
    case set = "timer_set"
    case soft = "timer_soft"
    case hard = "timer_hard"
    case extended = "timer_extended"
  }

  package init(kind: Kind, timer: String, title: String, limit: Duration, reason: String? = nil) {
    self.kind = kind
    self.timer = timer
    self.title = title
    limitMilliseconds = limit.milliseconds
    self.reason = reason
  }
}

package struct Note: Sendable, Equatable, Codable {
  package var text: String
  /// The step that was open when it was written.
  package var step: StepID?

  package init(text: String, step: StepID? = nil) {
    self.text = text
    self.step = step
  }
}

package struct Link: Sendable, Equatable, Codable {
  package var url: String
  package var title: String?

  package init(url: String, title: String? = nil) {
    self.url = url
    self.title = title
  }
}

package struct Correction: Sendable, Equatable, Codable {
  package var text: String?
  package var happenedAt: Timestamp?
  package var retracted: Bool
  package var reason: String?

  package init(
    text: String? = nil, happenedAt: Timestamp? = nil, retracted: Bool = false, reason: String? = nil
  ) {
    self.text = text
    self.happenedAt = happenedAt
    self.retracted = retracted
    self.reason = reason
  }

  /// The reason by which readers know a mistake from what was struck through for a reason of its own.
  package static let undone = "undone"
}

package struct Pin: Sendable, Equatable, Codable {
  package var pinned: Bool

  package init(pinned: Bool) { self.pinned = pinned }
}

package struct FollowupChange: Sendable, Equatable, Codable {
  package var kind: Kind
  /// The same for all events of one follow-up.
  package var followup: UniqueID
  package var text: String
  package var owner: String?
  /// A date as in `2026-12-01`.
  package var due: String?
  package var purpose: Purpose?

  package enum Kind: String, Sendable, Equatable, Codable, CaseIterable {
    case added = "followup_added"
    case changed = "followup_changed"
    case closed = "followup_closed"
  }

  package enum Purpose: String, Sendable, Equatable, Codable, CaseIterable {
    case detect, prevent, mitigate, process
  }

  package init(
    kind: Kind, followup: UniqueID, text: String, owner: String? = nil, due: String? = nil,
    purpose: Purpose? = nil
  ) {
    self.kind = kind
    self.followup = followup
    self.text = text
    self.owner = owner
    self.due = due
    self.purpose = purpose
  }
}

/// A line of the postmortem as a person left it; it replaces the draft from then on.
package struct PostmortemLine: Sendable, Equatable, Codable {
  package var line: Line
  package var text: String

  package enum Line: String, Sendable, Equatable, Codable, CaseIterable {
    case impact, detection, timeline, fix
    case followups = "follow-ups"
  }

  package init(line: Line, text: String) {
    self.line = line
    self.text = text
  }
}

package struct ClockJump: Sendable, Equatable, Codable {
  /// How far the wall clock moved against the monotonic one.
  package var byMilliseconds: Int64

  package init(by: Duration) { byMilliseconds = by.milliseconds }

  package var distance: Duration { .milliseconds(byMilliseconds) }
}

/// A kind, or a version of its fields, that this program does not know: kept so that a newer one can read it.
package struct UnknownKind: Sendable, Equatable {
  /// The word on disk, with its version as in `note@2`.
  package var kind: String
  package var payload: [UInt8]

  package init(kind: String, payload: [UInt8]) {
    self.kind = kind
    self.payload = payload
  }
}
