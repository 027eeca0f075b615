import Cells
import ConsoleCore
import Domain

extension Frame {
  mutating func history(_ state: State, in body: Rect) {
    let rect = body.inset(left: 1, right: 1)
    guard !state.listed.isEmpty else {
      put("No incident is on record yet.", in: rect.row(1))
      return
    }
    let shown = state.shownHistory
    guard !shown.isEmpty else {
      put(nothingFound(state), in: rect.row(1), state.isSearching ? .dim : .text)
      return
    }
    let detail = Detail(width: rect.width)
    let times: SafeText = detail >= .times ? "DECLARED (UTC)    " : ""
    let outcome: SafeText = detail >= .outcome ? "LENGTH    FOLLOW-UPS  " : ""
    let names = nameWidth(shown, detail)
    let stateHead = ("STATE" as SafeText).padded(to: detail == .least ? 9 : 14)
    put(
      " \(("INCIDENT" as SafeText).padded(to: names))\(stateHead)\(times)SEV   \(outcome)TITLE",
      in: rect.row(0), .dim)
    let layout = historyLayout(state, in: body)
    let (list, window) = (layout.list, layout.window)
    for (line, index) in window.range.enumerated() {
      let isSelected = index == state.history.selection
      put(historyRow(shown[index], isSelected: isSelected, detail, names: names, state), in: list.row(line))
    }
    position(window.range, of: shown.count, below: list)
  }

  /// Room for the names: wider where some come from other databases, as INC-7@ab12.
  private func nameWidth(_ shown: [ListedIncident], _ detail: Detail) -> Int {
    shown.contains { $0.home != nil } ? 13 : detail == .least ? 9 : 10
  }

  private func nothingFound(_ state: State) -> SafeText {
    let wanted = state.history.filter
    if state.isSearching { return "looking for \(wanted) on all timelines" }
    return state.hasSearched
      ? "No incident has \(wanted) in its title or on its timeline. Esc shows all."
      : "No incident has \(wanted) in its title; the timelines were not searched. Esc shows all."
  }

  func historyLayout(_ state: State, in body: Rect) -> ListLayout {
    ListLayout(
      body.inset(left: 1, right: 1).droppingTop(1), total: state.shownHistory.count,
      selected: state.history.selection)
  }

  private func historyRow(
    _ listed: ListedIncident, isSelected: Bool, _ detail: Detail, names: Int, _ state: State
  ) -> StyledText {
    let headline = state.incidents[listed.id].map { Headline($0.incident) } ?? listed.headline
    let severity = headline?.severity ?? listed.severity
    let declaredAt = headline?.declaredAt ?? listed.declaredAt ?? listed.id.moment
    var row = StyledText(isSelected ? ">" : " ", Style(.selection, .bold))
    let isLeast = detail == .least
    row.add(
      ("\(listed.name.description)" as SafeText).padded(to: names - 1) + " ",
      isSelected ? Style(.text, .bold) : .text)
    let short = listed.isOpen ? "OPEN" : IncidentState.resolved.word
    let word = isLeast ? short : headline?.state.word ?? short
    row.add(
      ("\(word)" as SafeText).padded(to: isLeast ? 9 : 14), listed.isOpen ? Style(.warning, .bold) : .dim)
    if detail >= .times { row.add("\(declaredAt.dateText) \(declaredAt.minuteText)  ", .dim) }
    row.add("\(severity?.word ?? "-")", severity?.style ?? .dim)
    row.add(.blanks(6 - (severity?.word.count ?? 1)))
    if detail >= .outcome { row.add(outcome(headline, now: state.now), .dim) }
    if headline?.isDrill == true { row.add("DRILL ", Style(.banner, .bold)) }
    row.add("\(headline?.title ?? listed.title)", isSelected ? Style(.text, .bold) : .text)
    if let line = state.foundLine(of: listed.id)?.event, line.body.kind != "declared" {
      row.add("  \(line.happenedAt.minuteText) \(line.body.sentence)", .dim)
    }
    return row
  }

  /// How long it took and what is still to be done.
  private func outcome(_ headline: Headline?, now: Timestamp) -> SafeText {
    guard let headline, let start = headline.impactStartedAt ?? headline.declaredAt else {
      return ("-" as SafeText).padded(to: 10) + ("-" as SafeText).padded(to: 12)
    }
    let length: SafeText = "\(((headline.resolvedAt ?? now) - start).clockText)"
    let (all, open) = (headline.followups, headline.openFollowups)
    let left: SafeText = all == 0 ? "none" : "\(open) open of \(all)"
    return length.padded(to: 10) + left.padded(to: 12)
  }
}

/// How much of an incident a line of the history has room for.
private enum Detail: Comparable {
  case least, title, times, outcome

  init(width: Int) {
    self = width >= 100 ? .outcome : width >= 66 ? .times : width >= 50 ? .title : .least
  }
}
