package import Domain

/// A playbook being worked through: the fold of its incident's timeline, and the decisions that follow from it.
///
/// Nothing here changes the world: every function answers with the events to append. A run is restored from
/// `incident.playbook.source` alone, so the file may be gone.
package struct PlaybookRun: Sendable, Equatable {
  package let playbook: Playbook
  /// The immediate steps first, then the phases, in the order of the file.
  package var steps: [StepRun]
  /// The variables of the start and those that steps have filled since.
  package var variables: [String: String]
  package var startedAt: Timestamp?
  package private(set) var incidentName: String
  package private(set) var severity: Severity
  package let isDrill: Bool
  package var timers = TimerRecord()
  /// Ends of a step that came after somebody else's, each with the one that counts.
  package private(set) var overtaken: [EventID: EventID] = [:]
  private var starts = 0

  package init(playbook: Playbook, incident: Incident) {
    self.playbook = playbook
    incidentName = incident.name
    severity = incident.severity
    isDrill = incident.isDrill
    steps =
      playbook.immediate.map { StepRun(step: $0, phase: nil) }
      + playbook.phases.flatMap { phase in phase.steps.map { StepRun(step: $0, phase: phase.id) } }
    variables = [:]
    for variable in playbook.variables { variables[variable.name] = variable.fallback }
    fold(incident)
  }

  private mutating func fold(_ incident: Incident) {
    let ordered = incident.countedInOrderOfEntry
    guard let start = start(in: ordered) else { return }
    startedAt = ordered[start].happenedAt
    if case .playbookStarted(let body) = ordered[start].event.body {
      variables.merge(body.variables) { _, given in given }
    }
    var counts: [StepID: EventID] = [:]
    for entry in ordered[(start + 1)...] {
      if case .step(let change) = entry.event.body, change.kind.isEnd {
        if hasEnded(change.step), let first = counts[change.step] { overtaken[entry.id] = first }
        if !hasEnded(change.step) { counts[change.step] = entry.id }
      }
      apply(entry.event.body, at: entry.happenedAt)
    }
  }

  /// The run after an event by which its incident was extended; the cost does not grow with the timeline.
  package func extended(by event: Event, of incident: Incident) -> PlaybookRun {
    switch event.body {
    case .declared, .playbookStarted: return PlaybookRun(playbook: playbook, incident: incident)
    // Whose end it was that counts is known from all events alone.
    case .step(let change) where change.kind.isEnd && hasEnded(change.step):
      return PlaybookRun(playbook: playbook, incident: incident)
    default: break
    }
    var run = self
    run.incidentName = incident.name
    run.severity = incident.severity
    // Before its start on record nothing counts.
    if startedAt != nil { run.apply(event.body, at: event.happenedAt) }
    return run
  }

  /// Whether a step is over until somebody brings it back.
  private func hasEnded(_ id: StepID) -> Bool {
    switch self[id]?.state {
    case .done, .skipped, .deferred: true
    case .pending, .active, .failed, .inactive, nil: false
    }
  }

  /// Where this playbook was opened last.
  func start(in ordered: [TimelineEntry]) -> Int? {
    ordered.lastIndex { entry in
      guard case .playbookStarted(let body) = entry.event.body else { return false }
      return body.playbook == playbook.id
    }
  }

  /// Takes one event in, as if it stood on the timeline.
  mutating func apply(_ body: EventBody, at moment: Timestamp) {
    switch body {
    case .step(let change): apply(change, at: moment)
    case .decisionTaken(let decision): apply(decision, at: moment)
    case .timer(let change): timers.apply(change)
    case .commandRun(let run): apply(run, at: moment)
    case .declared, .severitySet, .stateSet, .milestone, .role, .playbookStarted, .comms, .update,
      .serviceChanged, .note, .link, .correction, .pin, .followup, .postmortemLine, .clockJump, .signal,
      .suppression, .relation, .drillInject, .drillRating, .redaction, .removed, .unknown:
      break
    }
  }

  private mutating func apply(_ change: StepChange, at moment: Timestamp) {
    guard let index = index(of: change.step) else { return }
    // Two people at one step: the first end counts, and what the second would have started is under way already.
    if change.kind.isEnd, hasEnded(change.step) { return }
    if change.kind == .started, ![.pending, .failed].contains(steps[index].state) { return }
    switch change.kind {
    case .started:
      starts += 1
      steps[index].state = .active
      steps[index].startedAt = moment
      steps[index].endedAt = nil
      steps[index].text = nil
      steps[index].attempt += 1
      steps[index].order = starts
      steps[index].matchingSince = nil
      // A clock that counts from somewhere else goes on as it was.
      if steps[index].step.timer?.from == nil { timers.forget(change.step.rawValue) }
    case .done, .overridden:
      end(index, .done, change, at: moment)
      steps[index].isSensed = change.sensed
      steps[index].isOverridden = change.kind == .overridden
      fillVariable(of: steps[index])
    case .failed: end(index, .failed, change, at: moment)
    case .skipped: end(index, .skipped, change, at: moment)
    case .deferred: end(index, .deferred, change, at: moment)
    case .inactive: end(index, .inactive, change, at: moment)
    case .restored:
      let fresh = StepRun(step: steps[index].step, phase: steps[index].phase)
      let earlier = steps[index]
      steps[index] = fresh
      steps[index].attempt = earlier.attempt
      steps[index].lastCommand = earlier.lastCommand
    }
  }

  private mutating func end(_ index: Int, _ state: StepState, _ change: StepChange, at moment: Timestamp) {
    steps[index].state = state
    steps[index].endedAt = moment
    steps[index].text = change.text
  }

  private mutating func fillVariable(of run: StepRun) {
    guard let variable = run.step.recording.variable else { return }
    variables[variable] = run.step.recording.fixedValue ?? run.text ?? variables[variable]
  }

  private mutating func apply(_ decision: Decision, at moment: Timestamp) {
    guard let index = index(of: decision.step), case .decision(let asked) = steps[index].step.kind else {
      return
    }
    // Asking for more time leaves the question open.
    guard asked.option(decision.option)?.extends == nil else { return }
    steps[index].state = .done
    steps[index].endedAt = moment
    steps[index].chosenOption = decision.option
    steps[index].text = decision.label
  }

  private mutating func apply(_ run: CommandRun, at moment: Timestamp) {
    guard let step = run.step, let index = index(of: step) else { return }
    steps[index].lastCommand = run
    guard run.kind != .started else { return }
    steps[index].lastRunAt = moment
    steps[index].matchingSince = run.matched == true ? steps[index].matchingSince ?? moment : nil
  }

  func index(of step: StepID) -> Int? { steps.firstIndex { $0.id == step } }

  package subscript(step: StepID) -> StepRun? { index(of: step).map { steps[$0] } }
}

extension Incident {
  /// What was not taken back, in the order in which it was entered.
  var countedInOrderOfEntry: [TimelineEntry] {
    let recorded = timeline.map(\.recorded)
    let ordered = Incident.inOrderOfEntry(recorded)
    // What happened in the order of entry, as nearly everything does, need not be looked up.
    if zip(recorded, ordered).allSatisfy({ $0.event.id == $1.event.id }) {
      return timeline.filter { !$0.isRetracted }
    }
    let places = Dictionary(timeline.indices.map { (timeline[$0].id, $0) }) { first, _ in first }
    return ordered.compactMap { places[$0.event.id].map { timeline[$0] } }.filter { !$0.isRetracted }
  }
}

extension StepChange.Kind {
  /// Whether it ends a step for the one who says it.
  fileprivate var isEnd: Bool {
    switch self {
    case .done, .overridden, .failed, .skipped, .deferred: true
    case .started, .restored, .inactive: false
    }
  }
}
