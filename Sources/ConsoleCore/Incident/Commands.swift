package import Cells
package import Domain
package import PlaybookEngine

/// A command of a step while it runs, and what it has printed so far.
package struct LiveCommand: Sendable, Equatable {
  package var incident: IncidentID
  package var step: StepID
  /// With its secrets masked.
  package var script: String
  package var startedAt: Timestamp
  package private(set) var printed: [UInt8] = []
  /// Bytes that it printed in all, also those that are forgotten.
  package private(set) var printedCount = 0
  package var isRunning = true
  /// True while a waiting step asks for it again and again, as the person who started it agreed.
  package var isRepeated = false

  /// Takes what came, and forgets the oldest past what a screen can show.
  mutating func print(_ bytes: [UInt8]) {
    printed += bytes
    printedCount += bytes.count
    if printed.count > Self.shown { printed.removeFirst(printed.count - Self.shown) }
  }

  private static let shown = 64 * 1024
}

/// Shows a command exactly and asks for what its danger asks for.
package struct RunConfirmation: Sendable, Equatable {
  package var step: StepID
  package var title: String
  /// As it runs; secrets are in it.
  var script: String
  /// As it is shown, copied and recorded: secrets are masked.
  package var shown: String
  package var danger: Danger
  package var timeout: Duration
  /// How often it runs again until its output is as expected; nil where it runs once.
  package var every: Duration?
  /// The word that must be typed; nil where Enter is enough.
  package var word: String?
  package var field = TextField()
  /// Whose agreement the playbook asks for; nil where nobody's but the person's own is needed.
  package var approval: Approver?
  /// True where the keys go to the approver's name.
  package var asksApprover = false
  package var problem: SafeText?

  package struct Approver: Sendable, Equatable {
    package var role: String
    /// The agreement of the person at the keyboard is not enough.
    package var isAnother: Bool
    package var field: TextField
  }
}

extension State {
  /// The run that is under way in the focused incident.
  package var runningCommand: UniqueID? {
    commands.first { $0.value.isRunning && $0.value.incident == focus }?.key
  }

  /// The command that was last run for a step in this console.
  package func liveCommand(of step: StepID) -> LiveCommand? {
    commands.values.filter { $0.step == step && $0.incident == focus }.max { $0.startedAt < $1.startedAt }
  }

  mutating func openRunConfirmation() -> [Effect] {
    guard let selected = selectedStep, let run else { return [] }
    switch command(of: selected.step.id) {
    case .failure(let refusal):
      warn("\(refusal.words)")
    case .success(let command):
      if selected.state == .pending || selected.state == .failed,
        case .failure(let refusal) = run.start(selected.id, at: now)
      {
        warn("\(refusal.words)")
        return []
      }
      let word: String? =
        switch command.danger {
        case .read: nil
        case .write: "run"
        case .destructive: selected.step.id.rawValue
        }
      dialog = .confirmRun(
        RunConfirmation(
          step: selected.step.id, title: selected.step.title, script: command.script, shown: command.shown,
          danger: command.danger,
          timeout: command.timeout, every: selected.step.pollsEvery, word: word,
          approval: approver(for: command)))
    }
    return []
  }

  /// Who has to agree beside the person at the keyboard: at SEV1 a second person, elsewhere whoever has the role.
  private func approver(for command: ResolvedCommand) -> RunConfirmation.Approver? {
    guard let approve = command.approve, let incident else { return nil }
    let holder = ResponderRole(rawValue: approve.role).flatMap { incident.roles[$0] }
    let isReal = place.mode == .live && !incident.isDrill
    let isAnother = isReal && incident.severity == .sev1
    guard isAnother || holder != actor.login else { return nil }
    let name = holder == actor.login ? nil : holder
    return RunConfirmation.Approver(role: approve.role, isAnother: isAnother, field: TextField(name ?? ""))
  }

  /// Starts what was confirmed: the start is on record before anything runs.
  mutating func start(_ confirmed: RunConfirmation) -> [Effect] {
    guard let focus else { return [] }
    guard recording.problem == nil else {
      warn(
        "not run: the record takes nothing now; \(keys.name(of: .copy)) copies the command for a shell of your own"
      )
      return []
    }
    var bodies: [EventBody] = []
    if let step = run?[confirmed.step], step.state == .pending || step.state == .failed,
      case .success(let begun)? = run?.start(confirmed.step, at: now)
    {
      bodies = begun
    }
    if let approval = confirmed.approval {
      bodies.append(
        .note(
          Note(
            text: "\(approval.field.trimmed) (\(approval.role)) agreed to: \(confirmed.title)",
            step: confirmed.step)))
    }
    bodies.append(
      launch(
        confirmed.script, shown: confirmed.shown, timeout: confirmed.timeout, of: confirmed.step, in: focus,
        isRepeated: confirmed.every != nil))
    return record(bodies, in: focus)
  }

  /// Puts a command on the list of those that start when their start is on record.
  private mutating func launch(
    _ script: String, shown: String, timeout: Duration, of step: StepID, in incident: IncidentID,
    isRepeated: Bool
  ) -> EventBody {
    let id = UniqueID(at: now, using: &dice)
    var command = LiveCommand(incident: incident, step: step, script: shown, startedAt: now)
    command.isRepeated = isRepeated
    commands[id] = command
    recording.startsAfterSaving[id] = CommandOrder(run: id, script: script, timeout: timeout)
    return .commandRun(CommandRun(kind: .started, run: id, step: step, command: shown))
  }

  /// A step's command with the secrets that were given in this console.
  package func command(of step: StepID, in incident: IncidentID? = nil) -> Result<
    ResolvedCommand, CommandRefusal
  > {
    guard let id = incident ?? focus, var run = incidents[id]?.run else { return .failure(.noSuchStep(step)) }
    run.variables.merge(secrets[id] ?? [:]) { _, given in given }
    return run.command(of: step)
  }

  /// Runs again what waiting steps ask for, where a person has started it in this console.
  mutating func repeatPolls() -> [Effect] {
    guard recording.problem == nil else { return [] }
    var effects: [Effect] = []
    for incident in openIncidents {
      guard let run = incidents[incident.id]?.run else { continue }
      for step in run.pollsDue(at: now) {
        let own = commands.filter { $0.value.step == step && $0.value.incident == incident.id }
        guard let last = own.max(by: { $0.value.startedAt < $1.value.startedAt }), last.value.isRepeated,
          !last.value.isRunning, case .success(let command) = command(of: step, in: incident.id)
        else { continue }
        // Only the last one is shown; a night of polls must not fill the memory.
        for id in own.keys { commands[id] = nil }
        let started = launch(
          command.script, shown: command.shown, timeout: command.timeout, of: step, in: incident.id,
          isRepeated: true)
        effects += record([started], in: incident.id, source: .playbook)
      }
    }
    return effects
  }

  /// Ends a command, or sees to it that one whose start is not on record yet never begins.
  mutating func cancel(_ id: UniqueID) -> [Effect] {
    guard recording.startsAfterSaving.removeValue(forKey: id) != nil, var command = commands[id] else {
      return [.cancel(run: id)]
    }
    command.isRunning = false
    command.isRepeated = false
    commands[id] = command
    tell("not run")
    let cancelled = CommandRun(kind: .cancelled, run: id, step: command.step, command: command.script)
    return record([.commandRun(cancelled)], in: command.incident)
  }

  /// Commands whose start could not be recorded are not run: the record may take it when nobody looks any more.
  mutating func holdBackCommands(in events: [Event]) -> [Effect] {
    events.flatMap { event -> [Effect] in
      guard case .commandRun(let body) = event.body, body.kind == .started,
        recording.startsAfterSaving[body.run] != nil
      else { return [] }
      let isRepeated = commands[body.run]?.isRepeated ?? false
      let effects = cancel(body.run)
      // What a waiting step repeats goes on by itself once the record takes events again.
      commands[body.run]?.isRepeated = isRepeated
      return effects
    }
  }

  /// The orders whose start has just become durable.
  mutating func releaseCommands(in events: [RecordedEvent]) -> [Effect] {
    events.compactMap { recorded in
      guard case .commandRun(let body) = recorded.event.body, body.kind == .started,
        let order = recording.startsAfterSaving.removeValue(forKey: body.run)
      else { return nil }
      return .run(order)
    }
  }

  mutating func commandEnded(_ id: UniqueID, _ outcome: CommandOutcome) -> [Effect] {
    guard var command = commands[id] else { return [] }
    command.isRunning = false
    if outcome.cancelled || outcome.notStarted != nil { command.isRepeated = false }
    commands[id] = command
    let run = incidents[command.incident]?.run
    let judgement = run?.judge(
      command.step, exit: outcome.exit, standardOutput: outcome.standardOutput, output: outcome.output)
    let finished = CommandRun(
      kind: outcome.cancelled ? .cancelled : .finished, run: id, step: command.step, command: command.script,
      exit: outcome.exit, signal: outcome.signal, duration: outcome.duration,
      output: outcome.notStarted ?? String(decoding: outcome.output.prefix(Self.keptOutput), as: UTF8.self),
      outputBytes: outcome.outputBytes, matched: outcome.cancelled ? nil : judgement?.matched)
    let effects = record([.commandRun(finished)], in: command.incident, source: .command)
    guard !outcome.cancelled, let judgement, let run else {
      warn(outcome.cancelled ? "command stopped" : "command ended")
      return effects
    }
    return effects + follow(judgement, of: command, run: run, outcome: outcome)
  }

  /// A command that did what was expected completes its step; anything else waits for the person.
  private mutating func follow(
    _ judgement: Judgement, of command: LiveCommand, run: PlaybookRun, outcome: CommandOutcome
  ) -> [Effect] {
    if let why = outcome.notStarted {
      warn("could not be started: \(why)")
      return []
    }
    if outcome.timedOut {
      warn("stopped after \(outcome.duration.clockText): it took longer than the step allows")
      return []
    }
    if let every = run[command.step]?.step.pollsEvery {
      // The step ticks itself once the answer has held for as long as it asks.
      let remark = judgement.remarks.last { !$0.isGood }.map { ": \($0.text)" } ?? ""
      tell(
        judgement.matched == true
          ? "as expected; watching whether it holds" : "not yet\(remark); again in \(every.configText)")
      return []
    }
    switch judgement.matched {
    case true:
      let value = observedValue(of: command.step, in: run, outcome: outcome)
      guard case .success(let bodies) = run.complete(command.step, value: value, at: now) else {
        tell("as expected; \(keys.name(of: .completeStep)) marks the step done")
        return []
      }
      tell("as expected: step done")
      return record(bodies, in: command.incident, source: .command)
    case false:
      warn(words(for: judgement, in: run))
    default:
      tell(
        "ended with exit \(outcome.exit.map(String.init) ?? "unknown"); look, then \(keys.name(of: .completeStep))"
      )
    }
    return []
  }

  /// What is wrong with an output, and which step the playbook points to.
  private func words(for judgement: Judgement, in run: PlaybookRun) -> SafeText {
    guard let remark = judgement.remarks.last(where: { !$0.isGood }) else { return "NOT as expected" }
    let place = remark.lookAt.flatMap { target in run.steps.firstIndex { $0.id == target } }
    return "NOT as expected: \(remark.text)\(place.map { "; look at step \($0 + 1)" } ?? "")"
  }

  /// The first line that a command printed, where the step records what was seen in free words.
  private func observedValue(of step: StepID, in run: PlaybookRun, outcome: CommandOutcome) -> String? {
    guard run[step]?.step.recording.options.isEmpty ?? false else { return nil }
    let text = String(decoding: outcome.standardOutput.prefix(400), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).first.map { String($0.prefix(80)) }
  }

  /// The output that goes to the record: the whole is counted there.
  private static let keptOutput = 128 * 1024
}

extension Step {
  /// How often a waiting step's command is run again; nil for all other steps.
  var pollsEvery: Duration? {
    guard case .wait(let wait) = kind, case .command(_, let every, _) = wait.until else { return nil }
    return every
  }
}
