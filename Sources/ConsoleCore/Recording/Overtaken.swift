import Cells
import Domain
import PlaybookEngine

extension State {
  /// What is said to a person whose step somebody else has ended a moment earlier.
  func wordsForOvertaken(in id: IncidentID, since before: OpenedIncident) -> [SafeText] {
    guard let opened = incidents[id], let run = opened.run, run.overtaken != before.run?.overtaken else {
      return []
    }
    let events = Dictionary(opened.events.map { ($0.event.id, $0.event) }) { first, _ in first }
    return run.overtaken.filter { before.run?.overtaken[$0.key] == nil }.compactMap { late, first in
      guard let mine = events[late], let theirs = events[first], mine.actor.login == actor.login,
        case .step(let change) = theirs.body,
        let place = run.steps.firstIndex(where: { $0.id == change.step })
      else { return nil }
      let gap = mine.recordedAt - theirs.recordedAt
      let time: SafeText = gap < .seconds(1) ? "a moment" : "\(gap.spokenText)"
      let who: SafeText =
        theirs.actor.login == actor.login ? "another console of yours" : "\(theirs.actor.login)"
      return "\(who) \(change.kind.verb) step \(place + 1), \(time) before you: theirs counts"
    }
  }
}

extension StepChange.Kind {
  fileprivate var verb: SafeText {
    switch self {
    case .done, .overridden: "completed"
    case .failed: "failed"
    case .skipped: "skipped"
    case .deferred: "put off"
    case .started: "started"
    case .restored: "reopened"
    case .inactive: "left out"
    }
  }
}
