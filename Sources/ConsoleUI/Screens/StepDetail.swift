import Cells
import ConsoleCore
import Domain
import PlaybookEngine

extension Frame {
  /// Everything about one step: what to do, what to expect, how to go back, when to call for help, what came out.
  func stepDetail(_ run: StepRun, _ state: State, width: Int) -> [StyledText] {
    let step = run.step
    var lines: [StyledText] = []
    func add(_ label: SafeText, _ text: SafeText, _ style: Style = .text, rows: Int = 3) {
      lines += labelled(label, text, labelWidth: 10, width: width, style).shortened(to: rows)
    }
    // The line above may have had to cut it.
    let title: SafeText = "\(step.title)"
    let isCut = title.width > width - 16
    // In a low window the command is worth more than the end of the title.
    let isLow = state.size.height < 16
    if isCut, !isLow { add("step", title, Style(.text, .bold)) }
    switch state.command(of: step.id) {
    case .success(let command):
      lines += labelled("$", "\(command.shown)", labelWidth: 2, width: width, Style(.accent)).shortened(to: 4)
    case .failure(.noCommand), .failure(.noSuchStep): break
    case .failure(let refusal): add("not yet", "\(refusal.words)", Style(.warning))
    }
    if isCut, isLow { add("step", title, Style(.text, .bold)) }
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
        lines += labelled(
          isChosen ? "chosen  -" : "        -", "\(option.label)", labelWidth: 10, width: width,
          isChosen ? Style(.text, .bold) : .text)
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
    return lines + output(of: run, state, width: width) + [StyledText()]
  }

  /// The last lines that the step's command printed, and how it ended.
  private func output(of run: StepRun, _ state: State, width: Int) -> [StyledText] {
    let live = state.liveCommand(of: run.step.id)
    let bytes = live?.printed ?? Array((run.lastCommand?.output ?? "").utf8)
    guard live != nil || run.lastCommand != nil else { return [] }
    let isRunning = live?.isRunning ?? false
    var lines: [StyledText] = []
    if isRunning, let live {
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
    let text = bytes.isEmpty ? [] : SafeText.lines(untrusted: bytes)
    let shown = text.suffix(state.size.height >= 40 ? 12 : 5)
    lines += shown.map { StyledText("| ", .dim).adding($0.cut(to: max(4, width - 2))) }
    return lines
  }
}
