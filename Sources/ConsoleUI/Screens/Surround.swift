import Cells
import Comms
import ConsoleCore
import Domain

extension Frame {
  /// Draws what is around every screen and returns the room that is left for it.
  mutating func surround(_ state: State, in whole: Rect) -> Rect {
    header(state, in: whole.row(0))
    if let incident = state.incident { incidentLine(incident, state, in: whole.row(1)) }
    let body = body(state, of: whole)
    rule(whole.row(body.y - 1))
    guide(state, in: whole.droppingBottom(2))
    rule(whole.row(whole.height - 3 - guideLines(state, of: whole).count))
    footer(state, in: whole.row(whole.height - 1))
    return body
  }

  /// The room that a screen has between its head and its foot.
  func body(_ state: State, of whole: Rect) -> Rect {
    whole.droppingTop(state.incident == nil ? 2 : 3).droppingBottom(3 + guideLines(state, of: whole).count)
  }

  /// What the tour says, at the foot of `room`, where it hides nothing.
  private mutating func guide(_ state: State, in room: Rect) {
    let lines = guideLines(state, of: room)
    guard !lines.isEmpty else { return }
    let line = room.inset(left: 1, right: 1)
    let top = room.height - lines.count
    put(Self.guideLabel, in: line.row(top), Style(.accent, [.bold, .reverse]))
    for (index, text) in lines.enumerated() {
      put(text, in: line.row(top + index).inset(left: Self.guideLabel.width + 1), Style(.text, .bold))
    }
  }

  private func guideLines(_ state: State, of room: Rect) -> [SafeText] {
    guard let step = state.tourStep else { return [] }
    return step.says.wrapped(to: max(8, room.width - 2 - Self.guideLabel.width - 1))
  }

  private static let guideLabel: SafeText = " TOUR "

  private mutating func header(_ state: State, in row: Rect) {
    let line = row.inset(left: 1, right: 1)
    var place = StyledText("sitrep ", .title)
    place.add("\(state.place.name)", Style(.accent, .bold))
    if let watermark = state.place.watermark {
      place.add("  ")
      place.add(" \(watermark) ", Style(.banner, [.bold, .reverse]))
    }
    if state.alarm != nil {
      place.add("  ")
      place.add(" RECORD ALTERED? ", Style(.overdue, [.bold, .reverse]))
    }
    var right = StyledText("\(state.now.timeText) UTC", Style(.text, .bold))
    if let watermark = state.place.watermark, line.width >= 70 {
      right.add("  ")
      right.add(" \(watermark) ", Style(.banner, [.bold, .reverse]))
    }
    let used = put(place, in: line.inset(right: right.width + 1))
    putTrailing(right, in: line)
    let room = line.inset(left: used + 2, right: right.width + 2)
    let shortest = 3
    guard
      let tally = (0...shortest).lazy.map({ Self.tally(state, shortened: $0) }).first(where: {
        $0.width <= room.width
      })
    else { return }
    put(tally, in: room.inset(left: (room.width - tally.width) / 2))
  }

  /// How many services are in each state, from the whole (0) to the shortest form that still says what is wrong (3).
  private static func tally(_ state: State, shortened: Int) -> StyledText {
    let bad: [ServiceState] = [.down, .degraded, .unknown]
    let counts = state.board.tally
    return switch shortened {
    case 0: tally(bad + [.maintenance, .ok], counts) { "\($0) \($1.label)" }
    case 1: tally(bad, counts) { "\($0) \($1.label)" }
    case 2: tally(bad, counts) { "\($1.glyph)\($0)" }
    default: tally([.down], counts) { "\($1.glyph)\($0)" }
    }
  }

  private static func tally(
    _ states: [ServiceState], _ counts: [ServiceState: Int], _ text: (Int, ServiceState) -> SafeText
  ) -> StyledText {
    var line = StyledText()
    for service in states {
      guard let count = counts[service], count > 0 else { continue }
      if line.width > 0 { line.add("  ") }
      line.add(text(count, service), service.style)
    }
    return line
  }

  /// Severity, name, how long, state, commander, next update: never gone while an incident is open.
  ///
  /// Where there is no room, the title is cut first, then the commander, the state and the time go.
  private mutating func incidentLine(_ incident: Incident, _ state: State, in row: Rect) {
    let line = row.inset(left: 1, right: 1)
    var left = StyledText("\(incident.name) ", .title)
    left.add(" \(incident.severity.label) ", incident.severity.style)
    var facts = incidentFacts(incident, state)
    var right = joined(facts, endingWith: urgent(incident, state))
    while !facts.isEmpty, left.width + 1 + right.width > line.width {
      facts.removeLast()
      right = joined(facts, endingWith: urgent(incident, state))
    }
    let room = line.width - left.width - right.width - 2
    if room >= 9 { left.add((" \(incident.title)" as SafeText).cut(to: room)) }
    put(left, in: line)
    putTrailing(right, in: line.inset(left: min(line.width, left.width + 1)))
  }

  /// What the line says beside the next update, the dearest first.
  private func incidentFacts(_ incident: Incident, _ state: State) -> [StyledText] {
    var facts: [StyledText] = []
    if let start = incident.impactStartedAt ?? incident.declaredAt {
      let time = (incident.resolvedAt ?? state.now).elapsed(since: start + incident.clockMoved)
      facts.append(StyledText(time, Style(.text, .bold)))
    }
    facts.append(StyledText("\(incident.state.word)", Style(.accent)))
    facts.append(
      incident.commander.map { StyledText("IC \($0)") } ?? StyledText("no IC", Style(.warning, .bold)))
    return facts
  }

  private func urgent(_ incident: Incident, _ state: State) -> StyledText {
    var line = updateClock(incident, state)
    let others = state.openIncidents.count - (incident.isOpen ? 1 : 0)
    if others > 0 { line.add("  +\(others)", Style(.warning, .bold)) }
    return line
  }

  private func joined(_ facts: [StyledText], endingWith last: StyledText) -> StyledText {
    var line = StyledText()
    for fact in facts {
      line.add(fact)
      line.add("  ")
    }
    line.add(last)
    return line
  }

  /// The time to the next update: calm, then a warning, then OVERDUE in reverse.
  func updateClock(_ incident: Incident, _ state: State) -> StyledText {
    guard incident.isOpen else { return StyledText() }
    // In a narrow window the elapsed time needs the room of the word.
    let within: SafeText = state.size.width < 50 ? "" : "in "
    switch incident.updateClockLevel(now: state.now) {
    case .none: return StyledText("no update due", .dim)
    case .fine(let left): return StyledText("update \(within)\(left.clockText)")
    case .warning(let left):
      return StyledText("! update \(within)\(left.clockText)", Style(.warning, .bold))
    case .due: return StyledText(" update DUE NOW ", Style(.warning, [.bold, .reverse]))
    case .overdue(let late):
      return StyledText(" update OVERDUE \(late.clockText) ", Style(.overdue, [.bold, .reverse]))
    }
  }

  /// Severity and the next update in at most 20 columns.
  private func shortest(_ incident: Incident, _ state: State) -> StyledText {
    let severity = StyledText("\(incident.severity.label)", incident.severity.style)
    switch incident.updateClockLevel(now: state.now) {
    case .none: return severity
    case .fine(let left), .warning(let left): return severity.adding(" update \(left.clockText)")
    case .due: return severity.adding(" DUE NOW", Style(.warning, .bold))
    case .overdue(let late): return severity.adding(" OVERDUE \(late.clockText)", Style(.overdue, .bold))
    }
  }

  /// All that fits where nothing fits: state, clock and next update in one line, then what to look at first.
  mutating func oneLine(_ state: State, in whole: Rect) {
    guard !whole.isEmpty else { return }
    if let incident = state.incident, incident.isOpen {
      var parts = [StyledText("\(incident.severity.label)", incident.severity.style)]
      parts += incidentFacts(incident, state).dropLast()
      var line = joined(parts, endingWith: urgent(incident, state))
      while parts.count > 1, line.width > whole.width {
        parts.removeLast()
        line = joined(parts, endingWith: urgent(incident, state))
      }
      put(line.width <= whole.width ? line : shortest(incident, state), in: whole.row(0))
    } else {
      let short = Self.tally(state, shortened: 2)
      var line = short.width == 0 ? StyledText("all OK", Style(.ok)) : short
      line.add("  \(state.now.minuteText) UTC")
      put(line, in: whole.row(0))
    }
    if state.recording.unsavedCount > 0 {
      put(notSaved(state), in: whole.row(1))
    } else if state.isAlarmUp {
      put("RECORD ALTERED? Enter goes on", in: whole.row(1), Style(.overdue, [.bold, .reverse]))
    } else {
      put("sitrep wants 40x12; it goes on working", in: whole.row(1), .dim)
    }
    for (ranked, y) in zip(state.board.ranked, 2..<max(2, whole.height)) {
      put("\(ranked.state.glyph) \(ranked.id)", in: whole.row(y), ranked.state.style)
    }
  }
}

extension Timestamp {
  /// A time since `start` that can't be taken for a time of day's minutes, as in `00:23:41`.
  fileprivate func elapsed(since start: Timestamp) -> SafeText {
    let time = self - start
    return time < .hours(1) && time >= .zero ? "00:\(time.clockText)" : "\(time.clockText)"
  }
}
