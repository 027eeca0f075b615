import Cells
import ConsoleCore
import Domain
import PlaybookEngine

extension Frame {
  /// Everything about one step: what to do, what to expect, how to go back, when to call for help, what came out.
  func stepDetail(_ run: StepRun, _ state: State, width: Int) -> [StyledText] {
    let title: SafeText = "\(run.step.title)"
    // The line above may have had to cut it, for its clock or for how the step ended.
    let isCut = title.width > width - (run.state == .pending ? 5 : 16)
    let command = commandLines(run.step, state, width: width)
    let facts = factLines(run, state, width: width)
    let output = output(of: run, state, width: width)
    guard state.isLow else {
      let whole = labelled("step", title, labelWidth: 10, width: width, Style(.text, .bold))
      return (isCut ? whole.shortened(to: 3) : []) + command.shortened(to: 4) + facts + output + [
        StyledText()
      ]
    }
    // There is room for three rows: what came out is newer than what is expected of it, and the command worth more than
    // the end of the title.
    guard output.isEmpty else { return command.shortened(to: 1) + output + facts }
    let hasRoom = isCut && command.count < 2
    let rest = hasRoom ? [StyledText(title.cut(to: width), Style(.text, .bold))] : []
    return rest + command.shortened(to: 2) + facts
  }

  /// What the step would run, or why it can't be run yet.
  private func commandLines(_ step: Step, _ state: State, width: Int) -> [StyledText] {
    switch state.command(of: step.id) {
    case .success(let command):
      labelled("$", "\(command.shown)", labelWidth: 2, width: width, Style(.accent))
    case .failure(.noCommand), .failure(.noSuchStep): []
    case .failure(let refusal):
      labelled("not yet", "\(refusal.words)", labelWidth: state.isLow ? 8 : 10, width: width, Style(.warning))
    }
  }

  private func factLines(_ run: StepRun, _ state: State, width: Int) -> [StyledText] {
    let step = run.step
    var lines: [StyledText] = []
    func add(_ label: SafeText, _ text: SafeText, _ style: Style = .text, rows: Int = 3) {
      // Where every column counts, texts begin behind their own label and not below each other.
      let labelWidth = state.isLow ? label.width + (label.isEmpty ? 0 : 1) : 10
      let most = state.isLow ? min(2, rows) : rows
      lines += labelled(label, text, labelWidth: labelWidth, width: width, style).shortened(to: most)
    }
    if let expect = step.expectation?.text { add("expect", "\(expect)") }
    if let rollback = state.rollback(of: step) { add("rollback", "\(rollback)", rows: 2) }
    if let wait = step.waitsFor { add("until", "\(wait)") }
    if case .note(let text?) = step.kind { add("do", "\(text)", rows: 6) }
    if let info = step.info { add("", "\(info)", .dim, rows: 5) }
    if case .decision(let decision) = step.kind {
      let question = state.run?.filled(decision.question, facts: state.facts) ?? decision.question
      add("decide", "\(question)", Style(.text, .bold))
      for option in decision.options {
        let isChosen = run.chosenOption == option.id
        let label: SafeText = state.isLow ? (isChosen ? "chosen" : "-") : isChosen ? "chosen  -" : "        -"
        add(label, "\(option.label)", isChosen ? Style(.text, .bold) : .text)
      }
    }
    if case .comms = step.kind { add("send", "c opens the update, filled in") }
    if let escalation = state.escalation(run) { add("escalate", escalation) }
    if let text = run.text { add(run.state == .done ? "saw" : "because", "\(text)") }
    if run.isOutcomeUnknown, state.liveCommand(of: step.id)?.isRunning != true {
      add(
        "careful", "Nobody saw how the last run ended. Look, then ! runs it again or Enter records it.",
        Style(.warning))
    }
    return lines
  }

  /// The last lines that the step's command printed, and how it ended.
  private func output(of run: StepRun, _ state: State, width: Int) -> [StyledText] {
    let live = state.liveCommand(of: run.step.id)
    let bytes = live?.printed ?? Array((run.lastCommand?.output ?? "").utf8)
    guard live != nil || run.lastCommand != nil else { return [] }
    let isRunning = live?.isRunning ?? false
    var lines: [StyledText] = []
    if isRunning, let live {
      // The foot of the screen says the same.
      guard !state.isLow || bytes.isEmpty else { return printed(bytes, rows: 2, width: width) }
      lines.append(
        StyledText("running \((state.now - live.startedAt).clockText)  Ctrl-C stops it", Style(.warning)))
    } else if let last = run.lastCommand {
      var end = StyledText("ended ", .dim)
      if let duration = last.duration { end.add("after \(duration.clockText), ", .dim) }
      end.add(last.exit.map { "exit \($0)" } ?? last.signal.map { "signal \($0)" } ?? "how is not known")
      if let matched = last.matched {
        end.add(matched ? ", as expected" : ", NOT as expected", matched ? Style(.ok) : Style(.down, .bold))
      }
      lines.append(end)
    }
    let rows = state.size.height >= 40 ? 12 : state.isLow ? 2 : 5
    return lines + printed(bytes, rows: rows, width: width)
  }

  /// The end of what was printed.
  private func printed(_ bytes: [UInt8], rows: Int, width: Int) -> [StyledText] {
    let text = bytes.isEmpty ? [] : SafeText.lines(untrusted: bytes)
    return text.suffix(rows).map { StyledText("| ", .dim).adding($0.cut(to: max(4, width - 2))) }
  }
}

extension State {
  /// True for a window in which every row counts.
  fileprivate var isLow: Bool { size.height < 16 }
}
