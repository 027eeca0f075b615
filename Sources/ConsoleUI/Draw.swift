package import Cells
package import ConsoleCore

/// Draws the whole console; the same state gives the same frame, sooner with the rows of the last one at hand.
package func draw(_ state: State, _ memo: RowMemo = RowMemo()) -> Frame {
  var frame = Frame(size: state.size)
  let whole = Rect(state.size)
  guard whole.width >= 40, whole.height >= 12 else {
    frame.oneLine(state, in: whole)
    return frame
  }
  if let alarm = state.alarm, state.isAlarmUp {
    frame.recordAlarm(alarm, in: whole)
    return frame
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
  if let dialog = state.dialog { frame.dialog(dialog, state, in: body, whole: whole) }
  return frame
}
