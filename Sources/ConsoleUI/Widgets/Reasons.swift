import Cells
import ConsoleCore
import Domain
import PlaybookEngine

extension State {
  /// The reason in one line: the root that explains it, or what was seen, or how old the knowledge is.
  func why(_ status: ServiceStatus) -> SafeText {
    if status.isRemembered {
      guard let at = status.lastProbedAt else { return "not probed yet" }
      return "as of \((now.wholeSecond - at.wholeSecond).ageText) ago"
    }
    if let via = status.via { return "via \(via)" }
    return "\(status.because)"
  }

  /// How a step can be undone; nil where the playbook does not say.
  func rollback(of step: Step) -> String? {
    guard case .command(let command) = step.kind else { return nil }
    switch command.rollback {
    case nil: return nil
    case .impossible(let reason)?: return "none: \(reason)"
    case .run(let script, _)?:
      guard case .success(let resolved)? = run?.rollback(of: step.id) else { return script }
      return resolved.shown
    }
  }

  /// Whom to call next, and when: each rung's wait begins when the one before it was to be called.
  func escalation(_ run: StepRun) -> SafeText? {
    guard run.state == .active || run.state == .failed, let declaredAt = incident?.declaredAt,
      let rungs = self.run?.playbook.escalation, !rungs.isEmpty
    else { return nil }
    var due = declaredAt
    for rung in rungs {
      due = due + rung.after
      guard due > now else { continue }
      return "\(rung.role) in \((due - now).clockText)\(rung.why.map { " (\($0))" } ?? "")"
    }
    return "\(rungs[rungs.count - 1].role) now"
  }
}

extension Step {
  /// What a step that ends by itself waits for; nil for all others.
  var waitsFor: String? {
    guard case .wait(let wait) = kind else { return nil }
    switch wait.until {
    case nil: return wait.hold.map { "\($0.configText) have passed" }
    case .live(let condition)?: return condition.words
    case .command(_, let every, _)?: return "its output is as expected, asked every \(every.configText)"
    }
  }
}
