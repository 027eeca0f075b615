import Cells
import ConsoleCore
import Domain
import Settings

extension Frame {
  /// One service: how it is and why, what to do first, what hangs together, its checks, its recent past.
  mutating func service(_ id: ServiceID, _ state: State, in body: Rect) {
    guard let (lines, list, graphHeight) = serviceText(id, state, in: body) else {
      put("\(id) is no longer configured; Esc goes back", in: body.row(0).inset(left: 1))
      return
    }
    let room = body.inset(left: 1, right: 1)
    scrolled(lines, from: state.helpScroll, in: list, within: room)
    guard graphHeight > 0 else { return }
    let rest = room.droppingTop(min(lines.count + 1, list.height))
    graph(id, state, in: rest.droppingBottom(rest.height - graphHeight))
  }

  /// All that is said of a service, the part of the screen that shows it, and the rows of the graph below.
  func serviceText(_ id: ServiceID, _ state: State, in body: Rect) -> (
    lines: [StyledText], list: Rect, graphHeight: Int
  )? {
    guard let status = state.board.status(of: id),
      let service = state.settings.services.first(where: { $0.id == id })
    else { return nil }
    let room = body.inset(left: 1, right: 1)
    var lines = headLines(service, status, state, width: room.width)
    for part in [
      adviceLines(service, width: room.width), checkLines(status, width: room.width),
      tieLines(service, state, width: room.width),
    ] where !part.isEmpty {
      lines += part + [StyledText()]
    }
    lines.removeLast()
    let least = room.height >= 30 ? 9 : room.height >= 12 ? 3 : 0
    let graphHeight = least == 0 ? 0 : min(max(least, room.height - lines.count - 1), 12)
    return (lines, room.droppingBottom(graphHeight), graphHeight)
  }

  private func headLines(_ service: Service, _ status: ServiceStatus, _ state: State, width: Int)
    -> [StyledText]
  {
    var head = StyledText("\(service.title)", .title)
    head.add("  ")
    head.add("\(status.state.glyph) \(status.state.label)", status.state.style)
    if let since = status.since {
      head.add("  since \(since.whenText(seenAt: state.now)) UTC (\(status.age(at: state.now)))")
    }
    if status.isSuspect { head.add("  suspect, being checked again", Style(.warning)) }
    let reason = state.why(status)
    var lines = [head] + (reason.isEmpty ? [] : reason.wrapped(to: max(8, width)).map { StyledText($0) })
    if let first = status.firstBadAt, status.state != .ok {
      let text: SafeText = "first red sample \(first.timeText)"
      if lines[0].width + 2 + text.width <= width {
        lines[0].add("  " + text, .dim)
      } else {
        lines.append(StyledText(text, .dim))
      }
    }
    return lines + [StyledText()]
  }

  /// What a good alert says: symptom, cause, first step, whom to ask.
  func adviceLines(_ service: Service, width: Int) -> [StyledText] {
    lines(
      of: [
        ("symptom", service.explain.symptom ?? ""), ("cause", service.explain.cause ?? ""),
        ("first step", service.explain.firstStep ?? ""), ("owner", service.owner.words),
        ("escalation", service.owner.escalation.joined(separator: " > ")),
      ], width: width)
  }

  /// What hangs together with the service.
  func tieLines(_ service: Service, _ state: State, width: Int) -> [StyledText] {
    let links = service.links.sorted { $0.key < $1.key }.enumerated().map { index, link in
      (index == 0 ? "links" : "" as SafeText, "\(link.key) \(link.value)")
    }
    return lines(
      of: [
        ("needs", stateWords(of: service.dependsOn, state)),
        ("needed by", stateWords(of: state.board.dependents(of: service.id), state)),
        ("playbooks", service.playbooks.map(\.rawValue).joined(separator: ", ")),
      ] + links, width: width)
  }

  private func lines(of facts: [(SafeText, String)], width: Int) -> [StyledText] {
    facts.filter { !$0.1.isEmpty }.flatMap { name, text in
      labelled(name, "\(text)", labelWidth: 12, width: width)
    }
  }

  private func stateWords(of services: [ServiceID], _ state: State) -> String {
    services.map { id in "\(id) \(state.board.status(of: id)?.state.word ?? "(not watched)")" }
      .joined(separator: ", ")
  }

  /// Every check with each of its conditions and its value now.
  func checkLines(_ status: ServiceStatus, width: Int) -> [StyledText] {
    guard !status.checks.isEmpty else { return [StyledText("no checks are configured", .dim)] }
    var lines = [StyledText("CHECK         STATE       CONDITIONS AND THEIR VALUES NOW", .dim)]
    for check in status.checks {
      var line = StyledText(("\(check.check)" as SafeText).cut(middleTo: 13).padded(to: 14))
      line.add(
        ("\(check.verdict.glyph) \(check.verdict.label)" as SafeText).padded(to: 12), check.verdict.style)
      var conditions = check.conditions.map { conditionText($0, width: width - 26) }
      if let failure = check.failure {
        conditions.insert(StyledText(failure.words), at: 0)
      } else if check.lastProbedAt == nil {
        conditions = [
          StyledText(status.since == nil || status.isRemembered ? "not probed yet" : "never answered", .dim)
        ]
      } else if conditions.isEmpty {
        conditions = [StyledText("it answers", .dim)]
      }
      for (index, condition) in conditions.enumerated() {
        var whole = index == 0 ? line : StyledText(.blanks(26))
        whole.add(condition)
        lines.append(whole)
      }
    }
    let values = status.values.sorted { $0.key < $1.key }.map {
      "\($0.key) \(measured($0.value, $0.key).string)"
    }
    guard !values.isEmpty else { return lines }
    return lines
      + labelled("measured", "\(values.joined(separator: ", "))", labelWidth: 14, width: width, .dim)
  }

  /// Where there is no room for all of it, what it is now is worth more than the whole condition.
  private func conditionText(_ condition: ConditionStatus, width: Int) -> StyledText {
    let mark: SafeText =
      switch condition.truth {
      case .yes: condition.makes.glyph
      case .no: "."
      case .unknown: "?"
      }
    let value: SafeText =
      condition.value.map { "  now \(measured($0, condition.condition.measurement))" } ?? "  not known"
    let room = max(12, width - value.width - 2)
    let text = ("\(condition.condition.text)" as SafeText).cut(middleTo: room)
    return StyledText(
      "\(mark) \(text)", condition.truth == .yes ? condition.makes.style : .dim
    ).adding(value, condition.truth == .yes ? .text : .dim)
  }

  /// A fact with its name before it, broken over as many rows as it needs.
  func labelled(
    _ name: SafeText, _ text: SafeText, labelWidth: Int, width: Int, _ style: Style = .text
  ) -> [StyledText] {
    text.wrapped(to: max(8, width - labelWidth)).enumerated().map { index, line in
      StyledText((index == 0 ? name : "").padded(to: labelWidth), .dim).adding(line, style)
    }
  }
}

extension ProbeFailure {
  fileprivate var words: SafeText { detail.isEmpty ? "\(kind.rawValue)" : "\(kind.rawValue): \(detail)" }
}

extension Ownership {
  /// Whom to ask, in the order in which to ask.
  fileprivate var words: String {
    let people = [primary, secondary].compactMap { $0 }.joined(separator: ", then ")
    guard let team else { return people }
    return people.isEmpty ? "team \(team)" : "\(people) (team \(team))"
  }
}

extension Timestamp {
  /// The time of day, and the day before it where it was another.
  func whenText(seenAt now: Timestamp) -> String {
    dateText == now.dateText ? timeText : "\(dateText) \(timeText)"
  }
}
