extension Incident {
  /// The incident that these events tell, in whatever order they come; nil if none of them belongs to `id`.
  ///
  /// State follows the order of entry (recorded at, id); the timeline follows the order of happening.
  package init?(id: IncidentID, number: Int, events: [RecordedEvent]) {
    let own = events.filter { $0.event.incident == id }
    guard !own.isEmpty else { return nil }
    self.init(id: id, number: number)
    let byEntry = own.sorted { ($0.event.recordedAt, $0.event.id) < ($1.event.recordedAt, $1.event.id) }
    timeline = Self.corrected(byEntry)
    let readable = Dictionary(uniqueKeysWithValues: timeline.map { ($0.id, $0) })
    for recorded in byEntry {
      guard let entry = readable[recorded.event.id], !entry.isRetracted else { continue }
      apply(recorded.event, happenedAt: entry.happenedAt)
    }
  }

  /// The events with every correction and pin applied, in the order of (happened at, id).
  private static func corrected(_ byEntry: [RecordedEvent]) -> [TimelineEntry] {
    var entries: [EventID: TimelineEntry] = [:]
    for recorded in byEntry {
      entries[recorded.event.id] = TimelineEntry(
        recorded: recorded, happenedAt: recorded.event.happenedAt, isPinned: recorded.event.isKey)
    }
    for recorded in byEntry {
      guard let target = recorded.event.corrects else { continue }
      switch recorded.event.body {
      case .correction(let correction):
        if let text = correction.text { entries[target]?.correctedText = text }
        if let moment = correction.happenedAt { entries[target]?.happenedAt = moment }
        entries[target]?.isRetracted = correction.retracted
      case .pin(let pin):
        entries[target]?.isPinned = pin.pinned
      default: continue
      }
    }
    return entries.values.sorted { ($0.happenedAt, $0.id) < ($1.happenedAt, $1.id) }
  }

  private mutating func apply(_ event: Event, happenedAt: Timestamp) {
    switch event.body {
    case .declared(let body): declare(body, event, at: happenedAt)
    case .severitySet(let body):
      severity = body.to
      severities.append(SeverityPeriod(from: happenedAt, severity: body.to))
    case .stateSet(let body): state = body.to
    case .milestone(let body): reach(body, at: happenedAt)
    case .role(let body): change(body)
    case .playbookStarted(let body):
      playbook = body
      playbookStartedAt = happenedAt
    case .comms(let body): communicate(body, at: happenedAt)
    case .update(let body): moveUpdateClock(body)
    case .followup(let body): change(body)
    case .postmortemLine(let body): postmortem[body.line] = body.text
    case .step, .decisionTaken, .timer, .serviceChanged, .commandRun, .note, .link, .correction, .pin,
      .clockJump,
      .unknown:
      break
    }
  }

  private mutating func declare(_ body: Declared, _ event: Event, at moment: Timestamp) {
    title = body.title
    severity = body.severity
    suggestedSeverity = body.suggested
    triggers = body.triggers
    services = body.services
    isDrill = event.isDrill
    declaredAt = moment
    severities.append(SeverityPeriod(from: moment, severity: body.severity))
  }

  private mutating func reach(_ body: Milestone, at moment: Timestamp) {
    switch body.kind {
    case .impactStarted:
      impactStartedAt = moment
      impactBasis = body.basis
    case .impactEnded: impactEndedAt = moment
    case .detected:
      detectedAt = moment
      detectionBasis = body.basis
    case .acknowledged: acknowledgedAt = acknowledgedAt ?? moment
    case .mitigated: mitigatedAt = moment
    case .resolved:
      resolvedAt = moment
      state = .resolved
      nextUpdateAt = nil
    case .reopened:
      resolvedAt = nil
      state = .investigating
    }
  }

  private mutating func change(_ body: RoleChange) {
    switch body.kind {
    case .taken, .accepted: roles[body.role] = body.person
    case .released where roles[body.role] == body.person: roles[body.role] = nil
    case .released, .offered: break
    }
  }

  private mutating func communicate(_ body: CommsEvent, at moment: Timestamp) {
    if body.kind == .drafted, let fields = body.fields, !updates.contains(where: { $0.id == body.message }) {
      updates.append(SentUpdate(id: body.message, number: body.number, draftedAt: moment, fields: fields))
      nextUpdateAt = fields.nextUpdateAt
    }
    guard let channel = body.channel, let index = updates.firstIndex(where: { $0.id == body.message }) else {
      return
    }
    switch body.kind {
    case .drafted: break
    case .queued: updates[index].deliveries[channel] = .queued(text: body.text ?? "")
    case .sent: updates[index].deliveries[channel] = .sent(moment)
    case .failed: updates[index].deliveries[channel] = .failed(reason: body.text ?? "")
    }
  }

  private mutating func moveUpdateClock(_ body: UpdateClock) {
    switch body.kind {
    case .due, .snoozed: nextUpdateAt = body.dueAt
    case .overdue: overdueRecorded = body.dueAt
    }
  }

  private mutating func change(_ body: FollowupChange) {
    let index = followups.firstIndex { $0.id == body.followup }
    var followup = index.map { followups[$0] } ?? Followup(id: body.followup, text: body.text)
    followup.text = body.text
    followup.owner = body.owner ?? followup.owner
    followup.due = body.due ?? followup.due
    followup.purpose = body.purpose ?? followup.purpose
    followup.isClosed = body.kind == .closed
    if let index { followups[index] = followup } else { followups.append(followup) }
  }
}
