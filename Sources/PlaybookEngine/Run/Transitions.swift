package import Domain

extension PlaybookRun {
  /// The first step is started; nothing if a step is under way already.
  package func begin(at moment: Timestamp) -> [EventBody] {
    guard !steps.contains(where: { $0.state == .active }) else { return [] }
    var moves = Moves(self, at: moment)
    moves.followAnswers()
    if let first = moves.run.next(after: nil) { moves.step(.started, moves.run.steps[first].id) }
    return moves.events
  }

  /// A step is taken up, or tried again.
  package func start(_ id: StepID, at moment: Timestamp) -> Result<[EventBody], StepRefusal> {
    checked(id, from: [.pending, .failed]).map { _ in
      var moves = Moves(self, at: moment)
      moves.step(.started, id)
      return moves.events
    }
  }

  /// A step is done, with what was seen; the next one is started.
  package func complete(_ id: StepID, value: String? = nil, sensed: Bool = false, at moment: Timestamp)
    -> Result<[EventBody], StepRefusal>
  {
    checked(id, from: sensed ? [.pending, .active, .failed] : [.pending, .active]).flatMap { run in
      if case .decision = run.step.kind { return .failure(.optionNeeded) }
      if let refusal = refusal(of: value, for: run.step) { return .failure(refusal) }
      var moves = Moves(self, at: moment)
      if run.state == .failed { moves.step(.started, id) }
      moves.step(.done, id, text: value, sensed: sensed)
      moves.followAnswers()
      moves.goOn(after: id, wasCurrent: current?.id == id)
      return .success(moves.events)
    }
  }

  /// A step went wrong; its playbook may send people on to a decision.
  package func fail(_ id: StepID, reason: String?, at moment: Timestamp) -> Result<[EventBody], StepRefusal> {
    checked(id, from: [.pending, .active]).map { run in
      var moves = Moves(self, at: moment)
      moves.step(.failed, id, text: reason)
      moves.followAnswers()
      if case .step(let target) = run.step.onFail { moves.visit(target) }
      return moves.events
    }
  }

  /// A step is left out, for a reason; critical ones and proofs only by the commander.
  package func skip(_ id: StepID, reason: String, asCommander: Bool, at moment: Timestamp)
    -> Result<[EventBody], StepRefusal>
  {
    checked(id, from: [.pending, .active, .failed]).flatMap { run in
      if run.step.isCritical, !asCommander { return .failure(.commanderNeeded) }
      if run.step.isProof, !isDrill, !asCommander { return .failure(.proofCannotBeSkipped) }
      guard hasWords(reason) else { return .failure(.reasonNeeded) }
      return .success(leave(id, .skipped, text: reason, at: moment))
    }
  }

  /// A step whose output was not as expected counts as done all the same, for ever marked so.
  package func override(_ id: StepID, reason: String, at moment: Timestamp) -> Result<
    [EventBody], StepRefusal
  > {
    checked(id, from: [.active, .failed]).flatMap { run in
      guard run.state == .failed || run.lastCommand?.matched == false else {
        return .failure(.nothingToOverride)
      }
      guard hasWords(reason) else { return .failure(.reasonNeeded) }
      return .success(leave(id, .overridden, text: reason, at: moment))
    }
  }

  /// A step is put off to somebody until some day.
  package func deferred(_ id: StepID, owner: String, due: String, at moment: Timestamp)
    -> Result<[EventBody], StepRefusal>
  {
    checked(id, from: [.pending, .active, .failed]).flatMap { run in
      guard run.step.isDeferrable else { return .failure(.notDeferrable) }
      guard hasWords(owner), hasWords(due) else { return .failure(.ownerAndDueNeeded) }
      return .success(leave(id, .deferred, text: "\(owner), due \(due)", at: moment))
    }
  }

  /// A step that was ended comes back; what depended on its answer waits again.
  package func restore(_ id: StepID, at moment: Timestamp) -> Result<[EventBody], StepRefusal> {
    guard let run = self[id] else { return .failure(.noSuchStep(id)) }
    guard !run.isOpen else { return .failure(.already(run.state)) }
    if run.state == .inactive, applies(run.step) == .no || Moves(self, at: moment).isJumpedOver(id) {
      return .failure(.notNeeded(because: run.text ?? "its condition is not met"))
    }
    var moves = Moves(self, at: moment)
    moves.step(.restored, id)
    moves.bringBackJumped(over: id, from: self)
    moves.followAnswers()
    if !moves.run.steps.contains(where: { $0.state == .active }) { moves.step(.started, id) }
    return .success(moves.events)
  }

  private func leave(_ id: StepID, _ kind: StepChange.Kind, text: String, at moment: Timestamp) -> [EventBody]
  {
    var moves = Moves(self, at: moment)
    moves.step(kind, id, text: text)
    moves.followAnswers()
    moves.goOn(after: id, wasCurrent: current?.id == id)
    return moves.events
  }

  func checked(_ id: StepID, from states: [StepState]) -> Result<StepRun, StepRefusal> {
    guard let run = self[id] else { return .failure(.noSuchStep(id)) }
    guard run.state != .inactive else {
      return .failure(.notNeeded(because: run.text ?? "its condition is not met"))
    }
    guard states.contains(run.state) else { return .failure(.already(run.state)) }
    if let gate = closedGate(before: id) {
      return .failure(.gateClosed(phase: gate.phase.title, open: gate.open))
    }
    return .success(run)
  }

  private func refusal(of value: String?, for step: Step) -> StepRefusal? {
    let recording = step.recording
    guard let value, hasWords(value) else {
      return recording.asksForValue ? .valueNeeded(options: recording.options) : nil
    }
    if !recording.options.isEmpty, !recording.options.contains(value) {
      return .notAnOption(value, options: recording.options)
    }
    guard let name = recording.variable, let variable = playbook.variables.first(where: { $0.name == name }),
      !value.fits(pattern: variable.pattern)
    else { return nil }
    return .valueDoesNotFit(variable: name, pattern: variable.pattern)
  }
}

func hasWords(_ text: String) -> Bool { text.contains { !$0.isWhitespace } }
