import Domain

/// One thing that was done to a run, with what followed from it in the same moment.
///
/// A batch is recorded as a whole: its events stand one after the other in one database, by one person, of one time.
struct Batch {
  var head: TimelineEntry
  var rest: [TimelineEntry] = []

  var all: [TimelineEntry] { [head] + rest }
  var ids: [EventID] { all.map(\.id) }

  /// The steps, and the clocks that belong to none, that it moves.
  var touched: Set<StepID> {
    Set(
      all.compactMap { entry in
        switch entry.event.body {
        case .step(let change): change.step
        case .decisionTaken(let decision): decision.step
        case .timer(let change): StepID(change.timer)
        case .commandRun(let run) where run.kind == .started: run.step
        default: nil
        }
      })
  }

  /// True where the console said it by itself: it says it again whenever it is so.
  var isByMachine: Bool {
    switch head.event.source {
    case .timer, .playbook, .probe: true
    case .person, .command, .import, .drill: false
    }
  }
}

/// The batches of a run, in the order of entry; what moves no run is left out.
func batches(of entries: some Collection<TimelineEntry>) -> [Batch] {
  var batches: [Batch] = []
  var last: TimelineEntry?
  var isOpen = false
  for entry in entries {
    if isOpen, let last, entry.wasRecorded(with: last), batches[batches.count - 1].takes(entry) {
      batches[batches.count - 1].rest.append(entry)
      // What is started comes last; only a step that is put off leaves a follow-up behind it.
      isOpen = !entry.isStepStarted || batches[batches.count - 1].head.isStepDeferred
    } else {
      isOpen = entry.movesRun
      if isOpen { batches.append(Batch(head: entry)) }
    }
    last = entry
  }
  return batches
}

extension Batch {
  fileprivate func takes(_ entry: TimelineEntry) -> Bool {
    switch entry.event.body {
    case .step(let change):
      switch change.kind {
      case .restored: change.step != head.step
      case .inactive, .started: true
      case .done, .failed, .overridden, .skipped, .deferred: false
      }
    case .timer(let change): change.kind == .extended && head.isDecision
    case .followup(let change): change.kind == .added && head.isStepDeferred
    default: false
    }
  }
}

extension TimelineEntry {
  /// The step that it is about; nil for what is about none.
  var step: StepID? {
    switch event.body {
    case .step(let change): change.step
    case .decisionTaken(let decision): decision.step
    case .commandRun(let run): run.step
    default: nil
    }
  }

  fileprivate var movesRun: Bool {
    switch event.body {
    case .step, .decisionTaken, .timer, .commandRun, .playbookStarted: true
    default: false
    }
  }

  fileprivate var isDecision: Bool { if case .decisionTaken = event.body { true } else { false } }
  fileprivate var isStepStarted: Bool { event.body.isStep(.started) }
  fileprivate var isStepDeferred: Bool { event.body.isStep(.deferred) }

  fileprivate func wasRecorded(with last: TimelineEntry) -> Bool {
    let (own, former) = (recorded.position, last.recorded.position)
    return own.database == former.database && own.globalNumber == former.globalNumber + 1
      && event.recordedAt == last.event.recordedAt && event.actor == last.event.actor
      && event.source == last.event.source
  }
}

extension EventBody {
  func isStep(_ kind: StepChange.Kind) -> Bool {
    if case .step(let change) = self { change.kind == kind } else { false }
  }
}
