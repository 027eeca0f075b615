package import Domain

extension PlaybookRun {
  /// The step that people are at: the one started last, else what failed last, else what comes next.
  package var current: StepRun? {
    if let active = steps.filter({ $0.state == .active }).max(by: { $0.order < $1.order }) { return active }
    if let failed = steps.filter({ $0.state == .failed && $0.step.isRequired }).max(by: {
      $0.order < $1.order
    }) {
      return failed
    }
    return next(after: nil).map { steps[$0] }
  }

  /// Steps that were dealt with, and all that are needed: `step 3 of 11`.
  package var progress: (done: Int, of: Int) {
    let needed = steps.filter { $0.state != .inactive }
    return (needed.count { !$0.isOpen && $0.state != .failed }, needed.count)
  }

  /// Required steps that keep the run from being closed.
  package var unfinished: [StepRun] {
    steps.filter { $0.step.isRequired && [.pending, .active, .failed].contains($0.state) }
  }

  /// Consequences that last: shown on every page until the step that clears them is done.
  package var standingNotes: [StandingNote] {
    steps.compactMap { run in
      guard run.state == .done, let note = run.step.standingNote else { return nil }
      let isCleared = note.clearAt.flatMap { self[$0] }?.state == .done
      return isCleared ? nil : note
    }
  }

  /// The phase whose gate keeps the step closed, with the steps that hold it.
  package func closedGate(before step: StepID) -> (phase: Phase, open: [StepID])? {
    guard let own = self[step], let place = playbook.phases.firstIndex(where: { $0.id == own.phase }) else {
      return nil
    }
    for phase in playbook.phases[..<place] where phase.gate == .allRequiredDone {
      let open = phase.steps.map(\.id).filter { id in
        guard let run = self[id] else { return false }
        return run.step.isRequired && [.pending, .active, .failed].contains(run.state)
      }
      if !open.isEmpty { return (phase, open) }
    }
    return nil
  }

  /// Whether a step applies: unknown while an answer that it depends on has not been given.
  package func applies(_ step: Step) -> Truth {
    guard let when = step.when else { return .yes }
    let truths = when.clauses.map(truth)
    switch when {
    case .all: return truths.contains(.no) ? .no : truths.contains(.unknown) ? .unknown : .yes
    case .any: return truths.contains(.yes) ? .yes : truths.contains(.unknown) ? .unknown : .no
    }
  }

  private func truth(_ clause: When.Clause) -> Truth {
    switch clause {
    case .answer(let step, let wanted): return answered(step) { $0 == wanted }
    case .answerNot(let step, let unwanted): return answered(step) { $0 != unwanted }
    case .state(let step, let wanted): return self[step]?.state == wanted ? .yes : .unknown
    case .stateNot(let step, let unwanted): return self[step]?.state == unwanted ? .unknown : .yes
    case .variable(let name, let wanted): return variables[name].map { $0 == wanted ? .yes : .no } ?? .unknown
    case .severity(let wanted): return wanted.contains(severity) ? .yes : .no
    case .drill(let wanted): return wanted == isDrill ? .yes : .no
    }
  }

  private func answered(_ step: StepID, _ matches: (String) -> Bool) -> Truth {
    guard let run = self[step] else { return .unknown }
    if let answer = run.answer { return matches(answer) ? .yes : .no }
    switch run.state {
    case .pending, .active, .failed, .deferred: return .unknown
    case .done, .skipped, .inactive: return .no
    }
  }

  /// The next step to start: the first open one after `step` that applies, else the first of all.
  func next(after step: StepID?) -> Int? {
    let ready = steps.indices.filter { index in
      steps[index].state == .pending && applies(steps[index].step) == .yes
        && closedGate(before: steps[index].id) == nil
    }
    guard let step, let place = index(of: step) else { return ready.first }
    return ready.first { $0 > place } ?? ready.first
  }
}
