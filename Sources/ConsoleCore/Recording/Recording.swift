import Cells
package import Domain

/// What has been handed to the store and is not yet known to be safe.
package struct Recording: Sendable, Equatable {
  /// Batches under way or to be tried again, oldest first.
  package var waiting: [[Event]] = []
  /// Why the last attempt failed; nil while the store takes what it is given.
  package var problem: String?
  package var retryAt: Timestamp?
  /// Commands that run once their start is on record.
  package var startsAfterSaving: [UniqueID: CommandOrder] = [:]

  /// Events that are in memory only.
  package var unsavedCount: Int { problem == nil ? 0 : waiting.reduce(0) { $0 + $1.count } }

  /// Whether the end of an incident is among what is not yet safe.
  func isResolving(_ incident: IncidentID) -> Bool {
    waiting.joined().contains { event in
      guard event.incident == incident, case .stateSet(let change) = event.body else { return false }
      return change.to == .resolved
    }
  }

  static let retryEvery: Duration = .seconds(2)
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
    return recording.problem == nil ? [.append(events)] : []
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
    if recording.problem != nil {
      recording.problem = nil
      recording.retryAt = nil
      tell("saved: the record takes events again")
      return recording.waiting.map(Effect.append) + take(in: events)
    }
    return take(in: events)
  }

  mutating func recordingFailed(_ events: [Event], reason: String) -> [Effect] {
    recording.problem = reason
    recording.retryAt = now + Recording.retryEvery
    let effects = holdBackCommands(in: events)
    warn("NOT SAVED, kept in memory: \(reason)")
    return effects
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
    for (id, own) in Dictionary(grouping: events, by: \.event.incident) {
      guard let id else { continue }
      if incidents[id] != nil {
        incidents[id]?.add(own)
      } else {
        effects.append(.loadIncident(id))
      }
    }
    announce(events)
    return effects + releaseCommands(in: events) + sendDue()
  }

  /// Says what was saved, in the words of the timeline.
  private mutating func announce(_ events: [RecordedEvent]) {
    guard let last = events.last(where: { $0.event.source == .person })?.event else { return }
    let told = events.map(\.event).first { if case .declared = $0.body { true } else { false } } ?? last
    switch told.body {
    case .note where last.actor == actor: tell("note saved \(now.timeText)")
    case .comms: break
    case .role(let role) where role.kind == .offered && role.person == actor.login:
      warn("\(told.actor.login) hands the command to you: A shows the brief and accepts")
    case .pin(let pin):
      let line = incident?.timeline.first { $0.id == last.corrects }?.text ?? last.body.sentence
      tell("\(pin.pinned ? "pinned" : "unpinned"): \(line)")
    case .correction(let correction): announce(correction, among: events)
    default: tell("saved \(now.timeText): \(told.body.sentence)")
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

  mutating func tell(_ text: SafeText) { notice = Notice(text: text, level: .done, at: now) }
  mutating func hint(_ text: SafeText) { notice = Notice(text: text, level: .hint, at: now) }
  mutating func warn(_ text: SafeText) { notice = Notice(text: text, level: .problem, at: now) }
}
