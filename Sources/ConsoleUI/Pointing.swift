package import Cells
package import ConsoleCore
import PlaybookEngine

/// What lies under a point of the drawn console: a line of its list, a key of its footer, or nothing.
package func target(at point: Point, in state: State) -> PointerTarget? {
  let whole = Rect(state.size)
  guard whole.width >= 40, whole.height >= 12, whole.contains(point) else { return nil }
  if point.y == whole.height - 1 {
    let spot = footerSpots(state, in: whole.row(whole.height - 1)).first { $0.rect.contains(point) }
    return spot.flatMap { Key(name: $0.key.key.string) }.map { .key($0) }
  }
  guard state.dialog == nil else { return nil }
  let frame = Frame(size: state.size)
  return frame.layout(state, in: frame.body(state, of: whole))?.line(at: point).map { .line($0) }
}

/// How far the text of the screen can be scrolled; nil for a screen that is not scrolled as a whole.
package func scrollEnd(_ state: State) -> Int? {
  // Nothing is drawn.
  let frame = Frame(size: Size(width: 0, height: 0))
  let body = frame.body(state, of: Rect(state.size))
  switch state.screen {
  case .services, .incident, .timeline, .postmortem, .playbooks, .history: return nil
  case .help(let screen): return max(0, frame.helpLines(screen, state, in: body).count - body.height)
  case .playbook(let id): return max(0, frame.playbookLines(id, state, in: body).count - body.height)
  case .service(let id):
    return frame.serviceText(id, state, in: body).map { max(0, $0.lines.count - $0.list.height) }
  }
}

extension Frame {
  /// Where the lines of the screen's list stand; nil for a screen without one.
  fileprivate func layout(_ state: State, in body: Rect) -> ListLayout? {
    switch state.screen {
    case .services:
      let shown = state.shownServices
      return shown.isEmpty ? nil : servicesLayout(shown, state, in: body)
    case .history: return historyLayout(state, in: body)
    case .playbooks: return playbooksLayout(state, in: body)
    case .timeline: return openTimeline(state, in: body)?.layout
    case .incident:
      guard let run = state.run, let incident = state.incident, let pane = stepsPane(state, in: body) else {
        return nil
      }
      let timers = run.clocks(at: state.now, incident: incident)
      return stepsLayout(run, state, in: pane.droppingTop(rowsAboveSteps(run, timers))).layout
    case .service, .postmortem, .playbook, .help: return nil
    }
  }
}
