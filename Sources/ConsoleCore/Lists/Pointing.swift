import Domain
import PlaybookEngine

extension State {
  /// A press on a line selects it, a second one opens it; a press on a key of the footer presses the key.
  mutating func point(at target: PointerTarget) -> [Effect] {
    guard !isAlarmUp else { return [] }
    switch target {
    case .key(let key): return press(key)
    case .line(let index):
      guard dialog == nil, index >= 0 else { return [] }
      return select(line: index) ? [] : perform(.open)
    }
  }

  /// Selects a line of the list in front; false where it is selected already and can be opened.
  private mutating func select(line index: Int) -> Bool {
    switch screen {
    case .services:
      guard shownServices.indices.contains(index), shownServices[index].id != selectedService else {
        return false
      }
      services.selection = shownServices[index].id
    case .history:
      guard shownHistory.indices.contains(index), index != history.selection else { return false }
      history.selection = index
    case .playbooks:
      guard shownPlaybooks.indices.contains(index), index != playbooks.selection else { return false }
      playbooks.selection = index
    case .incident:
      // A step is open where it is selected; that it is done is never said by a press.
      guard let steps = run?.steps, steps.indices.contains(index) else { return true }
      incidentView.pane = .playbook
      incidentView.step = steps[index].id
    case .timeline:
      guard shownTimeline.indices.contains(index) else { return true }
      timeline.selection = shownTimeline[index].id
    case .postmortem:
      guard (0..<postmortemRowCount).contains(index) else { return true }
      postmortem.selection = index
    case .service, .playbook, .help: return true
    }
    return true
  }
}
