package import Domain

extension PlaybookRun {
  /// What was done, by whom and when, as in `step 4 'Pause replay' done at 03:14 by ana`.
  package func words(of entry: TimelineEntry) -> String {
    let when = "at \(entry.happenedAt.minuteText) by \(entry.event.actor.login)"
    switch entry.event.body {
    case .step(let change): return "\(name(of: change.step, title: change.title)) \(change.kind.word) \(when)"
    case .decisionTaken(let decision): return "the decision '\(decision.label)' \(when)"
    case .playbookStarted(let start): return "the start of the playbook '\(start.title)' \(when)"
    case .commandRun(let run):
      guard let step = run.step, let title = self[step]?.step.title else { return "a command \(when)" }
      return "the command of \(name(of: step, title: title)) \(when)"
    default: return "\(entry.text) \(when)"
    }
  }

  /// A step as people count it, as in `step 4 'Pause replay'`.
  package func name(of step: StepID, title: String) -> String {
    guard let place = steps.firstIndex(where: { $0.id == step }) else { return "step '\(title)'" }
    return "step \(place + 1) '\(title)'"
  }

  /// Why a line can't be undone and what helps, for somebody in a hurry.
  package func words(of refusal: UndoRefusal) -> String {
    switch refusal {
    case .nothingDone: "you have done nothing here that could be undone"
    case .movesNoStep: "this line moves no step, so there is nothing to undo"
    case .alreadyTakenBack(let back):
      "\(back.login) took this back at \(back.at.minuteText) already"
    case .formerPlaybook: "this belongs to a playbook that is no longer in use here"
    case .commandRan: "a command that ran can't be undone here; the step says how to roll it back"
    case .updateSent(let update): "\(update) was sent with it, and what is sent stays sent"
    case .seenByConsole: "the console saw this for itself and would say it again"
    case .goneOn(let entry): "\(words(of: entry)) came after it"
    case .followupChanged: "its follow-up was changed since"
    }
  }
}

extension StepChange.Kind {
  /// What became of a step, in the past tense.
  fileprivate var word: String {
    switch self {
    case .started: "started"
    case .done: "done"
    case .failed: "failed"
    case .overridden: "done by override"
    case .skipped: "skipped"
    case .deferred: "put off"
    case .restored: "reopened"
    case .inactive: "not needed"
    }
  }
}
