import Settings
import Cells
import ConsoleCore
import Domain

extension Frame {
  /// One service: how it is and why, what to do first, what hangs together, its checks, its recent past.
  mutating func service(_ id: ServiceID, _ state: State, in body: Rect) {
    guard let status = state.board.status(of: id),
      let service = state.settings.services.first(where: { $0.id == id })
    else {
      put("\(id) is no longer configured; Esc goes back", in: body.row(0).inset(left: 1))
      return
    }
    let room = body.inset(left: 1, right: 1)
    var lines = headLines(service, status, state)
    lines += factLines(service, state)
    lines += checkLines(status)
    let graphHeight = room.height >= 20 ? 7 : room.height >= 14 ? 4 : 0
    let list = room.droppingBottom(graphHeight)
    let first = min(state.helpScroll, max(0, lines.count - list.height))
    for (index, line) in lines.dropFirst(first).prefix(list.height).enumerated() {
      put(line, in: list.row(index))
    }
    if graphHeight > 0 { graph(id, state, in: room.droppingTop(room.height - graphHeight)) }
  }

  private func headLines(_ service: Service, _ status: ServiceStatus, _ state: State) -> [StyledText] {
    var head = StyledText("\(service.title)", .title)
    head.add("  ")
    head.add("\(status.state.glyph) \(status.state.label)", status.state.style)
    head.add("  since \(status.since?.timeText ?? "?") UTC (\(status.age(at: state.now)))")
    if status.isSuspect { head.add("  suspect, being checked again", Style(.warning)) }
    var lines = [head]
    let reason = why(status, state)
    if !reason.isEmpty { lines.append(StyledText(reason)) }
    if let first = status.firstBadAt, status.state != .ok {
      lines.append(StyledText("first red sample \(first.timeText) UTC", .dim))
    }
    return lines + [StyledText()]
  }

  private func factLines(_ service: Service, _ state: State) -> [StyledText] {
    let dependents = state.settings.services.filter { $0.dependsOn.contains(service.id) }.map(\.id)
    let owner = [
      service.owner.team, service.owner.primary.map { "first \($0)" },
      service.owner.secondary.map { "second \($0)" },
    ].compactMap { $0 }.joined(separator: ", ")
    let facts: [(SafeText, String)] = [
      ("symptom", service.explain.symptom ?? ""), ("cause", service.explain.cause ?? ""),
      ("first step", service.explain.firstStep ?? ""), ("owner", owner),
      ("escalation", service.owner.escalation.joined(separator: " > ")),
      ("needs", stateWords(of: service.dependsOn, state)), ("needed by", stateWords(of: dependents, state)),
      ("playbooks", service.playbooks.map(\.rawValue).joined(separator: ", ")),
      (
        "links",
        service.links.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: "  ")
      ),
    ]
    return facts.filter { !$0.1.isEmpty }.map { StyledText($0.0.padded(to: 12), .dim).adding("\($0.1)") } + [
      StyledText()
    ]
  }

  private func stateWords(of services: [ServiceID], _ state: State) -> String {
    services.map { id in "\(id) \(state.board.status(of: id)?.state.word ?? "(not watched)")" }.joined(
      separator: ", ")
  }

  private func checkLines(_ status: ServiceStatus) -> [StyledText] {
    var lines = [
      StyledText("CHECK", .dim).adding("         STATE       CONDITIONS AND THEIR VALUES NOW", .dim)
    ]
    for check in status.checks {
      var line = StyledText(("\(check.check)" as SafeText).cut(to: 13).padded(to: 14))
      line.add(
        ("\(check.verdict.glyph) \(check.verdict.label)" as SafeText).padded(to: 12), check.verdict.style)
      if let failure = check.failure {
        line.add("\(failure.kind.rawValue)\(failure.detail.isEmpty ? "" : ": \(failure.detail)")")
      } else if check.conditions.isEmpty {
        line.add("answers", .dim)
      }
      lines.append(line)
      for condition in check.conditions {
        let mark: SafeText = condition.truth == .yes ? "x" : condition.truth == .no ? "." : "?"
        let style = condition.truth == .yes ? Style(.degraded) : .dim
        let value: SafeText =
          condition.value.map { "  now \(measured($0, condition.condition.measurement))" } ?? "  not known"
        lines.append(
          StyledText("              \(mark) \(condition.condition.text)", style).adding(value, .dim))
      }
    }
    let values = status.values.sorted { $0.key < $1.key }.map {
      "\($0.key) \(measured($0.value, $0.key).string)"
    }
    if !values.isEmpty {
      lines.append(StyledText("measured      ", .dim).adding("\(values.joined(separator: "  "))", .dim))
    }
    return lines
  }

  /// Latency over the recent past as bars, with its least and most in numbers.
  private mutating func graph(_ id: ServiceID, _ state: State, in rect: Rect) {
    let span = state.sparklineSpan
    let plot = rect.droppingTop(1).inset(left: 9)
    let from = state.now - span
    let values = state.board.latencyHistory(id, from: from, to: state.now, buckets: plot.width)
    let known = values.compactMap { $0 }
    guard let high = known.max(), let low = known.min(), plot.height > 0 else {
      put("latency, last \(span.configText): nothing measured yet", in: rect.row(0), .dim)
      return
    }
    put("latency, last \(span.configText)", in: rect.row(0), .dim)
    put(measured(high, "latency"), in: plot.row(0).moved(by: -9), .dim)
    put(measured(low, "latency"), in: plot.row(plot.height - 1).moved(by: -9), .dim)
    for (column, value) in values.enumerated() {
      guard let value else { continue }
      let fraction = high > 0 ? value / high : 0
      let eighths = max(1, Int(fraction * Double(plot.height * 8)))
      for row in 0..<plot.height {
        let filled = min(8, max(0, eighths - 8 * (plot.height - 1 - row)))
        guard filled > 0 else { continue }
        let cell = plot.row(row).inset(left: column)
        put(
          Self.bar(Double(filled - 1) / 8), at: Point(x: cell.x, y: cell.y), in: cell, style: Style(.accent))
      }
    }
  }
}

extension Rect {
  fileprivate func moved(by columns: Int) -> Rect {
    Rect(x: x + columns, y: y, width: width - columns, height: height)
  }
}
