import Cells
import ConsoleCore
import Domain
import PlaybookEngine

extension Frame {
  mutating func playbooks(_ state: State, in body: Rect) {
    let rect = body.inset(left: 1, right: 1)
    guard !state.library.playbooks.isEmpty else {
      put("No playbooks were found. `sitrep lint` says where it looks.", in: rect.row(1))
      return
    }
    let playbooks = state.shownPlaybooks
    guard !playbooks.isEmpty else {
      put("No playbook has \(state.playbooks.filter) in it. Esc shows all.", in: rect.row(1))
      return
    }
    let isNarrow = rect.width < 60
    let title = isNarrow ? rect.width - 14 : min(max(20, rect.width - 50), 60)
    let columns: SafeText = isNarrow ? "STEPS" : "STEPS  OWNER             REVIEWED          LINT"
    put(
      StyledText((" PLAYBOOK" as SafeText).padded(to: title + 2), .dim).adding(columns, .dim), in: rect.row(0)
    )
    let layout = playbooksLayout(state, in: body)
    let (list, window, selection) = (layout.list, layout.window, layout.selected)
    for (line, index) in window.range.enumerated() {
      put(
        playbookRow(playbooks[index], isSelected: index == selection, title: title, state), in: list.row(line)
      )
    }
    position(window.range, of: playbooks.count, below: list)
  }

  func playbooksLayout(_ state: State, in body: Rect) -> ListLayout {
    ListLayout(
      body.inset(left: 1, right: 1).droppingTop(1), total: state.shownPlaybooks.count,
      selected: state.playbooks.selection)
  }

  private func playbookRow(
    _ playbook: Playbook, isSelected: Bool, title: Int, _ state: State
  ) -> StyledText {
    let style = isSelected ? Style(.text, .bold) : .text
    var row = StyledText(isSelected ? ">" : " ", Style(.selection, .bold))
    row.add(("\(playbook.title)" as SafeText).fitted(to: title), style)
    row.add(("\(playbook.steps.count)" as SafeText).padded(leadingTo: 6) + "  ", .dim)
    let isStale = playbook.review.map { $0.due < state.now } ?? true
    if state.size.width < 62 { return isStale ? row.adding("STALE", Style(.warning)) : row }
    row.add(("\(playbook.owner?.role ?? "-")" as SafeText).cut(middleTo: 17).padded(to: 18), .dim)
    let reviewed: SafeText = "\(playbook.review?.last.dateText ?? "never")\(isStale ? " STALE" : "")"
    row.add(reviewed.padded(to: 18), isStale ? Style(.warning) : .dim)
    let findings = state.library.findings(for: playbook.id).count
    row.add(findings == 0 ? "-" : "\(findings)", findings == 0 ? .dim : Style(.warning))
    return row
  }

  /// A playbook read without starting it.
  mutating func playbook(_ id: PlaybookID, _ state: State, in body: Rect) {
    scrolled(playbookLines(id, state, in: body), from: state.helpScroll, in: body.inset(left: 1, right: 1))
  }

  func playbookLines(_ id: PlaybookID, _ state: State, in body: Rect) -> [StyledText] {
    guard let playbook = state.library.playbook(id) else {
      return [StyledText("\(id) is no longer in the library; Esc goes back")]
    }
    return playbookLines(playbook, width: body.inset(left: 1, right: 1).width)
  }

  private func playbookLines(_ playbook: Playbook, width: Int) -> [StyledText] {
    var lines = [
      StyledText("\(playbook.title)", .title).adding("  \(playbook.id) v\(playbook.version)", .dim)
    ]
    lines += ("\(playbook.summary)" as SafeText).wrapped(to: max(8, width)).map { StyledText($0) }
    for trigger in playbook.severityTriggers {
      lines.append(
        StyledText("\(trigger.severity.label)", trigger.severity.style).adding("  \(trigger.text)"))
    }
    if !playbook.escalation.isEmpty {
      let rungs = playbook.escalation.map {
        $0.after == .zero ? $0.role : "\($0.role) after \($0.after.configText)"
      }
      lines += labelled(
        "escalation", "\(rungs.joined(separator: ", "))", labelWidth: 12, width: width)
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
    var head = StyledText(("\(number)" as SafeText).padded(leadingTo: 3), .dim).adding("  \(step.title)")
    if let hard = step.timer?.hard { head.add("  within \(hard.configText)", .dim) }
    if case .command(let command) = step.kind, let danger = command.danger, danger != .read {
      head.add(danger == .destructive ? "  DESTROYS" : "  changes things", Style(.warning))
    }
    return [head]
      + parts(of: step).flatMap { name, text, style in
        labelled("     " + name, "\(text)", labelWidth: 15, width: width, style)
      }
  }

  /// What a step says beside its title, in the order in which it is read.
  private func parts(of step: Step) -> [(SafeText, String, Style)] {
    var parts: [(SafeText, String, Style)] = []
    switch step.kind {
    case .check(let check): if let run = check.run { parts.append(("$", run, Style(.accent))) }
    case .command(let command): parts.append(("$", command.run, Style(.accent)))
    case .decision(let decision):
      parts.append(("decide", decision.question, .text))
      parts += decision.options.map { ("      -", $0.label, .text) }
    case .wait(let wait):
      if case .live(let condition)? = wait.until { parts.append(("until", condition.words, .text)) }
      if wait.until == nil, let hold = wait.hold { parts.append(("wait", hold.configText, .text)) }
      if case .command(let run, let every, _)? = wait.until {
        parts += [("$", run, Style(.accent)), ("every", every.configText, .text)]
      }
    case .comms(let comms): parts.append(("send", comms.template, .text))
    case .note(let text): if let text { parts.append(("do", text, .text)) }
    }
    if let expect = step.expectation { parts.append(("expect", expect.text, .text)) }
    if case .command(let command) = step.kind {
      switch command.rollback {
      case .run(let script, _)?: parts.append(("rollback", script, .text))
      case .impossible(let reason)?: parts.append(("rollback", "none: \(reason)", .text))
      case nil: break
      }
    }
    return parts
  }
}
