package import Domain

/// A clock that is running now: how much is used, and of what.
package struct RunningClock: Sendable, Equatable, Identifiable {
  /// A step's id, or a timer's.
  package var id: String
  package var title: String
  package var kind: Kind
  package var startedAt: Timestamp
  package var used: Duration
  package var soft: Duration?
  package var hard: Duration?
  package var level: Level
  /// The decision that it opens at its hard limit.
  package var opens: StepID?
  /// True where the moment at which a restore must begin is nearer than the playbook's own limit.
  package var isLimitedByRestore: Bool

  package enum Kind: Sendable, Equatable {
    case step, decision, alarm
  }

  package enum Level: Sendable, Equatable, Comparable {
    case running, soft, overdue
  }

  /// The time left to the hard limit; negative when it has passed.
  package var left: Duration? { hard.map { $0 - used } }
}

extension PlaybookRun {
  /// The moment by which a restore must have begun, so that the recovery time can be kept.
  package func restoreBy(_ incident: Incident) -> Timestamp? {
    guard let impact = incident.impactStartedAt, let after = playbook.objectives.restoreBegins else {
      return nil
    }
    return impact + after
  }

  /// All clocks that are running, the most urgent first.
  package func clocks(at moment: Timestamp, incident: Incident) -> [RunningClock] {
    guard incident.isOpen else { return [] }
    let ofSteps = steps.compactMap { clock(of: $0, at: moment, incident: incident) }
    let ofTimers = playbook.timers.compactMap { clock(of: $0, at: moment, incident: incident) }
    return (ofTimers + ofSteps).enumerated().sorted { left, right in
      left.element.level != right.element.level
        ? left.element.level > right.element.level : left.offset < right.offset
    }.map(\.element)
  }

  private func clock(of run: StepRun, at moment: Timestamp, incident: Incident) -> RunningClock? {
    guard run.isOpen, let timer = run.step.timer else { return nil }
    guard let start = timer.from == nil ? run.startedAt : self.start(timer.from, incident) else { return nil }
    return clock(
      id: run.id.rawValue, title: run.step.title, kind: .step, from: start, soft: timer.soft,
      hard: timer.hard,
      at: moment)
  }

  private func clock(of rule: TimerRule, at moment: Timestamp, incident: Incident) -> RunningClock? {
    guard let start = start(rule.from, incident) else { return nil }
    if let role = rule.whileNo, incident.roles[role] != nil { return nil }
    if let decision = rule.opens, let run = self[decision], !run.isOpen, run.state != .failed { return nil }
    let added = timers.added[rule.id] ?? .zero
    var hard = rule.hard.map { $0 + added }
    var isLimited = false
    if rule.kind == .decision, let restoreBy = restoreBy(incident),
      restoreBy - start < hard ?? .hours(100_000)
    {
      hard = max(.zero, restoreBy - start)
      isLimited = true
    }
    let soft = rule.soft.map { own in hard.map { min(own + added, $0) } ?? own + added }
    var clock = clock(
      id: rule.id, title: rule.title, kind: rule.kind == .decision ? .decision : .alarm, from: start,
      soft: soft,
      hard: hard, at: moment)
    clock.opens = rule.opens
    clock.isLimitedByRestore = isLimited
    return clock
  }

  private func clock(
    id: String, title: String, kind: RunningClock.Kind, from start: Timestamp, soft: Duration?,
    hard: Duration?,
    at moment: Timestamp
  ) -> RunningClock {
    let used = max(.zero, moment - start)
    let level: RunningClock.Level =
      if let hard, used >= hard { .overdue } else if let soft, used >= soft { .soft } else { .running }
    return RunningClock(
      id: id, title: title, kind: kind, startedAt: start, used: used, soft: soft, hard: hard, level: level,
      opens: nil, isLimitedByRestore: false)
  }

  /// The moment that a clock counts from; nil while it has not come.
  private func start(_ from: TimerRule.Start?, _ incident: Incident) -> Timestamp? {
    switch from {
    case nil: startedAt
    case .impactStart: incident.impactStartedAt
    case .detected: incident.detectedAt
    case .declared: incident.declaredAt
    case .phase(let phase): steps.filter { $0.phase == phase }.compactMap(\.startedAt).min()
    case .step(let step, let state):
      self[step].flatMap { run in
        switch state {
        case .active: run.startedAt
        case .done, .failed, .skipped, .deferred, .inactive: run.state == state ? run.endedAt : nil
        case .pending: nil
        }
      }
    }
  }

  /// The moment that the clock of a step or a timer counts from.
  func clockStart(_ id: String, _ incident: Incident) -> Timestamp? {
    if let rule = playbook.timers.first(where: { $0.id == id }) { return start(rule.from, incident) }
    guard let run = self[StepID(id)] else { return nil }
    return run.step.timer?.from == nil ? run.startedAt : start(run.step.timer?.from, incident)
  }

  /// Limits that are reached and stand on no timeline yet; a machine's wait that runs out fails.
  package func timerEvents(at moment: Timestamp, incident: Incident) -> [EventBody] {
    var moves = Moves(self, at: moment)
    for clock in clocks(at: moment, incident: incident) {
      if clock.level >= .soft, let soft = clock.soft, !timers.hasRecorded(.soft, of: clock.id) {
        moves.add(.timer(TimerChange(kind: .soft, timer: clock.id, title: clock.title, limit: soft)))
      }
      guard clock.level == .overdue, let hard = clock.hard, !timers.hasRecorded(.hard, of: clock.id) else {
        continue
      }
      moves.add(.timer(TimerChange(kind: .hard, timer: clock.id, title: clock.title, limit: hard)))
      failWait(StepID(clock.id), after: hard, &moves)
    }
    return moves.events
  }

  private func failWait(_ id: StepID, after limit: Duration, _ moves: inout Moves) {
    guard let run = self[id], run.state == .active, case .wait(let wait) = run.step.kind, wait.until != nil
    else { return }
    moves.step(.failed, id, text: "not so within \(limit.configText)")
    if case .step(let target) = run.step.onFail { moves.visit(target) }
  }
}
