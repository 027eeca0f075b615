import Cells
import Comms
import ConsoleCore
import Domain

extension Frame {
  /// Draws what is around every screen and returns the room that is left for it.
  mutating func surround(_ state: State, in whole: Rect) -> Rect {
    var top = 1
    header(state, in: whole.row(0))
    if let incident = state.incident {
      incidentLine(incident, state, in: whole.row(1))
      top = 2
    }
    rule(whole.row(top))
    rule(whole.row(whole.height - 3))
    lastThing(state, in: whole.row(whole.height - 2))
    footer(state, in: whole.row(whole.height - 1))
    return whole.droppingTop(top + 1).droppingBottom(3)
  }

  private mutating func header(_ state: State, in row: Rect) {
    let line = row.inset(left: 1, right: 1)
    var place = StyledText("sitrep ", .title)
    place.add("\(state.place.name)", Style(.accent, .bold))
    if let watermark = state.place.watermark {
      place.add("  "); place.add(" \(watermark) ", Style(.banner, [.bold, .reverse]))
    }
    let used = put(place, in: line)
    var right = StyledText("\(state.now.timeText) UTC", Style(.text, .bold))
    if let watermark = state.place.watermark, line.width >= 70 {
      right.add("  "); right.add(" \(watermark) ", Style(.banner, [.bold, .reverse]))
    }
    putTrailing(right, in: line)
    let room = line.inset(left: used + 2, right: right.width + 2)
    var tally = tally(state)
    if tally.width > room.width { tally = shortTally(state) }
    guard tally.width <= room.width else { return }
    put(tally, in: room.inset(left: (room.width - tally.width) / 2))
  }

  private func tally(_ state: State) -> StyledText {
    var line = StyledText()
    for service in [ServiceState.down, .degraded, .unknown, .maintenance, .ok] {
      guard let count = state.board.tally[service], count > 0 else { continue }
      if line.width > 0 { line.add("  ") }
      line.add("\(count) \(service.label)", service.style)
    }
    return line
  }

  private func shortTally(_ state: State) -> StyledText {
    var line = StyledText()
    for service in [ServiceState.down, .degraded, .unknown] {
      guard let count = state.board.tally[service], count > 0 else { continue }
      line.add("\(service.glyph)\(count) ", service.style)
    }
    return line
  }

  /// Severity, name, how long, state, commander, next update: never gone while an incident is open.
  private mutating func incidentLine(_ incident: Incident, _ state: State, in row: Rect) {
    let line = row.inset(left: 1, right: 1)
    var right = StyledText()
    if let start = incident.impactStartedAt ?? incident.declaredAt {
      let end = incident.resolvedAt ?? state.now
      right.add("\((end - start).clockText)", Style(.text, .bold))
    }
    right.add("  \(incident.state.word)", Style(.accent))
    right.add(
      incident.commander.map { "  IC \($0)" } ?? "  no IC",
      incident.commander == nil ? Style(.warning) : .text)
    right.add("  ")
    for piece in updateClock(incident, state).pieces { right.add(piece.text, piece.style) }
    let others = state.openIncidents.count - (incident.isOpen ? 1 : 0)
    if others > 0 { right.add("  +\(others)", Style(.warning)) }
    var left = StyledText("\(incident.name) ", .title)
    left.add(" \(incident.severity.label) ", incident.severity.style)
    left.add(" ")
    let room = line.width - left.width - right.width - 2
    left.add(("\(incident.title)" as SafeText).cut(to: max(8, room)), .text)
    put(left, in: line)
    if line.width >= left.width + right.width {
      putTrailing(right, in: line)
    } else {
      putTrailing(updateClock(incident, state), in: line)
    }
  }

  /// The time to the next update: calm, then a warning, then OVERDUE in reverse.
  func updateClock(_ incident: Incident, _ state: State) -> StyledText {
    guard incident.isOpen else { return StyledText("resolved", Style(.ok, .bold)) }
    switch incident.updateClockLevel(now: state.now) {
    case .none: return StyledText("no update promised", .dim)
    case .fine(let left): return StyledText("update \(left.clockText)")
    case .warning(let left): return StyledText("update \(left.clockText)", Style(.warning, .bold))
    case .due: return StyledText("update DUE NOW", Style(.warning, [.bold, .reverse]))
    case .overdue(let late):
      return StyledText(" update OVERDUE \(late.clockText) ", Style(.overdue, [.bold, .reverse]))
    }
  }

  private mutating func lastThing(_ state: State, in row: Rect) {
    let line = row.inset(left: 1, right: 1)
    var who = StyledText("\(state.actor.login)@\(state.actor.host)", .dim)
    who.add(state.isCollecting ? "" : "  following", .dim)
    let used = put(who, in: line)
    let room = line.inset(left: used + 3)
    if state.recording.unsavedCount > 0 {
      put(
        "\(state.recording.unsavedCount) NOT SAVED: \(state.recording.problem ?? "")", in: room,
        Style(.overdue, [.bold, .reverse]))
    } else if let problem = state.settingsProblem {
      put(
        "broken, the last good one is in use: \(problem)", in: room, Style(.warning))
    } else if let notice = state.notice {
      put(notice.text, in: room, notice.style)
    }
  }

  /// The keys that work here, the most wanted first, cut at whole keys.
  private mutating func footer(_ state: State, in row: Rect) {
    let line = row.inset(left: 1, right: 1)
    var text = StyledText()
    for (key, label) in footerKeys(state) {
      let piece = StyledText(key, Style(.accent, .bold)).adding(" \(label)  ")
      guard text.width + piece.width <= line.width + 2 else { break }
      for part in piece.pieces { text.add(part.text, part.style) }
    }
    put(text, in: line)
  }

  private func footerKeys(_ state: State) -> [(SafeText, SafeText)] {
    if let dialog = state.dialog { return dialog.keys }
    let rows = State.rows(on: state.screen.kind).filter {
      $0.footer != nil && state.availability(of: $0.command).isAvailable
    }
    let essential: [Command] = [.help, .quit, .commandLine]
    let ordered = rows.sorted { ($0.footer ?? 0) < ($1.footer ?? 0) }
    let last = ordered.filter { essential.contains($0.command) }
    return (ordered.filter { !essential.contains($0.command) } + last).map {
      ($0.keys.first?.name ?? "", $0.label)
    }
  }

  /// All that fits where nothing fits: state, clock and next update in one line, then what to look at first.
  mutating func oneLine(_ state: State, in whole: Rect) {
    guard !whole.isEmpty else { return }
    var line = StyledText()
    if let incident = state.incident, incident.isOpen {
      line.add("\(incident.severity.label)", incident.severity.style)
      line.add(" ")
      if let start = incident.impactStartedAt ?? incident.declaredAt {
        line.add("\((state.now - start).clockText) ")
      }
      for piece in updateClock(incident, state).pieces { line.add(piece.text, piece.style) }
    } else {
      let short = shortTally(state)
      for piece in short.pieces { line.add(piece.text, piece.style) }
      if short.width == 0 { line.add("all OK ", Style(.ok)) }
      line.add("\(state.now.minuteText) UTC")
    }
    put(line, in: whole.row(0))
    if whole.height > 1 { put("sitrep wants 40x12; it goes on working", in: whole.row(1), .dim) }
    for (ranked, y) in zip(state.board.ranked, 2..<max(2, whole.height)) {
      put("\(ranked.state.glyph) \(ranked.id)", in: whole.row(y), ranked.state.style)
    }
  }
}

extension Notice {
  var style: Style {
    switch level {
    case .done: .text
    case .hint: Style(.dim)
    case .problem: Style(.warning, .bold)
    }
  }
}
