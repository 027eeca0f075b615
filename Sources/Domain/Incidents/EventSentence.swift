extension EventBody {
  /// The event in one line of English, for the timeline, messages and exports.
  ///
  /// May hold text from outside.
  package var sentence: String {
    switch self {
    case .declared(let body): "declared \(body.severity.word): \(body.title)"
    case .severitySet(let body):
      "\(body.to < body.from ? "raised" : "lowered") to \(body.to.word)" + because(body.reason)
    case .stateSet(let body): "state \(body.to.rawValue)" + because(body.reason)
    case .milestone(let body): body.sentence
    case .role(let body): body.sentence
    case .playbookStarted(let body): "playbook \(body.playbook) v\(body.version) opened"
    case .step(let body): body.sentence
    case .decisionTaken(let body): "decided: \(body.label)" + because(body.reason)
    case .timer(let body): body.sentence
    case .comms(let body): body.sentence
    case .update(let body): body.sentence
    case .serviceChanged(let body):
      "\(body.service) \(body.to.word): \(body.because)" + (body.via.map { " (via \($0))" } ?? "")
    case .commandRun(let body): body.sentence
    case .note(let body): body.text
    case .link(let body): "link \(body.title.map { "\($0): " } ?? "")\(body.url)"
    case .correction(let body): body.sentence
    case .pin(let body): body.pinned ? "pinned a line" : "unpinned a line"
    case .followup(let body): body.sentence
    case .postmortemLine(let body): "postmortem: \(body.line.rawValue) written"
    case .clockJump(let body):
      "this host's clock moved by \(Duration.milliseconds(body.byMilliseconds).clockText)"
    case .signal(let body): body.sentence
    case .suppression(let body): body.sentence
    case .relation(let body):
      "\(body.kind == .merged ? "merged into" : "related to") \(body.name)" + because(body.reason)
    case .drillInject(let body): body.sentence
    case .drillRating(let body):
      "objective rated \(body.grade.rawValue): \(body.title)" + (body.text.map { " (\($0))" } ?? "")
    case .redaction(let body): "removed the text of a line: \(body.reason)"
    case .removed(let body): "\(body.kind): \(Redaction.mark)"
    case .unknown(let body): body.sentence
    }
  }
}

extension SignalChange {
  fileprivate var sentence: String {
    switch kind {
    case .raised: "signal \(signal) raised: \(text)"
    case .cleared: "signal \(signal) cleared: \(text)"
    }
  }
}

extension Suppression {
  fileprivate var sentence: String {
    switch kind {
    case .suppressed:
      "\(subject) silenced" + (until.map { " until \($0.minuteText) UTC" } ?? "") + because(reason)
    case .unsuppressed: "\(subject) no longer silenced" + because(reason)
    }
  }
}

extension DrillInject {
  fileprivate var sentence: String {
    switch state {
    case .fired: "inject \(number) from \(from): \(text)"
    case .held: "inject \(number) held back"
    case .skipped: "inject \(number) left out"
    }
  }
}

private func because(_ reason: String?) -> String { reason.map { ": \($0)" } ?? "" }

extension Milestone {
  fileprivate var sentence: String {
    let what =
      switch kind {
      case .impactStarted: "impact began"
      case .impactEnded: "impact ended"
      case .detected: "detected"
      case .acknowledged: "acknowledged"
      case .mitigated: "mitigated"
      case .resolved: "resolved"
      case .reopened: "reopened"
      }
    return what + (basis.map { " (\($0))" } ?? "")
  }
}

extension RoleChange {
  fileprivate var sentence: String {
    switch kind {
    case .taken where role == .commander: "\(person) takes command (IC)"
    case .offered where role == .commander: "command (IC) offered to \(person)"
    case .accepted where role == .commander: "\(person) accepted command (IC)"
    case .taken: "\(person) takes \(role.rawValue)"
    case .released: "\(person) gives up \(role.rawValue)"
    case .offered: "\(role.rawValue) offered to \(person)"
    case .accepted: "\(person) accepted \(role.rawValue)"
    }
  }
}

extension StepChange {
  fileprivate var sentence: String {
    let what =
      switch kind {
      case .started: "step started"
      case .done: sensed ? "step saw itself done" : "step done"
      case .failed: "step FAILED"
      case .overridden: "step done by override"
      case .skipped: "step skipped"
      case .deferred: "step deferred"
      case .restored: "step reopened"
      case .inactive: "step not needed"
      }
    return "\(what): \(title)" + (text.map { " (\($0))" } ?? "")
  }
}

extension TimerChange {
  fileprivate var sentence: String {
    switch kind {
    case .set: "clock set: \(title), \(limit.configText)"
    case .soft: "\(title): \(limit.configText) used"
    case .hard: "\(title): limit of \(limit.configText) passed"
    case .extended: "\(title): extended by \(limit.configText)" + because(reason)
    }
  }
}

extension CommsEvent {
  fileprivate var sentence: String {
    let where_ = channel.map { ": \($0)" } ?? ""
    return switch kind {
    case .drafted: "update \(number) written"
    case .queued: "update \(number) queued\(where_)"
    case .sent: "update \(number) sent\(where_)"
    case .failed: "update \(number) NOT SENT\(where_)" + because(text)
    }
  }
}

extension UpdateClock {
  fileprivate var sentence: String {
    switch kind {
    case .due: "next update due \(dueAt.minuteText) UTC"
    case .overdue: "update OVERDUE since \(dueAt.minuteText) UTC"
    case .snoozed: "update put off to \(dueAt.minuteText) UTC" + because(reason)
    }
  }
}

extension CommandRun {
  fileprivate var sentence: String {
    switch kind {
    case .started: return "command started: \(command)"
    case .cancelled: return "command cancelled: \(command)"
    case .finished:
      let end = signal.map { "signal \($0)" } ?? exit.map { "exit \($0)" } ?? "end not seen"
      let verdict = matched.map { $0 ? ", as expected" : ", NOT as expected" } ?? ""
      return "command ended, \(end)\(duration.map { " after \($0.clockText)" } ?? "")\(verdict): \(command)"
    }
  }
}

extension Correction {
  /// What was done to another line.
  package var sentence: String {
    if retracted, reason == Self.undone { return "undid a line" }
    if retracted { return "retracted a line" + because(reason) }
    return "corrected a line" + because(reason)
  }
}

extension FollowupChange {
  fileprivate var sentence: String {
    let what =
      switch kind {
      case .added: "follow-up"
      case .changed: "follow-up changed"
      case .closed: "follow-up closed"
      }
    return "\(what): \(text)" + (owner.map { ", \($0)" } ?? "") + (due.map { ", due \($0)" } ?? "")
  }
}
