import Cells
import ConsoleCore
import Domain
import PlaybookEngine

extension Step {
  /// True for a step that ends by itself.
  var isWait: Bool { if case .wait = kind { true } else { false } }
}

extension Frame {
  /// Playbook left, timeline right; one of them where it is narrow.
  mutating func incident(_ state: State, in body: Rect) {
    guard let incident = state.incident else {
      put("No incident is open. D on the services screen declares one.", in: body.row(1).inset(left: 1))
      return
    }
    guard body.width >= 76 else {
      switch state.incidentView.pane {
      case .playbook: steps(incident, state, in: body)
      case .timeline: timelinePane(state, in: body.inset(left: 1))
      }
      return
    }
    let (left, right) = body.split(leading: body.width >= 120 ? body.width * 11 / 20 : body.width * 3 / 5)
    steps(incident, state, in: left.inset(right: 1))
    verticalRule(Rect(x: right.x, y: right.y, width: 1, height: right.height))
    timelinePane(state, in: right.inset(left: 2, right: 1))
  }

  private mutating func timelinePane(_ state: State, in rect: Rect) {
    let isActive = state.incidentView.pane == .timeline
    put("TIMELINE", in: rect.row(0), isActive ? Style(.accent, .bold) : .dim)
    timelineRows(state, in: rect.droppingTop(1), showsSelection: isActive, isWide: false)
  }

  private mutating func steps(_ incident: Incident, _ state: State, in rect: Rect) {
    guard let run = state.run else { return noPlaybook(state, in: rect) }
    let selected = state.selectedStep
    let position =
      run.steps.firstIndex { $0.step.id == (run.current ?? selected)?.step.id }.map { $0 + 1 }
      ?? run.steps.count
    var head = StyledText(
      "\(run.playbook.title)", state.incidentView.pane == .playbook ? Style(.accent, .bold) : .title)
    head.add("  v\(run.playbook.version)", .dim)
    put(head, in: rect.row(0).inset(left: 1))
    putTrailing(
      StyledText(run.current == nil ? "complete" : "step \(position) of \(run.steps.count)", .dim),
      in: rect.row(0))
    let timers = run.clocks(at: state.now, incident: incident)
    let decision = timers.first { $0.kind != .step && $0.level != .running }
    var list = rect.droppingTop(1)
    if let decision {
      put(
        " \(decision.title): \(decision.used.clockText) of \(decision.hard.map(\.clockText) ?? "-")",
        in: list.row(0), decision.level == .overdue ? Style(.overdue, .reverse) : Style(.warning))
      list = list.droppingTop(1)
    }
    for note in run.standingNotes.prefix(2) {
      put(" \(note.text)", in: list.row(0), Style(.banner, .bold))
      list = list.droppingTop(1)
    }
    let selectedIndex = run.steps.firstIndex { $0.step.id == selected?.step.id } ?? 0
    let detail = selected.map { stepDetail($0, state, width: list.width - 4) } ?? []
    let room = max(1, list.height - min(detail.count, list.height - 3))
    let window = ListWindow(total: run.steps.count, room: room, selection: selectedIndex)
    var y = 0
    for index in window.range {
      let step = run.steps[index]
      stepRow(
        step, number: index + 1, isSelected: index == selectedIndex,
        clock: timers.first { $0.id == step.id.rawValue }, state, in: list.row(y))
      y += 1
      guard index == selectedIndex else { continue }
      for line in detail.prefix(max(0, list.height - window.count)) {
        put(line, in: list.row(y).inset(left: 4))
        y += 1
      }
    }
  }

  private mutating func noPlaybook(_ state: State, in rect: Rect) {
    let lines: [SafeText] = [
      "No playbook is running.", "", "p   start a playbook", "n   write down what you do and see",
      "c   tell the people who wait",
    ]
    for (index, line) in lines.enumerated() { put(line, in: rect.row(index + 1).inset(left: 1)) }
  }

  private mutating func stepRow(
    _ step: StepRun, number: Int, isSelected: Bool, clock: RunningClock?, _ state: State, in row: Rect
  ) {
    if isSelected { put(">", in: row, Style(.accent, .bold)) }
    let line = row.inset(left: 1)
    var text = StyledText(step.box, step.style)
    text.add(" \(number) ", .dim)
    var right = StyledText()
    if let clock, step.state == .active {
      let limit: SafeText = clock.hard.map { " / \($0.clockText)" } ?? ""
      right.add(
        "\(clock.used.clockText)\(limit)",
        clock.level == .overdue ? Style(.overdue, .reverse) : clock.level == .soft ? Style(.warning) : .text)
    } else if let start = step.startedAt, let end = step.endedAt, step.state == .done {
      right.add("\((end - start).clockText)", .dim)
    } else {
      right.add(stateWord(step), .dim)
    }
    let title = ("\(step.step.title)" as SafeText).cut(to: max(4, line.width - text.width - right.width - 1))
    text.add(title, isSelected ? Style(step.style.role, .bold) : step.style)
    put(text, in: line)
    putTrailing(right, in: line)
  }

  private func stateWord(_ step: StepRun) -> SafeText {
    switch step.state {
    case .pending, .done: ""
    case .active: step.step.isWait ? "watching" : ""
    case .failed: "FAILED"
    case .skipped: "skipped"
    case .deferred: "deferred"
    case .inactive: "not needed"
    }
  }
}
