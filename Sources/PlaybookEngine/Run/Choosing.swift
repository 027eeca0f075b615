package import Domain

extension PlaybookRun {
  /// An option of a decision is taken: steps jumped over are not needed, and its target is started.
  ///
  /// A decision may be taken anew: what the earlier answer left out comes back, what was done stays done.
  package func choose(_ id: StepID, option: String, reason: String? = nil, at moment: Timestamp)
    -> Result<[EventBody], StepRefusal>
  {
    checked(id, from: [.pending, .active, .failed, .done]).flatMap { run in
      guard case .decision(let asked) = run.step.kind, let chosen = asked.option(option) else {
        return .failure(.notADecision)
      }
      if !chosen.needs.isEmpty, !hasWords(reason ?? "") { return .failure(.argumentNeeded(chosen.needs)) }
      let decision = Decision(
        step: id, question: asked.question, option: option, label: chosen.label, reason: reason)
      if let timer = chosen.extends { return extend(timer, by: decision, at: moment) }
      var moves = Moves(self, at: moment)
      moves.add(.decisionTaken(decision))
      moves.bringBackJumped(over: id, from: self)
      moves.leaveOut(after: id, to: chosen)
      moves.followAnswers()
      if let target = chosen.goto {
        moves.visit(target)
      } else if chosen.playbooks.isEmpty {
        moves.goOn(after: id, wasCurrent: true)
      }
      return .success(moves.events)
    }
  }

  private func extend(_ timer: String, by decision: Decision, at moment: Timestamp)
    -> Result<[EventBody], StepRefusal>
  {
    guard let rule = playbook.timers.first(where: { $0.id == timer }), let extend = rule.extend else {
      return .failure(.notADecision)
    }
    guard timers.extensions[timer, default: 0] < extend.max else {
      return .failure(.extensionsUsedUp(max: extend.max, title: rule.title))
    }
    return .success([
      .decisionTaken(decision),
      .timer(
        TimerChange(
          kind: .extended, timer: timer, title: rule.title, limit: extend.by, reason: decision.reason)),
    ])
  }
}

extension Moves {
  /// Steps between the decision and the option's target are not needed, even if they were started.
  mutating func leaveOut(after decision: StepID, to option: DecisionStep.Option) {
    guard let place = run.index(of: decision), let target = option.goto.flatMap(run.index(of:)),
      target > place
    else { return }
    for index in (place + 1)..<target where run.steps[index].isOpen {
      step(.inactive, run.steps[index].id, text: "\(decision): \(option.label)")
    }
  }

  /// Steps that the decision's former answer jumped over come back.
  mutating func bringBackJumped(over decision: StepID, from former: PlaybookRun) {
    guard let place = former.index(of: decision), let target = former.target(ofDecisionAt: place) else {
      return
    }
    for index in (place + 1)..<target where run.steps[index].state == .inactive {
      let step = run.steps[index]
      guard run.applies(step.step) != .no, !isJumpedOver(step.id) else { continue }
      self.step(.restored, step.id)
    }
  }

  /// Brings people to a step, whatever state it is in.
  mutating func visit(_ target: StepID) {
    guard let there = run[target] else { return }
    switch there.state {
    case .active: return
    case .pending, .failed: step(.started, target)
    case .done, .skipped, .deferred, .inactive:
      let former = run
      step(.restored, target)
      bringBackJumped(over: target, from: former)
      followAnswers()
      step(.started, target)
    }
  }
}
