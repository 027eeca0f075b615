package import Cells
package import ConsoleCore

/// Draws the whole console; the same state gives the same frame.
package func draw(_ state: State) -> Frame {
  var frame = Frame(size: state.size)
  draw(state, RowMemo(), over: &frame)
  return frame
}

/// Draws the whole console over a frame that nobody needs any more; with the rows of the last one at hand it is sooner.
package func draw(_ state: State, _ memo: RowMemo, over frame: inout Frame) {
  if frame.size == state.size { frame.clear() } else { frame = Frame(size: state.size) }
  let whole = Rect(state.size)
  guard whole.width >= 40, whole.height >= 12 else {
    return frame.oneLine(state, in: whole)
  }
  if let alarm = state.alarm, state.isAlarmUp {
    return frame.recordAlarm(alarm, in: whole)
  }
  let body = frame.surround(state, in: whole)
  switch state.screen {
  case .services: frame.services(state, memo, in: body)
  case .service(let id): frame.service(id, state, in: body)
  case .incident: frame.incident(state, in: body)
  case .timeline: frame.timeline(state, in: body)
  case .postmortem: frame.postmortem(state, in: body)
  case .playbooks: frame.playbooks(state, in: body)
  case .playbook(let id): frame.playbook(id, state, in: body)
  case .history: frame.history(state, in: body)
  case .help(let screen): frame.help(screen, state, in: body)
  }
  // After the screen: a long message takes the rule as well, and what the screen has written on it.
  if !state.isTypingBelow { frame.lastThing(state, in: whole.row(whole.height - 2)) }
  if let dialog = state.dialog { frame.dialog(dialog, state, in: body, whole: whole) }
}

extension State {
  /// True where somebody types in the row of the last thing that happened.
  fileprivate var isTypingBelow: Bool {
    switch dialog {
    case .filter, .commandLine: true
    case .declare, .update, .prompt, .choice, .confirm, .confirmRun, .firstHints, nil: false
    }
  }
}
