extension Incident {
  /// An incident of which nothing is on record yet.
  package init(unrecorded id: IncidentID, number: Int, severity: Severity) {
    self.init(id: id, number: number)
    self.severity = severity
  }

  /// The incident that these events tell, in whatever order they come; nil if none of them belongs to `id`.
  ///
  /// State follows the order of entry: what was said last holds. The timeline follows the order of happening.
  package init?(id: IncidentID, number: Int, home: String? = nil, events: [RecordedEvent]) {
    let isOwn = events.allSatisfy { $0.event.incident == id }
    let byEntry = Self.inOrderOfEntry(isOwn ? events : events.filter { $0.event.incident == id })
    guard !byEntry.isEmpty else { return nil }
    self.init(id: id, number: number)
    self.home = home
    let entries = Self.corrected(byEntry)
    for entry in entries where entry.counts { apply(entry) }
    // A result may stand before its update where the clocks of two databases differ.
    for entry in entries { deliver(entry) }
    for entry in entries { keep(entry) }
    timeline = Self.inOrderOfHappening(entries)
  }

  /// Each event once: within a database as it numbered them, between databases by the time of recording.
  ///
  /// A host's clock may be set back, so the time that counts never falls within a database.
  package static func inOrderOfEntry(_ events: [RecordedEvent]) -> [RecordedEvent] {
    // What comes from one database, as it nearly always does, is in order already.
    let isInOrder = zip(events, events.dropFirst()).allSatisfy { left, right in
      left.position.database == right.position.database
        && left.position.globalNumber < right.position.globalNumber
        && left.event.recordedAt <= right.event.recordedAt
    }
    guard !isInOrder else { return events }
    let born = events.sorted { left, right in
      let (a, b) = (left.position, right.position)
      if a.database != b.database { return a.database < b.database }
      if a.globalNumber != b.globalNumber { return a.globalNumber < b.globalNumber }
      return (left.event.recordedAt, left.event.id) < (right.event.recordedAt, right.event.id)
    }
    var seen: Set<EventID> = []
    var latest: [UniqueID: Timestamp] = [:]
    var dated: [(moment: Timestamp, place: Int, recorded: RecordedEvent)] = []
    for recorded in born where seen.insert(recorded.event.id).inserted {
      let database = recorded.position.database
      let moment = max(latest[database] ?? recorded.event.recordedAt, recorded.event.recordedAt)
      latest[database] = moment
      dated.append((moment, dated.count, recorded))
    }
    return dated.sorted { ($0.moment, $0.place) < ($1.moment, $1.place) }.map(\.recorded)
  }

  /// The entries by the time of happening; those of one moment as they were entered.
  ///
  /// Times from before and after a jump of a host's clock are compared as if it had not jumped.
  private static func inOrderOfHappening(_ entries: [TimelineEntry]) -> [TimelineEntry] {
    var moved: [UniqueID: Duration] = [:]
    let moments = entries.map { entry in
      let database = entry.recorded.position.database
      if case .clockJump(let jump) = entry.event.body { moved[database, default: .zero] += jump.distance }
      return entry.happenedAt - (moved[database] ?? .zero)
    }
    guard !zip(moments, moments.dropFirst()).allSatisfy({ $0 <= $1 }) else { return entries }
    return entries.indices.sorted { (moments[$0], $0) < (moments[$1], $1) }.map { entries[$0] }
  }

  /// Events as they are to be read, in the order of entry: for those that belong to no incident.
  package static func entries(of events: [RecordedEvent]) -> [TimelineEntry] {
    corrected(inOrderOfEntry(events))
  }

  /// The events, in the same order, with every correction and pin applied.
  ///
  /// Read from the end: the last word counts, and a correction that was itself retracted says nothing.
  private static func corrected(_ byEntry: [RecordedEvent]) -> [TimelineEntry] {
    let redactions = redactions(in: byEntry)
    var verdicts: [EventID: Verdict] = [:]
    for recorded in byEntry.reversed() {
      guard let target = recorded.event.corrects, verdicts[recorded.event.id]?.retracted != true else {
        continue
      }
      switch redactions[recorded.event.id]?.remains ?? recorded.event.body {
      case .correction(let correction):
        verdicts[target, default: Verdict()].add(correction, by: recorded.event)
      case .pin(let pin):
        let earlier = verdicts[target]?.pinned
        verdicts[target, default: Verdict()].pinned = earlier ?? pin.pinned
      default: continue
      }
    }
    return byEntry.map { recorded in
      let (verdict, redaction) = (verdicts[recorded.event.id], redactions[recorded.event.id])
      var readable = recorded
      if let redaction { readable.event.body = redaction.remains }
      return TimelineEntry(
        recorded: readable, happenedAt: verdict?.happenedAt ?? recorded.event.happenedAt,
        correctedText: verdict?.text, isRetracted: verdict?.retracted ?? false,
        takenBack: verdict?.retracted == true ? verdict?.takenBack : nil,
        isPinned: verdict?.pinned ?? (recorded.event.isKey || readable.event.body.isTurningPoint),
        removal: redaction?.removal)
    }
  }

  /// The events whose text was taken out, with what they still say; the first redaction of an event counts.
  ///
  /// A console that was open meanwhile has the text yet: it must not show it any more either.
  private static func redactions(in events: [RecordedEvent]) -> [EventID: (
    remains: EventBody, removal: Removal
  )] {
    var found: [EventID: (redaction: Redaction, by: RecordedEvent)] = [:]
    for recorded in events.reversed() {
      guard case .redaction(let redaction) = recorded.event.body, let target = recorded.event.corrects else {
        continue
      }
      found[target] = (redaction, recorded)
    }
    guard !found.isEmpty else { return [:] }
    let kinds = events.filter { found[$0.event.id] != nil }.map { ($0.event.id, $0.event.body.kind) }
    return Dictionary(
      kinds.compactMap { id, kind in
        found[id].map { redaction, by in
          (
            id,
            (
              redaction.body(of: kind),
              Removal(
                number: by.spokenNumber, by: by.event.actor.login, reason: redaction.reason)
            )
          )
        }
      }, uniquingKeysWith: { first, _ in first })
  }

  mutating func apply(_ entry: TimelineEntry) {
    let moment = entry.happenedAt
    switch entry.event.body {
    case .declared(let body): declare(body, entry)
    case .severitySet(let body): hold(body.to, from: moment)
    case .stateSet(let body): enter(body.to, at: moment)
    case .milestone(let body): reach(body, at: moment)
    case .role(let body): change(body, entry)
    case .playbookStarted(let body):
      playbook = body
      playbookStartedAt = moment
    case .comms(let body): draft(body, at: moment)
    case .update(let body): moveUpdateClock(body)
    case .followup(let body): change(body)
    case .postmortemLine(let body):
      if entry.event.source == .playbook {
        seeds[body.line] = body.text
      } else {
        postmortem[body.line] = body.text
      }
    case .clockJump(let body): clockMoved += body.distance
    case .relation(let body): relate(body)
    case .step, .decisionTaken, .timer, .serviceChanged, .commandRun, .note, .link, .correction, .pin,
      .signal, .suppression, .drillInject, .drillRating, .redaction, .removed, .unknown:
      break
    }
  }

  private mutating func declare(_ body: Declared, _ entry: TimelineEntry) {
    let opening = "declared \(body.severity.word): "
    let wording = entry.correctedText ?? body.title
    title = wording.hasPrefix(opening) ? String(wording.dropFirst(opening.count)) : wording
    suggestedSeverity = body.suggested
    triggers = body.triggers
    services = body.services
    isDrill = entry.event.isDrill
    declaredAt = entry.happenedAt
    hold(body.severity, from: entry.happenedAt)
  }

  /// What was said last holds from its moment on, whatever was said before about the time after it.
  private mutating func hold(_ severity: Severity, from moment: Timestamp) {
    self.severity = severity
    severities.removeAll { $0.from >= moment }
    severities.append(SeverityPeriod(from: moment, severity: severity))
  }

  private mutating func enter(_ state: IncidentState, at moment: Timestamp) {
    if state == .resolved {
      if clockMoved != .zero { clockMovedBefore[.resolved] = clockMoved }
      resolvedAt = resolvedAt ?? moment
      nextUpdateAt = nil
    } else {
      resolvedAt = nil
    }
    self.state = state
  }

  private mutating func reach(_ body: Milestone, at moment: Timestamp) {
    if clockMoved != .zero { clockMovedBefore[body.kind] = clockMoved }
    switch body.kind {
    case .impactStarted:
      impactStartedAt = moment
      impactBasis = body.basis
    case .impactEnded: impactEndedAt = moment
    case .detected:
      detectedAt = moment
      detectionBasis = body.basis
    case .acknowledged: acknowledgedAt = min(acknowledgedAt ?? moment, moment)
    case .mitigated: mitigatedAt = moment
    case .resolved:
      enter(.resolved, at: moment)
      resolvedAt = moment
    case .reopened:
      enter(.investigating, at: moment)
      impactEndedAt = nil
      mergedInto = nil
    }
  }

  private mutating func relate(_ body: Relation) {
    switch body.kind {
    case .merged:
      mergedInto = body
      nextUpdateAt = nil
    case .related:
      related.removeAll { $0.other == body.other }
      related.append(body)
    }
  }

  private mutating func change(_ body: RoleChange, _ entry: TimelineEntry) {
    switch body.kind {
    case .taken, .accepted:
      roles[body.role] = body.person
      if body.role == .commander { handoff = nil }
    case .released where roles[body.role] == body.person: roles[body.role] = nil
    case .offered where body.role == .commander:
      handoff = Handoff(from: entry.event.actor.login, to: body.person, offeredAt: entry.happenedAt)
    case .released, .offered: break
    }
  }

  /// An update without a next time keeps the promise that stands (only a new time moves the clock).
  private mutating func draft(_ body: CommsEvent, at moment: Timestamp) {
    guard body.kind == .drafted, let fields = body.fields, !updates.contains(where: { $0.id == body.message })
    else { return }
    updates.append(
      SentUpdate(
        id: body.message, number: body.number, draftedAt: moment, fields: fields, dueAt: nextUpdateAt))
    if isOpen, let next = fields.nextUpdateAt { nextUpdateAt = next }
  }

  /// What was sent stays sent: no later event may put it back into the outbox.
  mutating func deliver(_ entry: TimelineEntry) {
    guard case .comms(let body) = entry.event.body, let channel = body.channel,
      let index = updates.firstIndex(where: { $0.id == body.message })
    else { return }
    if case .sent = updates[index].deliveries[channel] { return }
    switch body.kind {
    case .drafted: break
    case .queued: updates[index].deliveries[channel] = .queued(text: body.text ?? "")
    case .sent: updates[index].deliveries[channel] = .sent(entry.happenedAt)
    case .failed: updates[index].deliveries[channel] = .failed(reason: body.text ?? "")
    }
  }

  private mutating func moveUpdateClock(_ body: UpdateClock) {
    switch body.kind {
    case .due, .snoozed: nextUpdateAt = isOpen ? body.dueAt : nil
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

/// What the corrections say of one event, gathered from the last to the first.
private struct Verdict {
  var text: String?
  var happenedAt: Timestamp?
  var retracted: Bool?
  var pinned: Bool?
  var takenBack: TakenBack?

  /// A correction without a wording or a time that does not retract brings a retracted line back.
  mutating func add(_ earlier: Correction, by event: Event) {
    text = text ?? earlier.text
    happenedAt = happenedAt ?? earlier.happenedAt
    let speaksOfRetraction = earlier.retracted || (earlier.text == nil && earlier.happenedAt == nil)
    guard speaksOfRetraction, retracted == nil else { return }
    retracted = earlier.retracted
    takenBack = TakenBack(login: event.actor.login, at: event.recordedAt, reason: earlier.reason)
  }
}

extension TimelineEntry {
  /// False for what was taken back.
  ///
  /// The declaration counts even so, for an incident must have its name; and an update, for it has left the house.
  var counts: Bool {
    switch event.body {
    case .declared, .comms: true
    default: !isRetracted
    }
  }
}
