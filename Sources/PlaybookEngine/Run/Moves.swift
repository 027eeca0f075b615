import Domain

/// Events that are being put together: each is applied to a copy of the run as soon as it is decided.
struct Moves {
  var run: PlaybookRun
  let at: Timestamp
  private(set) var events: [EventBody] = []

  init(_ run: PlaybookRun, at moment: Timestamp) {
    self.run = run
    at = moment
  }

  mutating func add(_ body: EventBody) {
    events.append(body)
    run.apply(body, at: at)
  }

  mutating func step(_ kind: StepChange.Kind, _ id: StepID, text: String? = nil, sensed: Bool = false) {
    guard let step = run[id]?.step else { return }
    let proof = kind == .done && step.isProof ? true : nil
    add(.step(StepChange(kind: kind, step: id, title: step.title, text: text, sensed: sensed, proof: proof)))
  }

  /// Steps whose condition has become false are not needed; those whose answer changed come back.
  mutating func followAnswers() {
    for index in run.steps.indices {
      let step = run.steps[index]
      guard step.step.when != nil else { continue }
      switch run.applies(step.step) {
      case .no where step.isOpen: self.step(.inactive, step.id, text: because(step.step))
      case .yes where step.state == .inactive, .unknown where step.state == .inactive:
        guard !isJumpedOver(step.id) else { continue }
        self.step(.restored, step.id)
      case .yes, .no, .unknown: continue
      }
    }
  }

  /// Starts what comes after `step`, if people were at it or nothing else is under way.
  mutating func goOn(after step: StepID, wasCurrent: Bool) {
    let isIdle = !run.steps.contains { $0.state == .active }
    guard wasCurrent || isIdle, let next = run.next(after: step) else { return }
    // Wrapping back to an earlier step is right only when nothing is open any more.
    guard isIdle || next > (run.index(of: step) ?? 0) else { return }
    self.step(.started, run.steps[next].id)
  }

  /// True where a decision's jump went over the step and still stands.
  func isJumpedOver(_ step: StepID) -> Bool {
    guard let place = run.index(of: step) else { return false }
    return run.steps.indices.contains { index in
      guard index < place, let target = run.target(ofDecisionAt: index) else { return false }
      return place < target
    }
  }

  private func because(_ step: Step) -> String {
    let answers = step.when?.clauses.compactMap { clause -> String? in
      switch clause {
      case .answer(let id, _), .answerNot(let id, _): run[id].map { "\(id): \($0.text ?? $0.state.rawValue)" }
      case .severity: run.severity.word
      case .drill: run.isDrill ? "a drill" : "no drill"
      case .variable(let name, _): run.variables[name].map { "\(name) is \($0)" }
      case .state(let id, _), .stateNot(let id, _): run[id].map { "\(id) is \($0.state.rawValue)" }
      }
    }
    return answers?.joined(separator: ", ") ?? "its condition is not met"
  }
}

extension PlaybookRun {
  /// Where the answer of the decision at this place jumped to, if it jumped forward.
  func target(ofDecisionAt place: Int) -> Int? {
    guard steps[place].state == .done, let option = steps[place].chosenOption,
      case .decision(let asked) = steps[place].step.kind,
      let target = asked.option(option)?.goto.flatMap(index(of:)), target > place
    else { return nil }
    return target
  }
}
