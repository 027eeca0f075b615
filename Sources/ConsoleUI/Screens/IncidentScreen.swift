import Cells
import ConsoleCore
import Domain
import PlaybookEngine

extension Frame {
  /// Playbook left, timeline right; one of them where it is narrow.
  mutating func incident(_ state: State, in body: Rect) {
    guard let incident = state.incident else {
      put(
        "No incident is open. \(state.keys.name(of: .declare)) on the services screen declares one.",
        in: body.row(1).inset(left: 1))
      return
    }
    if let pane = stepsPane(state, in: body) { steps(incident, state, in: pane) }
    guard let right = panes(of: body)?.right else {
      if state.incidentView.pane == .timeline { timelinePane(state, in: body.inset(left: 1)) }
      return
    }
    verticalRule(Rect(x: right.x, y: right.y, width: 1, height: right.height))
    timelinePane(state, in: right.inset(left: 2, right: 1))
  }

  /// Where the steps stand; nil where the timeline has all the room.
  func stepsPane(_ state: State, in body: Rect) -> Rect? {
    if let left = panes(of: body)?.left { return left.inset(right: 1) }
    return state.incidentView.pane == .playbook ? body.inset(right: 1) : nil
  }

  /// Both panes, where there is room for them.
  private func panes(of body: Rect) -> (left: Rect, right: Rect)? {
    guard body.width >= 76 else { return nil }
    let (left, right) = body.split(leading: body.width >= 120 ? body.width * 11 / 20 : body.width * 3 / 5)
    return (left, right)
  }

  /// The playbook's title, a clock that belongs to no step, what has to be kept in mind.
  func rowsAboveSteps(_ run: PlaybookRun, _ timers: [RunningClock]) -> Int {
    1 + (timers.contains(where: \.isWarning) ? 1 : 0) + min(2, run.standingNotes.count)
  }

  private mutating func steps(_ incident: Incident, _ state: State, in rect: Rect) {
    guard let run = state.run else { return noPlaybook(incident, state, in: rect) }
    head(run, state, in: rect.row(0))
    let timers = run.clocks(at: state.now, incident: incident)
    var y = 1
    if let clock = timers.first(where: \.isWarning) {
      timerRow(clock, in: rect.row(y))
      y += 1
    }
    for note in run.standingNotes.prefix(2) {
      put(StyledText(" ! \(note.text)", Style(.banner, .bold)), in: rect.row(y))
      y += 1
    }
    let list = rect.droppingTop(rowsAboveSteps(run, timers))
    let used = stepList(run, timers, state, in: list)
    let facts = incidentFactLines(incident, state, width: rect.width - 1)
    guard list.height - used > facts.count else { return }
    for (index, line) in facts.enumerated() {
      put(line, in: list.droppingTop(list.height - facts.count).row(index).inset(left: 1))
    }
  }

  private mutating func head(_ run: PlaybookRun, _ state: State, in row: Rect) {
    let position = run.current.flatMap { current in run.steps.firstIndex { $0.id == current.id } }
    let right: SafeText = position.map { "step \($0 + 1) of \(run.steps.count)" } ?? "complete"
    var head = StyledText(
      "\(run.playbook.title)", state.incidentView.pane == .playbook ? Style(.accent, .bold) : .dim)
    head.add("  v\(run.playbook.version)", .dim)
    put(head, in: row.inset(left: 1, right: right.width + 1))
    putTrailing(StyledText(right, .dim), in: row)
  }

  /// A clock that belongs to no step, from its soft limit on.
  private mutating func timerRow(_ clock: RunningClock, in row: Rect) {
    let time = clockText(clock)
    put(
      ("\(clock.title)" as SafeText).cut(to: row.width - time.width - 2), in: row.inset(left: 1),
      Style(clock.level == .overdue ? .down : .warning, .bold))
    putTrailing(time, in: row)
  }

  /// Used and allowed time; past a limit it says so.
  private func clockText(_ clock: RunningClock) -> StyledText {
    let text: SafeText = "\(clock.used.clockText)\(clock.hard.map { " / \($0.clockText)" } ?? "")"
    switch clock.level {
    case .running: return StyledText(text)
    case .soft: return StyledText("! \(text)", Style(.warning, .bold))
    case .overdue: return StyledText("OVERDUE \(text)", Style(.overdue, .reverse))
    }
  }

  /// The steps, the selected one open; returns the rows used.
  private mutating func stepList(
    _ run: PlaybookRun, _ timers: [RunningClock], _ state: State, in list: Rect
  ) -> Int {
    let (detail, layout) = stepsLayout(run, state, in: list)
    let (window, selectedIndex) = (layout.window, layout.selected)
    var y = 0
    for index in window.range {
      let step = run.steps[index]
      stepRow(
        step, number: index + 1, of: run.steps.count, isSelected: index == selectedIndex,
        clock: timers.first { $0.id == step.id.rawValue }, state, in: list.row(y))
      y += 1
      guard index == selectedIndex else { continue }
      for line in detail {
        put(line, in: list.row(y).inset(left: 4))
        y += 1
      }
    }
    position(window.range, of: run.steps.count, below: list)
    return y
  }

  /// What is said of the selected step, and where all steps stand.
  func stepsLayout(_ run: PlaybookRun, _ state: State, in list: Rect) -> (
    detail: [StyledText], layout: ListLayout
  ) {
    let selected = state.selectedStep
    let detail = selected.map { stepDetail($0, state, width: list.width - 4) } ?? []
    // In a low window what is to be done now is worth more than what comes after the next.
    let others = list.height < 6 ? 1 : list.height < 9 ? 2 : 3
    var layout = ListLayout(
      list, total: run.steps.count, room: max(1, list.height - min(detail.count, list.height - others)),
      selected: run.steps.firstIndex { $0.step.id == selected?.step.id } ?? 0)
    let shown = detail.shortened(to: max(0, list.height - layout.window.count))
    layout.selectedHeight = 1 + shown.count
    return (shown, layout)
  }

  private mutating func noPlaybook(_ incident: Incident, _ state: State, in rect: Rect) {
    let lines: [StyledText] = [
      StyledText("No playbook is running.", .title), StyledText(),
      StyledText("\(state.keys.name(of: .attachPlaybook))   start a playbook"),
      StyledText("\(state.keys.name(of: .note))   write down what you do and see"),
      StyledText("\(state.keys.name(of: .update))   tell the people who wait"), StyledText(),
    ]
    let all = lines + incidentFactLines(incident, state, width: rect.width - 1)
    for (index, line) in all.shortened(to: rect.height).enumerated() {
      put(line, in: rect.row(index).inset(left: 1))
    }
  }

  private mutating func stepRow(
    _ step: StepRun, number: Int, of count: Int, isSelected: Bool, clock: RunningClock?, _ state: State,
    in row: Rect
  ) {
    if isSelected, state.incidentView.pane == .playbook { put(">", in: row, Style(.selection, .bold)) }
    let line = row.inset(left: 1)
    var text = StyledText(step.box, step.style)
    text.add((" \(number) " as SafeText).padded(leadingTo: count > 9 ? 4 : 3), .dim)
    let right = progress(of: step, clock: clock, now: state.now)
    let title = ("\(step.step.title)" as SafeText).cut(to: max(4, line.width - text.width - right.width - 1))
    text.add(title, isSelected ? Style(step.style.role, .bold) : step.style)
    put(text, in: line)
    putTrailing(right, in: line.inset(left: min(line.width, text.width)))
  }

  /// What stands at the end of a step's line: its clock, how long it took, or why there is neither.
  private func progress(of step: StepRun, clock: RunningClock?, now: Timestamp) -> StyledText {
    switch step.state {
    case .active:
      if let clock { return clockText(clock) }
      let used: SafeText = step.startedAt.map { " \((now - $0).clockText)" } ?? ""
      return StyledText((step.step.isWait ? "watching" : "now") + used)
    case .done:
      guard let start = step.startedAt, let end = step.endedAt else { return StyledText() }
      return StyledText("\((end - start).clockText)", .dim)
    case .pending: return StyledText()
    case .failed: return StyledText("FAILED", Style(.down, .bold))
    case .skipped: return StyledText("skipped", .dim)
    case .deferred: return StyledText("put off", .dim)
    case .inactive: return StyledText("not needed", .dim)
    }
  }
}

extension RunningClock {
  /// True for a clock that belongs to no step, from its soft limit on.
  fileprivate var isWarning: Bool { kind != .step && level != .running }
}

extension Step {
  /// True for a step that ends by itself.
  var isWait: Bool { if case .wait = kind { true } else { false } }
}
