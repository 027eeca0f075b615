package import Cells
package import Domain
package import PlaybookEngine

/// A command of a step while it runs, and what it has printed so far.
package struct LiveCommand: Sendable, Equatable {
  package var incident: IncidentID
  package var step: StepID
  package var script: String
  package var startedAt: Timestamp
  package private(set) var printed: [UInt8] = []
  package var isRunning = true

  /// Takes what came, and forgets the oldest past what a screen can show.
  mutating func print(_ bytes: [UInt8]) {
    printed += bytes
    if printed.count > Self.shown { printed.removeFirst(printed.count - Self.shown) }
  }

  private static let shown = 64 * 1024
}

/// Shows a command exactly and asks for what its danger asks for.
package struct RunConfirmation: Sendable, Equatable {
  package var step: StepID
  package var title: String
  package var script: String
  package var danger: Danger
  package var timeout: Duration
  /// The word that must be typed; nil where Enter is enough.
  package var word: String?
  package var field = TextField()
  package var problem: SafeText?
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
    switch run.command(of: selected.step.id) {
    case .failure(let refusal):
      warn("\(refusal.words)")
    case .success(let command):
      let word: String? =
        switch command.danger {
        case .read: nil
        case .write: "run"
        case .destructive: selected.step.id.rawValue
        }
      dialog = .confirmRun(
        RunConfirmation(
          step: selected.step.id, title: selected.step.title, script: command.script, danger: command.danger,
          timeout: command.timeout, word: word))
    }
    return []
  }

  /// Starts what was confirmed: the start is on record before anything runs.
  mutating func start(_ confirmed: RunConfirmation) -> [Effect] {
    guard let focus else { return [] }
    let id = UniqueID(at: now, using: &dice)
    commands[id] = LiveCommand(
      incident: focus, step: confirmed.step, script: confirmed.script, startedAt: now)
    recording.startsAfterSaving[id] = CommandOrder(
      run: id, script: confirmed.script, timeout: confirmed.timeout)
    let started = CommandRun(kind: .started, run: id, step: confirmed.step, command: confirmed.script)
    return record([.commandRun(started)], in: focus)
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
    switch judgement.matched {
    case true:
      let value = observedValue(of: command.step, in: run, outcome: outcome)
      guard case .success(let bodies) = run.complete(command.step, value: value, at: now) else {
        tell("as expected; Enter marks the step done")
        return []
      }
      tell("as expected: step done")
      return record(bodies, in: command.incident, source: .command)
    case false:
      warn("NOT as expected\(judgement.remarks.last { !$0.isGood }.map { ": \($0.text)" } ?? "")")
    default:
      tell("ended with exit \(outcome.exit.map(String.init) ?? "unknown"); look, then Enter")
    }
    return []
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
