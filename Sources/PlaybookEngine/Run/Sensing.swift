package import Domain

extension PlaybookRun {
  /// Steps that are done by themselves now: waits whose time has passed or whose condition has held.
  ///
  /// `truth` answers for a condition with its hold.
  package func sensed(at moment: Timestamp, truth: (LiveCondition) -> Truth) -> [EventBody] {
    var moves = Moves(self, at: moment)
    var seen: Set<StepID> = []
    // What one wait starts may be a wait that is over already.
    while let run = moves.run.steps.first(where: { $0.state == .active && !seen.contains($0.id) }) {
      seen.insert(run.id)
      guard case .wait(let wait) = run.step.kind, let start = run.startedAt,
        let observation = observation(wait, run, since: start, at: moment, truth: truth)
      else { continue }
      let wasCurrent = moves.run.current?.id == run.id
      moves.step(.done, run.id, text: observation, sensed: true)
      moves.followAnswers()
      moves.goOn(after: run.id, wasCurrent: wasCurrent)
    }
    return moves.events
  }

  /// Waiting steps whose command is due to be run again.
  package func pollsDue(at moment: Timestamp) -> [StepID] {
    steps.filter { run in
      guard run.state == .active, !run.isOutcomeUnknown, case .wait(let wait) = run.step.kind,
        case .command(_, let every, _) = wait.until
      else { return false }
      return run.lastRunAt.map { moment - $0 >= every } ?? true
    }.map(\.id)
  }

  private func observation(
    _ wait: WaitStep, _ run: StepRun, since start: Timestamp, at moment: Timestamp,
    truth: (LiveCondition) -> Truth
  ) -> String? {
    switch wait.until {
    case nil:
      guard let hold = wait.hold, moment - start >= hold else { return nil }
      return "\(hold.configText) passed"
    case .command:
      guard let since = run.matchingSince, let last = run.lastRunAt, last - since >= wait.hold ?? .zero else {
        return nil
      }
      return "as expected" + (wait.hold.map { " for \($0.configText)" } ?? "")
    case .live(let condition):
      return truth(condition) == .yes ? condition.words : nil
    }
  }
}

extension LiveCondition {
  /// The condition for people, as in `registry OK for 2m` or `ci: queue_depth < 10`.
  package var words: String {
    let held = hold.map { " for \($0.configText)" } ?? ""
    switch test {
    case .state(let states): return "\(service) \(states.map(\.word).joined(separator: " or "))\(held)"
    case .measured(let condition): return "\(service): \(condition.text)\(held)"
    }
  }
}
