import PlaybookEngine
import Cells
import ConsoleCore
import Domain

extension Frame {
  mutating func declaration(_ form: Declaration, _ state: State, in body: Rect) {
    let shown = form.triggers.filter { $0.severity == form.severity }
    let height = min(body.height, 14 + max(1, shown.count))
    let room = box(
      Size(width: min(body.width - 2, 78), height: height), in: body, title: "Declare an incident")
    severities(form, in: room.row(0))
    let rows = min(9, shown.count)
    // In a low window the line that the keys are for is the one that must be seen.
    let offset = max(0, form.row(below: rows) - max(1, room.height - 2))
    func slot(_ y: Int) -> Rect {
      let place = y - offset
      return place >= 1 && place < room.height - 1 ? room.row(place) : Rect(x: 0, y: 0, width: 0, height: 0)
    }
    if let suggested = form.suggested {
      put("the triggers that hold now suggest \(suggested.word); you choose", in: slot(1), .dim)
    } else {
      put("unsure between two: take the higher one", in: slot(1), .dim)
    }
    var y = 2
    for (index, trigger) in shown.enumerated().prefix(9) {
      var line = StyledText("   \(Declaration.letters[index]) ", .dim)
      line.add(trigger.isTicked ? "[x] " : "[ ] ", trigger.isTicked ? Style(.text, .bold) : .dim)
      line.add("\(trigger.text)", trigger.isTicked ? .text : .dim)
      if trigger.isSensed { line.add("  true now", Style(.down)) }
      put(line, in: slot(y))
      y += 1
    }
    y += 1
    label("What is broken", .title, form, in: slot(y))
    field(form.title, in: slot(y).inset(left: 18), isActive: form.focus == .title, Style(.text, .bold))
    y += 1
    label("Impact began", .impact, form, in: slot(y))
    put(impact(form), in: slot(y).inset(left: 18))
    y += 1
    label("Playbook", .playbook, form, in: slot(y))
    put(playbook(form, state), in: slot(y).inset(left: 18))
    y += 1
    label("Services", nil, form, in: slot(y))
    put(
      form.services.isEmpty
        ? "none is red right now" : "\(form.services.map(\.rawValue).joined(separator: ", "))",
      in: slot(y).inset(left: 18))
    y += 1
    label("Commander", nil, form, in: slot(y))
    put("\(state.actor.login), until somebody else takes it", in: slot(y).inset(left: 18))
    if let problem = form.problem {
      put(problem, in: room.row(room.height - 1), Style(.warning, .bold))
    } else {
      put(
        room.width < 44 ? "Nothing is recorded before Enter." : "Nothing is recorded before you press Enter.",
        in: room.row(room.height - 1), .dim)
    }
  }

  private mutating func severities(_ form: Declaration, in row: Rect) {
    var line = StyledText(form.focus == .severity ? "> " : "  ", Style(.accent, .bold))
    for severity in Severity.allCases {
      let isChosen = severity == form.severity
      line.add(
        isChosen ? " (*) \(severity.word) " : " ( ) \(severity.word) ", isChosen ? severity.style : .dim)
      if row.width >= 44 { line.add("  ") }
    }
    put(line, in: row)
  }

  private mutating func label(
    _ text: SafeText, _ focus: Declaration.Focus?, _ form: Declaration, in row: Rect
  ) {
    let isActive = focus != nil && focus == form.focus
    put((isActive ? "> " : "  ") + text, in: row, isActive ? Style(.accent, .bold) : .dim)
  }

  private func playbook(_ form: Declaration, _ state: State) -> StyledText {
    guard let id = form.chosenPlaybook else { return StyledText("none") }
    guard let playbook = state.library.playbook(id) else { return StyledText("\(id)") }
    return StyledText("\(playbook.title)").adding("  \(id) v\(playbook.version)", .dim)
  }

  private func impact(_ form: Declaration) -> StyledText {
    guard let start = form.impactStart else {
      return StyledText("no red sample; add it later on the timeline", .dim)
    }
    var line = StyledText(form.acceptsImpactStart ? "[x] " : "[ ] ")
    line.add("\(start.timeText) UTC  \(form.impactBasis)", form.acceptsImpactStart ? .text : .dim)
    return line
  }
}

extension Declaration {
  /// The row of the line that the keys are for, counted from the severities.
  fileprivate func row(below triggers: Int) -> Int {
    switch focus {
    case .severity: 0
    case .title: triggers + 3
    case .impact: triggers + 4
    case .playbook: triggers + 5
    }
  }
}
