import Cells
import ConsoleCore
import Domain

extension Frame {
  mutating func timeline(_ state: State, in body: Rect) {
    guard let incident = state.incident else {
      put("No incident is open. 5 shows past ones.", in: body.row(1).inset(left: 1))
      return
    }
    let rect = body.inset(left: 1, right: 1)
    var head = StyledText("\(incident.timeline.count) events", .dim)
    if let head_ = state.recordHead { head.add("  record \(head_)", .dim) }
    if !state.timeline.filter.isEmpty { head.add("  filter \(state.timeline.filter)", Style(.accent)) }
    put(head, in: rect.row(0))
    timelineRows(state, in: rect.droppingTop(1), showsSelection: true, isWide: true)
  }

  /// The lines in order, the selected one whole.
  mutating func timelineRows(_ state: State, in rect: Rect, showsSelection: Bool, isWide: Bool) {
    let entries = state.shownTimeline
    guard !entries.isEmpty, rect.height > 0 else {
      put("nothing here yet", in: rect.row(0), .dim)
      return
    }
    let selected = entries.firstIndex { $0.id == state.selectedEntry?.id } ?? entries.count - 1
    let detail = showsSelection ? details(entries[selected], width: rect.width - 2) : []
    let room = max(1, rect.height - detail.count)
    let window = ListWindow(total: entries.count, room: room, selection: selected)
    var y = 0
    for index in window.range {
      entry(entries[index], isSelected: showsSelection && index == selected, isWide: isWide, in: rect.row(y))
      y += 1
      guard showsSelection, index == selected else { continue }
      for line in detail {
        put(line, in: rect.row(y).inset(left: 2))
        y += 1
      }
    }
  }

  private mutating func entry(_ entry: TimelineEntry, isSelected: Bool, isWide: Bool, in row: Rect) {
    if isSelected { put(">", in: row, Style(.accent, .bold)) }
    let line = row.inset(left: isWide ? 1 : (isSelected ? 1 : 0))
    var text = StyledText("\(entry.happenedAt.timeText)\(entry.isBackdated ? "*" : " ")", .dim)
    text.add("\(entry.mark) ", Style(entry.isPinned ? .accent : entry.style.role, .bold))
    if isWide { text.add(("\(entry.event.teller)" as SafeText).cut(to: 10).padded(to: 11), .dim) }
    let room = max(4, line.width - text.width)
    text.add(
      ("\(entry.text)" as SafeText).cut(to: room), isSelected ? Style(entry.style.role, .bold) : entry.style)
    put(text, in: line)
  }

  /// What does not fit the line of the selected event: the rest of its text, both its times, what it said at first.
  private func details(_ entry: TimelineEntry, width: Int) -> [StyledText] {
    var lines: [StyledText] = []
    let wrapped = SafeText(untrusted: entry.text).wrapped(to: max(8, width))
    if wrapped.count > 1 || entry.text.count > width - 12 {
      lines += wrapped.prefix(4).map { StyledText($0) }
    }
    if entry.isBackdated {
      lines.append(
        StyledText(
          "happened \(entry.happenedAt.timeText), entered \(entry.event.recordedAt.timeText) UTC", .dim))
    }
    if entry.correctedText != nil {
      lines.append(StyledText(("first said: \(entry.event.body.sentence)" as SafeText).cut(to: width), .dim))
    }
    if entry.isRetracted { lines.append(StyledText("taken back; it stays on record", .dim)) }
    if case .comms(let body) = entry.event.body, let text = body.text {
      lines += SafeText(untrusted: text).wrapped(to: max(8, width)).prefix(6).map { StyledText($0, .dim) }
    }
    if case .commandRun(let body) = entry.event.body, let output = body.output, !output.isEmpty {
      lines += SafeText.lines(untrusted: Array(output.utf8)).suffix(6).map {
        StyledText("| ", .dim).adding($0.cut(to: max(4, width - 2)), .dim)
      }
    }
    return lines
  }
}

extension Event {
  /// Who says so: the person, or the part of the console that saw it for itself.
  fileprivate var teller: String { source == .person ? actor.onBehalfOf ?? actor.login : source.rawValue }
}
