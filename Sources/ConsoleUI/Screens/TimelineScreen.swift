import Cells
import ConsoleCore
import Domain

extension Frame {
  mutating func timeline(_ state: State, in body: Rect) {
    guard let incident = state.incident else {
      put(
        "No incident is open. \(state.keys.name(of: .showHistory)) shows past ones.",
        in: body.row(1).inset(left: 1))
      return
    }
    let rect = body.inset(left: 1, right: 1)
    let entries = state.shownTimeline
    let selected = state.selectedPlace ?? 0
    let day = entries.indices.contains(selected) ? entries[selected].happenedAt : state.now
    var head = StyledText()
    if !state.timeline.filter.isEmpty {
      head.add("filter \(state.timeline.filter): \(entries.count) of ", Style(.accent))
    }
    let missing = state.focus.flatMap { state.incidents[$0]?.missing } ?? 0
    head.add("\(incident.timeline.count + missing) events", .dim)
    if missing > 0 { head.add(", the older ones are being read", .dim) }
    if let record = state.recordHead { head.add("  record \(record)", .dim) }
    let right = StyledText("\(day.dateText) UTC", .dim)
    put(head, in: rect.row(0).inset(right: right.width + 1))
    putTrailing(right, in: rect.row(0))
    guard let (open, layout) = openTimeline(entries, selected: selected, in: body) else {
      put("nothing here yet", in: rect.droppingTop(1).row(0), .dim)
      return
    }
    let (list, window) = (layout.list, layout.window)
    var y = 0
    for index in window.range {
      let isSelected = index == selected
      let lines = isSelected ? open : [entryLine(entries[index], withPerson: isWide(body))]
      if isSelected { put(">", in: list.row(y), Style(.selection, .bold)) }
      for line in lines {
        put(line, in: list.row(y).inset(left: 1))
        y += 1
      }
    }
    position(window.range, of: entries.count, below: list)
  }

  /// In a narrow window the words need the column of the persons; the selected line says who.
  private func isWide(_ body: Rect) -> Bool { body.width >= 60 }

  func openTimeline(_ state: State, in body: Rect) -> (open: [StyledText], layout: ListLayout)? {
    let entries = state.shownTimeline
    let selected = state.selectedPlace ?? 0
    return openTimeline(entries, selected: selected, in: body)
  }

  /// The rows of the selected line, and where all lines stand; nil where there is none.
  private func openTimeline(_ entries: [TimelineEntry], selected: Int, in body: Rect)
    -> (open: [StyledText], layout: ListLayout)?
  {
    guard entries.indices.contains(selected) else { return nil }
    let list = body.inset(left: 1, right: 1).droppingTop(1)
    let open = wholeEntry(entries[selected], withPerson: isWide(body), width: list.width - 1)
    let layout = ListLayout(
      list, total: entries.count, room: max(1, list.height - open.count + 1), selected: selected,
      selectedHeight: open.count)
    return (open, layout)
  }

  /// The newest lines beside the playbook, each on up to two rows; with the pane active, around the selected one.
  mutating func timelinePane(_ state: State, in rect: Rect) {
    let isActive = state.incidentView.pane == .timeline
    put("TIMELINE", in: rect.row(0), isActive ? Style(.accent, .bold) : .dim)
    let list = rect.droppingTop(1)
    let entries = paneEntries(state, isActive: isActive, room: list.height)
    guard !entries.isEmpty else {
      put("nothing here yet", in: list.row(0), .dim)
      return
    }
    let selected = isActive ? state.selectedEntry?.id : nil
    let margin = isActive ? 1 : 0
    var rows: [(line: StyledText, entry: Int, isFirst: Bool)] = []
    for (index, entry) in entries.enumerated() {
      let lines =
        entry.id == selected
        ? wholeEntry(entry, withPerson: false, width: list.width - 1)
        : shortEntry(entry, width: list.width - margin)
      for (place, line) in lines.enumerated() { rows.append((line, index, place == 0)) }
    }
    let chosen = entries.firstIndex { $0.id == selected } ?? entries.count - 1
    let first = rows.firstIndex { $0.entry == chosen } ?? 0
    let last = rows.lastIndex { $0.entry == chosen } ?? 0
    var start = max(0, min((first + last - list.height) / 2, rows.count - list.height))
    // A line whose beginning is out of sight says nothing.
    while start < first, !rows[start].isFirst { start += 1 }
    for (y, row) in rows.dropFirst(start).prefix(list.height).enumerated() {
      if row.isFirst, entries[row.entry].id == selected {
        put(">", in: list.row(y), Style(.selection, .bold))
      }
      put(row.line, in: list.row(y).inset(left: margin))
    }
  }

  /// Beside the playbook a step's start says nothing new, so only those who look through the lines see it.
  private func paneEntries(_ state: State, isActive: Bool, room: Int) -> [TimelineEntry] {
    let shown = state.shownTimeline
    guard isActive else {
      return Array(shown.reversed().lazy.filter { !$0.isStepStart }.prefix(room)).reversed()
    }
    let selected = state.selectedPlace ?? 0
    return Array(shown[max(0, selected - room)..<min(shown.count, selected + room + 1)])
  }

  private func entryHead(_ entry: TimelineEntry, withPerson: Bool) -> StyledText {
    var head = StyledText("\(entry.happenedAt.timeText)\(entry.isBackdated ? "<" : " ")", .dim)
    head.add("\(entry.mark) ", Style(entry.isPinned ? .accent : entry.style.role, .bold))
    if withPerson { head.add(entry.teller.cut(to: 10).padded(to: 11), .dim) }
    return head
  }

  private func entryLine(_ entry: TimelineEntry, withPerson: Bool) -> StyledText {
    entryHead(entry, withPerson: withPerson).adding(entry.shown, entry.style)
  }

  private func shortEntry(_ entry: TimelineEntry, width: Int) -> [StyledText] {
    let head = entryHead(entry, withPerson: false)
    let text = entry.shown.wrapped(to: max(8, width - head.width))
    guard text.count > 1 else { return [head.adding(text[0], entry.style)] }
    let rest = text.dropFirst().joined(separator: " ").cut(to: width - head.width)
    return [head.adding(text[0], entry.style), StyledText(.blanks(head.width)).adding(rest, entry.style)]
  }

  /// The whole of the selected line, then what else is known of it.
  private func wholeEntry(_ entry: TimelineEntry, withPerson: Bool, width: Int) -> [StyledText] {
    let head = entryHead(entry, withPerson: withPerson)
    let style = Style(entry.style.role, .bold)
    let text = entry.shown.wrapped(to: max(8, width - head.width))
    var lines = [head.adding(text[0], style)]
    let indent = StyledText(.blanks(head.width))
    lines += text.dropFirst().prefix(7).map { indent.adding($0, style) }
    if text.count > 8 { lines[7] = lines[7].adding(" …", style) }
    let teller = withPerson ? [] : [indent.adding(entry.teller, .dim)]
    return lines + teller + details(entry, width: width - head.width).map { line in indent.adding(line) }
  }

  /// Both its times, what it said at first, what was sent or printed.
  private func details(_ entry: TimelineEntry, width: Int) -> [StyledText] {
    var lines: [StyledText] = []
    func add(_ text: SafeText) { lines += text.wrapped(to: max(8, width)).map { StyledText($0, .dim) } }
    if entry.isBackdated {
      add("happened \(entry.happenedAt.timeText), entered \(entry.event.recordedAt.timeText) UTC")
    }
    if entry.correctedText != nil { add("first said: \(entry.event.body.sentence)") }
    if let back = entry.takenBack {
      let why: SafeText = back.isUndone ? "" : back.reason.map { ": \($0)" } ?? ""
      add("\(back.isUndone ? "undone" : "struck through") at \(back.at.timeText) by \(back.login)\(why)")
    }
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

extension TimelineEntry {
  /// The line with the word that says that it no longer holds, or is not on record yet.
  fileprivate var shown: SafeText {
    if recorded.isPending { return "PENDING " + SafeText(untrusted: text) }
    guard let takenBack else { return SafeText(untrusted: text) }
    return (takenBack.isUndone ? "undone: " : "struck: ") + SafeText(untrusted: text)
  }

  fileprivate var isStepStart: Bool {
    guard case .step(let body) = event.body else { return false }
    return body.kind == .started && !isPinned
  }

  /// Who says it: a person by login, else what in the console saw it.
  fileprivate var teller: SafeText {
    if case .comms = event.body, event.source == .command { return "(outbox)" }
    return switch event.source {
    case .person: "\(event.actor.onBehalfOf ?? event.actor.login)"
    case .probe: "(probe)"
    case .timer: "(clock)"
    case .playbook: "(playbook)"
    case .command: "(command)"
    case .import: "(import)"
    case .drill: "(drill)"
    }
  }
}
