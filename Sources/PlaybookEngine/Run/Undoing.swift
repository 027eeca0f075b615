package import Domain

/// What is taken back with a mistake, and where the run is then.
package struct Undoing: Sendable, Equatable {
  /// The mistake itself.
  package var subject: TimelineEntry
  /// The events that are taken back, the mistake first, then what followed from it.
  package var events: [EventID]
  /// The run as if the mistake had never been; nil where the playbook itself was the mistake.
  package var after: PlaybookRun?
}

/// Why a line can't be undone.
package enum UndoRefusal: Error, Sendable, Equatable {
  case nothingDone
  /// The line moves no step.
  case movesNoStep
  case alreadyTakenBack(TakenBack)
  /// It belongs to a playbook that is no longer the one in use.
  case formerPlaybook
  case commandRan
  case updateSent(String)
  /// The console saw it, and would say it again at once.
  case seenByConsole
  /// Somebody has gone on from it.
  case goneOn(by: TimelineEntry)
  case followupChanged
}

extension PlaybookRun {
  /// What a person did last, among what can be undone at all.
  package func lastDone(by login: String, in incident: Incident) -> EventID? {
    let ordered = incident.countedInOrderOfEntry
    guard let start = start(in: ordered) else { return nil }
    return batches(of: ordered[start...]).last { batch in
      !batch.isByMachine && batch.head.event.actor.login == login && refusal(of: batch) == nil
    }?.head.id
  }

  /// The event that brought a step to where it is.
  package func latest(of step: StepID, in incident: Incident) -> EventID? {
    let ordered = incident.countedInOrderOfEntry
    guard let start = start(in: ordered) else { return nil }
    return ordered[start...].last { entry in
      guard entry.step == step else { return false }
      if case .commandRun = entry.event.body { return false }
      return true
    }?.id
  }

  /// What would be taken back with an event, as if the mistake that it belongs to had never been.
  ///
  /// What the console did by itself on the steps concerned goes along; what a person or a command did on them stands in the way.
  package func undoing(_ id: EventID, in incident: Incident) -> Result<Undoing, UndoRefusal> {
    guard let entry = incident.timeline.first(where: { $0.id == id }) else { return .failure(.movesNoStep) }
    if let takenBack = entry.takenBack { return .failure(.alreadyTakenBack(takenBack)) }
    let ordered = incident.countedInOrderOfEntry
    guard let start = start(in: ordered) else { return .failure(.formerPlaybook) }
    let all = batches(of: ordered[start...])
    guard let place = all.firstIndex(where: { $0.ids.contains(id) }) else {
      let isFormer = batches(of: ordered[..<start]).contains { $0.ids.contains(id) }
      return .failure(isFormer ? .formerPlaybook : .movesNoStep)
    }
    if let refusal = refusal(of: all[place]) { return .failure(refusal) }
    if followupChanged(since: all[place], in: ordered) { return .failure(.followupChanged) }
    return dependents(of: place, in: all).flatMap { taken in
      let subject = all[place].head
      if case .playbookStarted = subject.event.body {
        return .success(Undoing(subject: subject, events: taken, after: nil))
      }
      return undoing(subject, taken, later: all[(place + 1)...], in: incident)
    }
  }

  private func refusal(of batch: Batch) -> UndoRefusal? {
    if batch.isByMachine { return .seenByConsole }
    switch batch.head.event.body {
    case .step(let change):
      if change.kind == .done, case .comms? = self[change.step]?.step.kind {
        return .updateSent(change.text ?? "the update")
      }
      // A person starts a step only by running its command.
      return change.kind == .started ? .commandRan : nil
    case .commandRun: return .commandRan
    case .decisionTaken, .playbookStarted: return nil
    default: return .movesNoStep
    }
  }

  private func followupChanged(since batch: Batch, in ordered: [TimelineEntry]) -> Bool {
    let own = batch.rest.compactMap { entry in
      if case .followup(let change) = entry.event.body { change.followup } else { nil }
    }
    guard let followup = own.first else { return false }
    return ordered.contains { entry in
      guard case .followup(let change) = entry.event.body else { return false }
      return change.followup == followup && change.kind != .added
    }
  }

  /// The events of the batch and of all that the console did on account of it.
  private func dependents(of place: Int, in all: [Batch]) -> Result<[EventID], UndoRefusal> {
    var taken = all[place].ids
    var touched = all[place].touched
    let isPlaybook = all[place].head.step == nil
    for batch in all[(place + 1)...] where isPlaybook || !touched.isDisjoint(with: batch.touched) {
      guard batch.isByMachine else { return .failure(.goneOn(by: batch.head)) }
      taken += batch.ids
      touched.formUnion(batch.touched)
    }
    return .success(taken)
  }

  private func undoing(
    _ subject: TimelineEntry, _ taken: [EventID], later: ArraySlice<Batch>, in incident: Incident
  ) -> Result<Undoing, UndoRefusal> {
    var taken = taken
    var after = run(without: taken, in: incident)
    for batch in later where !taken.contains(batch.head.id) {
      // A limit that was reached on a clock which then never ran.
      if batch.isByMachine, case .timer(let change) = batch.head.event.body,
        clockStart(change.timer, incident) != after.clockStart(change.timer, incident)
      {
        taken += batch.ids
      } else if !batch.isByMachine, let step = batch.head.step, !after.allows(step, as: self) {
        return .failure(.goneOn(by: batch.head))
      }
    }
    after = run(without: taken, in: incident)
    return .success(Undoing(subject: subject, events: taken, after: after))
  }

  private func run(without taken: [EventID], in incident: Incident) -> PlaybookRun {
    var corrected = incident
    let ids = Set(taken)
    for index in corrected.timeline.indices where ids.contains(corrected.timeline[index].id) {
      corrected.timeline[index].isRetracted = true
    }
    return PlaybookRun(playbook: playbook, incident: corrected)
  }

  /// False for a step that nobody could have come to without what is undone.
  private func allows(_ step: StepID, as former: PlaybookRun) -> Bool {
    guard let own = self[step] else { return true }
    if closedGate(before: step) != nil, former.closedGate(before: step) == nil { return false }
    return applies(own.step) != .no
  }
}
