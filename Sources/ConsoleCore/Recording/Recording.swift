import Cells
package import Domain

/// What has been handed to the store and is not yet known to be safe.
package struct Recording: Sendable, Equatable {
  /// Batches under way or to be tried again, oldest first.
  package var waiting: [[Event]] = []
  /// Why the last attempt failed; nil while the store takes what it is given.
  package var problem: String?
  package var retryAt: Timestamp?
  /// Of those that wait, the ones that are nowhere but in memory: neither the record nor the disk beside it took them.
  var inMemory: Set<EventID> = []
  /// Events that the record will never take; nobody offers them again.
  var refused: Set<EventID> = []
  /// Since when the oldest of them waits.
  package var waitingSince: Timestamp?
  /// True where room that is set aside can be given up to save them.
  package var canMakeRoom = false
  /// When the spool is next looked at for what others left in it.
  var nextLookAtSpool = Timestamp(milliseconds: 0)
  /// Commands that run once their start is on record.
  package var startsAfterSaving: [UniqueID: CommandOrder] = [:]

  /// Events that are not on record, and were refused by it.
  package var unsavedCount: Int { problem == nil ? 0 : waiting.reduce(0) { $0 + $1.count } }

  /// Events that go with the console.
  package var inMemoryCount: Int { problem == nil ? 0 : inMemory.count }

  /// Whether a message waits to be queued: what is not on record is not sent, or it might be sent twice.
  func isQueueing(_ message: UniqueID) -> Bool {
    waiting.joined().contains { event in
      guard case .comms(let body) = event.body, body.kind == .queued else { return false }
      return body.message == message
    }
  }

  /// Moves what waits for a time along with a clock that was set.
  mutating func shift(by distance: Duration) {
    retryAt = retryAt.map { $0 + distance }
    waitingSince = waitingSince.map { $0 + distance }
    nextLookAtSpool = nextLookAtSpool + distance
  }

  /// Whether the end of an incident is among what is not yet safe.
  func isResolving(_ incident: IncidentID) -> Bool {
    waiting.joined().contains { event in
      guard event.incident == incident, case .stateSet(let change) = event.body else { return false }
      return change.to == .resolved
    }
  }

  static let retryEvery: Duration = .seconds(2)
  static let lookEvery: Duration = .seconds(10)
}

extension State {
  /// Makes an event out of what it says, with an id of its own, by the person at the keyboard.
  mutating func event(
    _ body: EventBody, in incident: IncidentID?, happenedAt: Timestamp? = nil, source: Event.Source = .person,
    corrects: EventID? = nil, isKey: Bool = false
  ) -> Event {
    Event(
      id: UniqueID(at: now, using: &dice), incident: incident, happenedAt: happenedAt ?? now, recordedAt: now,
      actor: actor, source: source, body: body, corrects: corrects, isKey: isKey,
      isDrill: place.mode == .drill)
  }

  /// Hands events to the store; the screen shows them once they are safe.
  mutating func record(_ events: [Event]) -> [Effect] {
    guard !events.isEmpty else { return [] }
    recording.waiting.append(events)
    recording.waitingSince = recording.waitingSince ?? now
    // Also while the record takes nothing: then they are kept beside it.
    return [.append(events)]
  }

  /// Hands what the incident in focus says next to the store.
  mutating func record(_ bodies: [EventBody], in incident: IncidentID, source: Event.Source = .person)
    -> [Effect]
  {
    record(bodies.map { event($0, in: incident, source: source) })
  }

  mutating func recorded(_ events: [RecordedEvent]) -> [Effect] {
    let ids = Set(events.map(\.event.id))
    recording.waiting.removeAll { batch in batch.allSatisfy { ids.contains($0.id) } }
    recording.inMemory.subtract(ids)
    recording.waitingSince = recording.waiting.isEmpty ? nil : now
    let effects = take(in: events)
    guard recording.problem != nil else { return effects }
    recording.problem = nil
    recording.retryAt = nil
    recording.canMakeRoom = false
    tell("saved: the record takes events again")
    return recording.waiting.map(Effect.append) + effects
  }

  /// What the record did not take stays on the timeline, marked, and is tried again.
  mutating func recordingFailed(_ events: [Event], reason: String, isKept: Bool, canMakeRoom: Bool)
    -> [Effect]
  {
    // An answer that comes after the events are on record by another way says nothing.
    guard recording.waiting.joined().contains(where: { event in events.contains { $0.id == event.id } })
    else {
      return []
    }
    recording.problem = reason
    recording.canMakeRoom = canMakeRoom
    recording.retryAt = max(recording.retryAt ?? now, now + Recording.retryEvery)
    if isKept {
      recording.inMemory.subtract(events.map(\.id))
    } else {
      recording.inMemory.formUnion(events.map(\.id))
    }
    let effects = holdBackCommands(in: events)
    warn(isKept ? "PENDING, kept beside the record: \(reason)" : "NOT SAVED, kept in memory: \(reason)")
    return pend(events) + effects
  }

  /// Shows what is not on record; of an incident that is not here the record is asked first.
  private mutating func pend(_ events: [Event]) -> [Effect] {
    var effects: [Effect] = []
    for (id, own) in Dictionary(grouping: events, by: \.incident) {
      guard let id else { continue }
      if incidents[id] != nil {
        incidents[id]?.pend(own)
      } else if own.contains(where: { if case .declared = $0.body { true } else { false } }) {
        incidents[id] = OpenedIncident(id: id, number: 0, events: [], pending: own)
        if focus.flatMap({ incidents[$0] }) == nil { focus = id }
      } else {
        effects.append(.loadIncident(id))
      }
    }
    return effects
  }

  /// Takes over what an earlier console, or a note from a shell, could only keep beside the record.
  mutating func foundKept(_ events: [Event]) -> [Effect] {
    let known = Set(recording.waiting.joined().map(\.id))
      .union(incidents.values.flatMap { $0.events.map(\.event.id) }).union(recording.refused)
    let fresh = events.filter { !known.contains($0.id) }
    guard !fresh.isEmpty else { return [] }
    return record(fresh)
  }

  /// Looks for what is kept beside the record, at the start and now and then.
  mutating func lookAtSpool() -> [Effect] {
    guard recording.nextLookAtSpool <= now else { return [] }
    recording.nextLookAtSpool = (now + Recording.lookEvery).wholeSecond
    return [.lookAtSpool]
  }

  /// Asks before the room is given up that is set aside for a full disk.
  mutating func askToMakeRoom() -> [Effect] {
    dialog = .confirm(
      Confirmation(
        question:
          "The record's disk is full. sitrep keeps 4 MiB on it for this moment. Give them up, and save what is pending?",
        answer: .makeRoom))
    return []
  }

  /// The room is there, or why not: what waits is tried at once.
  mutating func madeRoom(problem: String?) -> [Effect] {
    if let problem { warn("\(problem)") }
    guard problem == nil, let first = recording.waiting.first else { return [] }
    recording.canMakeRoom = false
    recording.retryAt = now + Recording.retryEvery
    return [.append(first)]
  }

  mutating func retryRecording() -> [Effect] {
    guard let retryAt = recording.retryAt, retryAt <= now, let first = recording.waiting.first else {
      return []
    }
    recording.retryAt = now + Recording.retryEvery
    return [.append(first)]
  }

  /// Folds recorded events into the incidents they belong to, and asks for an incident that is not here yet.
  mutating func take(in events: [RecordedEvent]) -> [Effect] {
    var effects: [Effect] = []
    var overtaken: [SafeText] = []
    for (id, own) in Dictionary(grouping: events, by: \.event.incident) {
      guard let id else { continue }
      if let before = incidents[id] {
        incidents[id]?.add(own)
        overtaken += wordsForOvertaken(in: id, since: before)
        // It was declared while the record took nothing, and has a number only now.
        if before.incident.number == 0 { effects.append(.loadIncident(id)) }
      } else if Incident(id: id, number: 0, events: own)?.isOpen ?? true {
        effects.append(.loadIncident(id))
      }
    }
    if events.count > Self.mostTold { forgetWhatIsOver() }
    // A merge with another record brings incidents that are over already.
    if screen == .history, !events.allSatisfy({ $0.event.incident.map { incidents[$0] != nil } ?? true }) {
      effects.append(.listIncidents)
    }
    announce(events)
    if let last = overtaken.last { warn(last) }
    return effects + releaseCommands(in: events) + sendDue()
  }

  /// A merge may end more incidents than there is room for; they are read again when somebody wants to see them.
  private mutating func forgetWhatIsOver() {
    for (id, opened) in incidents where !opened.incident.isOpen && opened.pending.isEmpty && id != focus {
      incidents[id] = nil
    }
  }

  /// More of them at once are a merge, and no news of this minute.
  private static let mostTold = 50

  /// Says what was saved, in the words of the timeline.
  private mutating func announce(_ events: [RecordedEvent]) {
    guard events.count <= Self.mostTold else { return tell("\(events.count) events came in from elsewhere") }
    let own = events.map(\.event).filter { $0.source == .person }
    // What a person did, and not the step that begins by itself after it.
    guard let last = own.last(where: { !$0.body.startsStep }) ?? own.last else { return }
    let told = events.map(\.event).first { if case .declared = $0.body { true } else { false } } ?? last
    switch told.body {
    case .note where last.actor == actor: saved("note saved \(now.timeText)")
    case .comms: break
    case .role(let role) where role.kind == .offered && role.person == actor.login:
      warn(
        "\(told.actor.login) hands the command to you: \(keys.name(of: .acceptHandoff)) shows the brief and accepts"
      )
    case .pin(let pin):
      let line = incident?.timeline.first { $0.id == last.corrects }?.text ?? last.body.sentence
      tell("\(pin.pinned ? "pinned" : "unpinned"): \(line)")
    case .correction(let correction): announce(correction, among: events)
    default: saved("saved \(now.timeText): \(told.body.sentence)")
    }
  }

  /// Says which line was corrected; of a mistake, the mistake itself and not what followed from it.
  private mutating func announce(_ correction: Correction, among events: [RecordedEvent]) {
    let first = events.first { if case .correction = $0.event.body { true } else { false } }
    let line = incident?.timeline.first { $0.id == first?.event.corrects }?.text ?? correction.sentence
    switch (correction.retracted, correction.reason) {
    case (true, Correction.undone): tell("undone: \(line)")
    case (true, _): tell("struck through: \(line)")
    case (false, _): tell("saved \(now.timeText): \(line)")
    }
  }

  private mutating func saved(_ text: SafeText) {
    notice = Notice(text: text, level: .done, at: now)
    notice?.isOfRecord = true
  }

  mutating func tell(_ text: SafeText) { notice = Notice(text: text, level: .done, at: now) }
  mutating func hint(_ text: SafeText) { notice = Notice(text: text, level: .hint, at: now) }
  mutating func warn(_ text: SafeText) { notice = Notice(text: text, level: .problem, at: now) }
}

extension EventBody {
  fileprivate var startsStep: Bool {
    if case .step(let change) = self { change.kind == .started } else { false }
  }
}
