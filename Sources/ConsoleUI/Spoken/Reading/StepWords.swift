import Cells
import ConsoleCore
import Domain
import PlaybookEngine

extension State {
  /// The incident: its sentence, its facts, the step it is at, the last lines of its timeline.
  var incidentWords: [SafeText] {
    guard let incident else { return ["no incident is open; declare declares one"] }
    var lines = [incidentLine(incident)]
    if let start = incident.impactStartedAt {
      let end: SafeText = incident.impactEndedAt.map { " to \($0.timeText)" } ?? ""
      lines.append("impact from \(start.timeText)\(end) UTC")
    } else {
      lines.append("impact: start not recorded")
    }
    let services = incident.services.map { "\($0) \(board.status(of: $0)?.state.word ?? "")" }
    if !services.isEmpty { lines.append("services: \(services.joined(separator: ", "))") }
    lines.append("updates: \(incident.updates.count) written")
    if let restoreBy = run?.restoreBy(incident), incident.mitigatedAt == nil, incident.isOpen {
      lines.append("restore must begin by \(restoreBy.minuteText) UTC")
    }
    lines += (run?.standingNotes ?? []).map { "keep in mind: \($0.text)" }
    lines += clockWords
    guard let run else { return lines + ["no playbook is running; attach-playbook starts one"] }
    lines.append(
      "playbook \(run.playbook.title), \(run.progress.done) of \(run.progress.of) steps dealt with")
    return lines + (run.current.map { [stepTitle($0)] } ?? ["every step is dealt with"])
  }

  /// All steps, each with its number and state.
  var stepsWords: [SafeText] {
    guard let run else { return ["no playbook is running; attach-playbook starts one"] }
    return run.steps.map { step in
      let mark: SafeText = step.id == run.current?.id ? ", now" : ""
      return "\(number(of: step)) \(step.step.title): \(stateWord(step))\(mark)"
    }
  }

  func stepTitle(_ step: StepRun) -> SafeText {
    let state: SafeText = step.isOpen ? "" : " (\(stateWord(step)))"
    return "step \(number(of: step)) of \(run?.steps.count ?? 0): \(step.step.title)\(state)"
  }

  private func number(of step: StepRun) -> Int {
    (run?.steps.firstIndex { $0.id == step.id } ?? 0) + 1
  }

  private func stateWord(_ step: StepRun) -> SafeText {
    switch step.state {
    case .pending: "open"
    case .active: step.step.waitsFor == nil ? "begun" : "watching"
    case .done: step.isOverridden ? "done by override" : step.isSensed ? "saw itself done" : "done"
    case .failed: "FAILED"
    case .skipped: "skipped"
    case .deferred: "put off"
    case .inactive: "not needed"
    }
  }

  /// One step: what to do, what to expect, how to go back, and what can be typed.
  ///
  /// Whoever asks for it hears as well what is help, and whom to call when.
  func stepWords(_ step: StepRun, isAsked: Bool = false) -> [SafeText] {
    var lines = [stepTitle(step)]
    func add(_ label: SafeText, _ text: SafeText?) {
      if let text, !text.isEmpty { lines.append(label + ": " + text) }
    }
    lines += commandWords(step)
    add("expect", step.step.expectation.map { "\($0.text)" })
    add("rollback", rollback(of: step.step).map { "\($0)" })
    add("until", step.step.waitsFor.map { "\($0)" })
    if case .note(let text?) = step.step.kind { add("do", "\(text)") }
    if isAsked { add("info", step.step.info.map { "\($0)" }) }
    if case .decision(let decision) = step.step.kind {
      add("decide", "\(run?.filled(decision.question, facts: facts) ?? decision.question)")
    }
    lines += limitWords(step)
    if isAsked { add("escalate to", escalation(step)) }
    add(step.state == .done ? "saw" : "because", step.text.map { "\($0)" })
    if step.isOutcomeUnknown, liveCommand(of: step.id)?.isRunning != true {
      lines.append("careful: nobody saw how the last run ended")
    }
    if step.isOpen || step.state == .failed { lines.append(nextWords(step)) }
    return lines
  }

  private func commandWords(_ step: StepRun) -> [SafeText] {
    switch command(of: step.id) {
    case .success(let command):
      let danger: SafeText =
        switch command.danger {
        case .read: "it only reads"
        case .write: "it changes things"
        case .destructive: "it DESTROYS"
        }
      let script = SafeText.lines(untrusted: Array(command.shown.utf8))
      return script.count == 1 ? ["command, \(danger): \(script[0])"] : ["command, \(danger):"] + script
    case .failure(.noCommand), .failure(.noSuchStep): return []
    case .failure(let refusal): return ["not yet: \(refusal.words)"]
    }
  }

  private func limitWords(_ step: StepRun) -> [SafeText] {
    guard let incident,
      let clock = run?.clocks(at: now, incident: incident).first(where: { $0.id == step.id.rawValue }),
      let hard = clock.hard
    else { return [] }
    return ["limit: \(hard.spokenText), \(clock.used.spokenText) used"]
  }

  /// What can be typed at a step.
  private func nextWords(_ step: StepRun) -> SafeText {
    switch step.step.kind {
    case .decision: return "type: done to decide"
    case .comms: return "type: update to write it, skip, failed"
    case .wait:
      return command(of: step.id).isCommand ? "type: run; it then watches by itself" : "it watches by itself"
    case .check, .command, .note:
      return command(of: step.id).isCommand ? "type: run, done, skip, failed" : "type: done, skip, failed"
    }
  }

  /// The end of what the selected step's command printed, and how it ended.
  var outputWords: [SafeText] {
    guard let step = selectedStep else { return ["no playbook is running"] }
    let live = liveCommand(of: step.id)
    guard live != nil || step.lastCommand != nil else { return ["nothing was run at this step"] }
    let bytes = live?.printed ?? Array((step.lastCommand?.output ?? "").utf8)
    let lines = bytes.isEmpty ? [] : SafeText.lines(untrusted: bytes)
    let end: SafeText =
      live?.isRunning == true
      ? "still running"
      : step.lastCommand.flatMap { $0.exit.map { "ended, exit \($0)" } } ?? "how it ended is not known"
    let matched: SafeText = step.lastCommand?.matched.map { $0 ? ", as expected" : ", NOT as expected" } ?? ""
    return lines.suffix(Spoken.outputLines).map { ("out: " as SafeText) + $0.cut(to: 400) } + [end + matched]
  }
}

extension Result<ResolvedCommand, CommandRefusal> {
  fileprivate var isCommand: Bool { if case .success = self { true } else { false } }
}
