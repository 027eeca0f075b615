import Cells
package import Domain
import PlaybookEngine

extension State {
  /// The line that an undo is about: the one under the cursor, else how the selected step ended, else what you did last.
  private var undoSubject: EventID? {
    guard let incident else { return nil }
    if isLineInFront { return selectedEntry?.id }
    if let selected = selectedStep, !selected.isOpen { return run?.latest(of: selected.id, in: incident) }
    return run?.lastDone(by: actor.login, in: incident)
  }

  /// True where the keys are about lines of the timeline and not about steps.
  var isLineInFront: Bool { screen == .timeline || incidentView.pane == .timeline }

  /// Whether there is anything to undo, as far as that is seen at a glance; the rest is said when it is asked for.
  var undoAvailability: Availability {
    if isLineInFront {
      guard let entry = selectedEntry else { return .unavailable(because: "no line is selected") }
      return entry.isRetracted || entry.event.body.movesStep
        ? .available
        : .unavailable(because: "this line moves no step; \(keys.name(of: .retract)) strikes it through")
    }
    guard let run else {
      return .unavailable(because: "no playbook is running; \(keys.name(of: .attachPlaybook)) starts one")
    }
    let isTouched =
      run.steps.contains { !$0.isOpen && $0.state != .inactive } || !run.timers.extensions.isEmpty
    return isTouched || hasReopened
      ? .available : .unavailable(because: "no step was done yet; there is nothing to undo")
  }

  /// True where a step was put back on the list, so that all of them may be open again.
  private var hasReopened: Bool {
    incident?.timeline.contains { entry in
      if case .step(let change) = entry.event.body {
        change.kind == .restored && !entry.isRetracted
      } else {
        false
      }
    } ?? false
  }

  /// Says what would be undone, and asks.
  mutating func openUndo() -> [Effect] {
    guard let incident else { return [] }
    guard let id = undoSubject, let entry = incident.timeline.first(where: { $0.id == id }) else {
      hint("you have done nothing here that could be undone; select a step or a line")
      return []
    }
    if let back = entry.takenBack, !back.isUndone { return askToBringBack(entry, back) }
    guard let run else { return [] }
    switch run.undoing(id, in: incident) {
    case .success(let undoing):
      dialog = .confirm(
        Confirmation(
          question: "Undo: \(run.words(of: undoing.subject))?", answer: .undo(undoing.subject.id),
          detail: consequences(of: undoing, in: run)))
      return []
    case .failure(let refusal): return offerReopening(of: entry, because: refusal, in: run)
    }
  }

  /// Takes the mistake back with what followed from it; others may have gone on since it was asked.
  mutating func undo(_ id: EventID) -> [Effect] {
    guard let incident, let run else { return [] }
    switch run.undoing(id, in: incident) {
    case .failure(let refusal):
      warn("not undone: \(run.words(of: refusal))")
      return []
    case .success(let undoing):
      incidentView.step = nil
      return take(back: undoing.events, reason: Correction.undone)
    }
  }

  /// Strikes lines through; they stay on record.
  mutating func take(back lines: [EventID], reason: String) -> [Effect] {
    var events: [Event] = []
    for line in lines {
      events.append(
        event(.correction(Correction(retracted: true, reason: reason)), in: focus, corrects: line))
    }
    return record(events)
  }

  /// A correction that takes nothing back and changes nothing brings a line back.
  mutating func bringBack(_ id: EventID) -> [Effect] {
    record([event(.correction(Correction(reason: "brought back")), in: focus, corrects: id)])
  }

  private mutating func askToBringBack(_ entry: TimelineEntry, _ back: TakenBack) -> [Effect] {
    dialog = .confirm(
      Confirmation(
        question: "Bring back: \(entry.text)?", answer: .bringBack(entry.id),
        detail: [
          .init(
            label: "struck", text: "at \(back.at.minuteText) by \(back.login): \(back.reason ?? "no reason")")
        ]))
    return []
  }

  /// Where the run has gone on, a step can still be put back on the list.
  private mutating func offerReopening(
    of entry: TimelineEntry, because refusal: UndoRefusal, in run: PlaybookRun
  ) -> [Effect] {
    let why: SafeText = "\(run.words(of: refusal))"
    guard !entry.isRetracted, let step = entry.event.body.endedStep, let ended = run[step], !ended.isOpen,
      case .success = run.restore(step, at: now)
    else {
      hint("not undone: \(why)")
      return []
    }
    dialog = .confirm(
      Confirmation(
        question:
          "It can't be undone: \(why). Reopen \(run.name(of: step, title: ended.step.title)) instead?",
        answer: .reopen(step)))
    return []
  }

  /// What will be so afterwards, in a few short lines.
  private func consequences(of undoing: Undoing, in run: PlaybookRun) -> [Confirmation.Line] {
    guard let after = undoing.after else {
      return [.init(label: "then", text: "the playbook is closed again; what ran before it goes on")]
    }
    var lines: [Confirmation.Line] = []
    if let current = after.current {
      lines.append(
        .init(label: "then", text: "you are at \(after.name(of: current.id, title: current.step.title))"))
    }
    let moved = run.steps.filter { $0.id != after.current?.id && after[$0.id]?.state != $0.state }
    for step in moved.prefix(3) {
      let state = after[step.id]?.state.words ?? ""
      lines.append(
        .init(label: "", text: "\(after.name(of: step.id, title: step.step.title)) is \(state)"))
    }
    if let step = undoing.subject.event.body.endedStep, let command = run[step]?.lastCommand {
      lines.append(.init(label: "command", text: "\(command.command)"))
      lines.append(.init(label: "", text: "it ran and stays run; \(rollbackWords(of: step, in: run))"))
    }
    lines.append(.init(label: "record", text: "the lines stay, struck through"))
    return lines
  }

  private func rollbackWords(of step: StepID, in run: PlaybookRun) -> SafeText {
    guard case .success(let rollback) = run.rollback(of: step) else { return "there is no rollback" }
    return "rollback: \(rollback.shown)"
  }
}

extension StepState {
  /// The state in a sentence, as in `step 5 is not begun`.
  fileprivate var words: String {
    switch self {
    case .pending: "not begun"
    case .active: "open"
    case .done: "done"
    case .failed: "failed"
    case .skipped: "skipped"
    case .deferred: "put off"
    case .inactive: "not needed"
    }
  }
}

extension EventBody {
  /// True for what moves a step or opens a playbook: it is undone as a whole, never struck through alone.
  var movesStep: Bool {
    switch self {
    case .step, .decisionTaken, .playbookStarted: true
    default: false
    }
  }

  /// The step that it ended, or that a decision ended.
  package var endedStep: StepID? {
    switch self {
    case .step(let change) where change.kind != .started && change.kind != .restored: change.step
    case .decisionTaken(let decision): decision.step
    default: nil
    }
  }
}
