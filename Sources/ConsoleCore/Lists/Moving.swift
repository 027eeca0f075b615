import Cells
import Domain
package import PlaybookEngine

/// What a plain list remembers.
package struct ListView: Sendable, Equatable {
  package var selection = 0
  package var filter = ""
}

extension State {
  /// Moves the selection of the list in front.
  mutating func move(_ command: Command) -> [Effect] {
    switch screen {
    case .services:
      let selected = selectedService
      services.move(
        from: selected, to: moved(command, in: shownServices.map(\.id), from: selected), at: now)
    case .service, .playbook, .help: helpScroll = moved(command, from: helpScroll, count: scrollEnd + 1)
    case .incident where incidentView.pane == .playbook && run != nil:
      incidentView.step = moved(command, in: run?.steps.map(\.id) ?? [], from: selectedStep?.id)
    case .incident, .timeline:
      guard let place = selectedPlace else { break }
      let shown = shownTimeline
      timeline.selection = shown[moved(command, from: place, count: shown.count)].id
    case .postmortem:
      postmortem.selection = moved(command, from: postmortem.selection, count: postmortemRowCount)
    case .history: history.selection = moved(command, from: history.selection, count: shownHistory.count)
    case .playbooks:
      playbooks.selection = moved(command, from: playbooks.selection, count: shownPlaybooks.count)
    }
    return []
  }

  private func moved<ID: Equatable>(_ command: Command, in ids: [ID], from current: ID?) -> ID? {
    guard !ids.isEmpty else { return nil }
    let position = current.flatMap { ids.firstIndex(of: $0) } ?? 0
    return ids[moved(command, from: position, count: ids.count)]
  }

  private func moved(_ command: Command, from position: Int, count: Int) -> Int {
    let page = max(1, size.height - 8)
    let target =
      switch command {
      case .moveUp: position - 1
      case .moveDown: position + 1
      case .pageUp: position - page
      case .pageDown: position + page
      case .moveFirst: 0
      case .moveLast: count == .max ? position : count - 1
      default: position
      }
    return min(max(0, target), max(0, count - 1))
  }

  /// Opens what is selected on a list.
  mutating func openSelected() -> [Effect] {
    switch screen {
    case .services:
      guard let selectedService else { return [] }
      helpScroll = 0
      return show(.service(selectedService))
    case .history: return openSelectedHistory()
    case .playbooks:
      guard shownPlaybooks.indices.contains(playbooks.selection) else { return [] }
      helpScroll = 0
      return show(.playbook(shownPlaybooks[playbooks.selection].id))
    case .service, .incident, .timeline, .postmortem, .playbook, .help: return []
    }
  }

  /// The wheel moves the selection; what is pressed is told by what was drawn there.
  mutating func click(_ mouse: Key.Mouse) -> [Effect] {
    guard dialog == nil else { return [] }
    switch mouse.kind {
    case .wheelUp: return move(.moveUp)
    case .wheelDown: return move(.moveDown)
    case .press, .release: return []
    }
  }

  /// The playbooks that the filter leaves, in the order of the library.
  package var shownPlaybooks: [Playbook] {
    let wanted = playbooks.filter.lowercased()
    guard !wanted.isEmpty else { return library.playbooks }
    return library.playbooks.filter { playbook in
      let words = [playbook.id.rawValue, playbook.title, playbook.summary, playbook.owner?.role ?? ""]
      return words.contains { $0.lowercased().contains(wanted) }
    }
  }

  /// The filter of the list in front.
  package var currentFilter: String {
    switch screen {
    case .services: services.filter
    case .timeline, .incident: timeline.filter
    case .history: history.filter
    case .playbooks: playbooks.filter
    case .help: helpFilter
    case .service, .postmortem, .playbook: ""
    }
  }

  mutating func setFilter(_ text: String) {
    switch screen {
    case .services: services.filter = text
    case .timeline, .incident: timeline.filter = text
    case .history:
      history.filter = text
      history.selection = 0
      if text.isEmpty { forgetSearch() }
    case .playbooks:
      playbooks.filter = text
      playbooks.selection = 0
    case .help:
      helpFilter = text
      helpScroll = 0
    case .service, .postmortem, .playbook: break
    }
  }
}
