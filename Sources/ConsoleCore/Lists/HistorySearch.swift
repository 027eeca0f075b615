import Cells
package import Domain

/// What the timelines of all incidents say to the history's filter.
package struct HistorySearch: Sendable, Equatable {
  /// The text that `lines` answer.
  var text: String?
  /// The newest line of each incident that has the words.
  var lines: [IncidentID: RecordedEvent] = [:]
}

extension State {
  /// The incidents that the history shows, the newest first: by what they are called, or by what their timelines say.
  package var shownHistory: [ListedIncident] {
    let wanted = history.filter.lowercased()
    guard !wanted.isEmpty else { return listed }
    return listed.filter { isCalled($0, wanted) || foundLine(of: $0.id) != nil }
  }

  /// The line for which the filter shows an incident.
  package func foundLine(of incident: IncidentID) -> RecordedEvent? {
    // While the answer for a longer text is on its way, that for its beginning holds more than enough.
    guard let text = historySearch.text, history.filter.hasPrefix(text) else { return nil }
    return historySearch.lines[incident]
  }

  /// Whether an answer is on its way; one at a time, so that fast typing asks for the last text only.
  package var isSearching: Bool {
    waits.keys.contains { if case .search = $0 { true } else { false } }
  }

  /// Whether what the history shows is all that the timelines have of the filter's words.
  package var hasSearched: Bool { historySearch.text == history.filter }

  /// Asks the record for the filter's words, unless it is being asked.
  mutating func searchTimelines() -> [Effect] {
    let wanted = history.filter
    guard !isSearching, wanted != historySearch.text,
      wanted.count(where: { $0.isLetter || $0.isNumber }) >= 2
    else { return [] }
    return ask(for: .search(wanted), .search(wanted))
  }

  /// Nobody waits for the answer any longer.
  mutating func forgetSearch() {
    waits = waits.filter { if case .search = $0.key { false } else { true } }
  }

  /// Shows what was found; the selection stays on its incident.
  mutating func take(found events: [RecordedEvent], for text: String, reachesBack: Bool) -> [Effect] {
    let shown = shownHistory
    let selected = shown.indices.contains(history.selection) ? shown[history.selection].id : nil
    waits[.search(text)] = nil
    historySearch = HistorySearch(text: text)
    for recorded in events {
      guard let incident = recorded.event.incident, historySearch.lines[incident] == nil else { continue }
      historySearch.lines[incident] = recorded
    }
    if let place = shownHistory.firstIndex(where: { $0.id == selected }) { history.selection = place }
    if !reachesBack { hint("the words of older lines are still being gathered; look again in a minute") }
    return searchTimelines()
  }

  /// Opens the selected incident's timeline, on the line for which it was found.
  mutating func openSelectedHistory() -> [Effect] {
    guard shownHistory.indices.contains(history.selection) else { return [] }
    let chosen = shownHistory[history.selection]
    focus = chosen.id
    if let line = foundLine(of: chosen.id) {
      timeline.filter = ""
      timeline.selection = line.event.id
    }
    let isRead = incidents[chosen.id] != nil
    return show(.timeline) + (isRead ? [] : ask(for: .incident(chosen.id), .loadIncident(chosen.id)))
  }

  private func isCalled(_ incident: ListedIncident, _ wanted: String) -> Bool {
    "\(incident.name) \(incident.title) \(incident.severity?.word ?? "")".lowercased().contains(wanted)
  }
}
