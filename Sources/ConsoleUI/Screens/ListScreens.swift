import Cells
import ConsoleCore
import Domain
import PlaybookEngine

extension Frame {
  mutating func history(_ state: State, in body: Rect) {
    let rect = body.inset(left: 1, right: 1)
    guard !state.listed.isEmpty else {
      put("No incident is on record yet.", in: rect.row(1))
      return
    }
    let shown = state.shownHistory
    guard !shown.isEmpty else {
      put("No incident has \(state.history.filter) in it. Esc shows all.", in: rect.row(1))
      return
    }
    put(" INCIDENT  STATE      DECLARED          SEV   TITLE", in: rect.row(0), .dim)
    let list = rect.droppingTop(1)
    let window = ListWindow(total: shown.count, room: list.height, selection: state.history.selection)
    for (line, index) in window.range.enumerated() {
      let listed = shown[index]
      let isSelected = index == state.history.selection
      var row = StyledText(isSelected ? ">" : " ", Style(.accent, .bold))
      row.add(("INC-\(listed.number)" as SafeText).padded(to: 10), isSelected ? Style(.text, .bold) : .text)
      row.add(
        ((listed.isOpen ? "open" : "resolved") as SafeText).padded(to: 11),
        listed.isOpen ? Style(.warning) : .dim)
      let incident = state.incidents[listed.id]?.incident
      let severity = incident?.severity ?? listed.severity
      let declaredAt = listed.declaredAt ?? listed.id.moment
      row.add("\(declaredAt.dateText) \(declaredAt.minuteText)  ", .dim)
      row.add(("\(severity?.word ?? "")" as SafeText).padded(to: 6), severity?.style ?? .dim)
      row.add("\(incident?.title ?? listed.title)")
      put(row, in: list.row(line))
    }
  }

  mutating func playbooks(_ state: State, in body: Rect) {
    let rect = body.inset(left: 1, right: 1)
    guard !state.library.playbooks.isEmpty else {
      put("No playbooks were found. `sitrep lint` says where it looks.", in: rect.row(1))
      return
    }
    put(" PLAYBOOK                  OWNER             REVIEWED    STEPS  TITLE", in: rect.row(0), .dim)
    let list = rect.droppingTop(1)
    let window = ListWindow(
      total: state.library.playbooks.count, room: list.height, selection: state.playbooks.selection)
    for (line, index) in window.range.enumerated() {
      let playbook = state.library.playbooks[index]
      let isSelected = index == state.playbooks.selection
      var row = StyledText(isSelected ? ">" : " ", Style(.accent, .bold))
      row.add(
        ("\(playbook.id)" as SafeText).cut(to: 25).padded(to: 26), isSelected ? Style(.text, .bold) : .text)
      row.add(("\(playbook.owner?.role ?? "-")" as SafeText).cut(to: 17).padded(to: 18), .dim)
      row.add(
        ("\(playbook.review?.last.dateText ?? "never")" as SafeText).padded(to: 12),
        (playbook.review.map { $0.due < state.now } ?? true) ? Style(.warning) : .dim)
      row.add(("\(playbook.steps.count)" as SafeText).padded(leadingTo: 5), .dim)
      row.add("  \(playbook.title)")
      put(row, in: list.row(line))
    }
  }

  /// A playbook read without starting it.
  mutating func playbook(_ id: PlaybookID, _ state: State, in body: Rect) {
    let rect = body.inset(left: 1, right: 1)
    guard let playbook = state.library.playbook(id) else {
      put("\(id) is no longer in the library; Esc goes back", in: rect.row(0))
      return
    }
    let lines = playbookLines(playbook, width: rect.width)
    let first = min(state.helpScroll, max(0, lines.count - rect.height))
    for (index, line) in lines.dropFirst(first).prefix(rect.height).enumerated() {
      put(line, in: rect.row(index))
    }
  }

  private func playbookLines(_ playbook: Playbook, width: Int) -> [StyledText] {
    var lines = [
      StyledText("\(playbook.title)", .title).adding("  \(playbook.id) v\(playbook.version)", .dim)
    ]
    lines += ("\(playbook.summary)" as SafeText).wrappedText(to: width).map { StyledText($0) }
    for trigger in playbook.severityTriggers {
      lines.append(
        StyledText("\(trigger.severity.label)  ", trigger.severity.style).adding("\(trigger.text)"))
    }
    var number = 0
    for (title, steps) in [("First minute", playbook.immediate)]
      + playbook.phases.map({ ($0.title, $0.steps) }) where !steps.isEmpty
    {
      lines += [StyledText(), StyledText("\(title)", Style(.accent, .bold))]
      for step in steps {
        number += 1
        lines += stepLines(step, number: number, width: width)
      }
    }
    return lines
  }

  private func stepLines(_ step: Step, number: Int, width: Int) -> [StyledText] {
    var lines = [StyledText(("\(number)" as SafeText).padded(leadingTo: 3), .dim).adding("  \(step.title)")]
    let script: String? =
      switch step.kind {
      case .check(let check): check.run
      case .command(let command): command.run
      case .decision, .wait, .comms, .note: nil
      }
    if let script {
      lines += ("$ \(script)" as SafeText).wrappedText(to: width - 5).map {
        StyledText("     ").adding($0, Style(.accent))
      }
    }
    if let expect = step.expectation {
      lines.append(StyledText("     expect  ", .dim).adding("\(expect.text)"))
    }
    if case .decision(let decision) = step.kind {
      lines += decision.options.map { StyledText("     - \($0.label)") }
    }
    return lines
  }

  /// The keys of one screen, from the table that handles them; what can't be done now says why.
  mutating func help(_ screen: ScreenKind, _ state: State, in body: Rect) {
    let rect = body.inset(left: 1, right: 1)
    put("Keys on the \(screen.rawValue) screen", in: rect.row(0), .title)
    let rows = State.rows(on: screen)
    let list = rect.droppingTop(2)
    let first = min(state.helpScroll, max(0, rows.count - list.height))
    for (index, row) in rows.dropFirst(first).prefix(list.height).enumerated() {
      let keys = row.keys.map(\.name).joined(separator: " ")
      var line = StyledText(keys.cut(to: 15).padded(to: 16), Style(.accent, .bold))
      line.add(("\(row.command.rawValue)" as SafeText).padded(to: 17), .dim)
      line.add(row.explanation)
      put(line, in: list.row(index))
    }
  }
}

extension SafeText {
  fileprivate func wrappedText(to columns: Int) -> [SafeText] { wrapped(to: max(8, columns)) }
}
