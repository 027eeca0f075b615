import PlaybookEngine
import Cells
import ConsoleCore
import Domain

extension Frame {
  mutating func dialog(_ dialog: Dialog, _ state: State, in body: Rect, whole: Rect) {
    switch dialog {
    case .declare(let form): declaration(form, state, in: body)
    case .prompt(let prompt): self.prompt(prompt, state, in: body)
    case .confirmRun(let confirmation): runConfirmation(confirmation, state, in: body)
    case .choice(let choice): self.choice(choice, in: body)
    case .confirm(let confirmation): self.confirmation(confirmation, in: body)
    case .update(let draft): update(draft, state, in: body)
    case .firstHints: firstHints(state.keys, in: body)
    case .filter(let field):
      line("/", field, in: whole.row(whole.height - 2))
      slowSearch(state, beside: field, in: whole.row(whole.height - 2))
    case .commandLine(let line): commandLine(line, state, in: body, row: whole.row(whole.height - 2))
    }
  }

  /// What the filter waits for, as much of it as the row of the filter has room for.
  private mutating func slowSearch(_ state: State, beside field: TextField, in row: Rect) {
    guard let underWay = state.underWay else { return }
    let line = row.inset(right: 1)
    let room = line.width - "/\(field.text)  ".count - 2
    if let words = [words(of: underWay, state), soFar(underWay, state)].first(where: { $0.width <= room }) {
      putTrailing(words, in: line)
    }
  }

  private mutating func prompt(_ prompt: Prompt, _ state: State, in body: Rect) {
    let width = min(body.width - 4, 84)
    let count = prompt.fields.count
    let perField = count == 1 ? min(4, max(1, body.height - 5)) : body.height >= count * 3 + 3 ? 2 : 1
    let height = min(body.height, count * (perField + 1) + 3)
    let room = box(Size(width: width, height: height), in: body, title: title(of: prompt, state))
    let fitting = max(1, (room.height - 1) / (perField + 1))
    var y = 0
    for index in ListWindow(total: count, room: fitting, selection: prompt.active).range {
      let field = prompt.fields[index]
      let isActive = index == prompt.active
      put(
        (isActive && count > 1 ? "> " : "") + field.label, in: room.row(y),
        isActive ? Style(.accent, .bold) : .dim)
      self.field(
        field.field,
        in: Rect(x: room.x, y: room.y + y + 1, width: room.width, height: min(perField, room.height - y - 1)),
        isActive: isActive)
      y += perField + 1
    }
    if let problem = prompt.problem { put(problem, in: room.row(room.height - 1), Style(.warning, .bold)) }
  }

  private func title(of prompt: Prompt, _ state: State) -> SafeText {
    guard case .note = prompt.purpose, let incident = state.incident else { return prompt.title }
    return "Note on \(incident.name)'s timeline"
  }

  /// One of several; a long one is broken over rows, what is said of it stands in a column of its own.
  private mutating func choice(_ choice: Choice, in body: Rect) {
    let width = min(body.width < 60 ? body.width : body.width - 4, 76)
    let inner = max(12, width - 4)
    // In a low window the answers are worth more than the room around them.
    let isLow = body.height < 10
    let title = isLow ? [choice.title.cut(to: inner)] : choice.title.wrapped(to: inner)
    let gap = isLow ? 0 : 1
    let longest = choice.options.map(\.label.width).max() ?? 0
    var lines: [(line: StyledText, option: Int)] = []
    for (index, option) in choice.options.enumerated() {
      let isSelected = index == choice.selection
      let style = isSelected ? Style(.text, .bold) : .text
      for (place, text) in option.label.wrapped(to: inner - 4).enumerated() {
        var line = StyledText(place == 0 && isSelected ? "> " : "  ", Style(.accent, .bold))
        line.add(place == 0 ? "\(index + 1) " : "  ", .dim)
        line.add(text, style)
        lines.append((line, index))
      }
      guard !option.detail.isEmpty, let last = lines.indices.last, !isLow || isSelected else { continue }
      if longest + 6 + option.detail.width <= inner {
        lines[last].line.add(.blanks(longest + 6 - lines[last].line.width) + option.detail, .dim)
      } else {
        lines += option.detail.wrapped(to: inner - 4).map { (StyledText("    ").adding($0, .dim), index) }
      }
    }
    let height = min(body.height, lines.count + title.count + 2 + gap)
    let room = box(Size(width: width, height: height), in: body, title: "Choose")
    for (index, line) in title.enumerated() { put(line, in: room.row(index), Style(.text, .bold)) }
    let list = room.droppingTop(title.count + gap)
    let selected = lines.firstIndex { $0.option == choice.selection } ?? 0
    let window = ListWindow(total: lines.count, room: list.height, selection: selected)
    for (row, index) in window.range.enumerated() { put(lines[index].line, in: list.row(row)) }
    if window.count < lines.count { position(window.range, of: lines.count, below: list) }
  }

  private mutating func confirmation(_ confirmation: Confirmation, in body: Rect) {
    let width = min(body.width - 4, confirmation.detail.isEmpty ? 66 : 84)
    let lines = confirmation.question.wrapped(to: max(8, width - 4))
    var detail = confirmation.detail.flatMap { line in
      line.text.wrapped(to: max(8, width - 15)).enumerated().map { index, text in
        StyledText((index == 0 ? line.label : "").padded(to: 10), .dim).adding(text)
      }
    }
    // The question and its answers are never cut.
    detail = Array(detail.prefix(max(0, body.height - lines.count - 5)))
    let between = detail.isEmpty ? 0 : detail.count + 1
    let room = box(Size(width: width, height: lines.count + between + 4), in: body, title: "Sure?")
    for (index, line) in lines.enumerated() { put(line, in: room.row(index), Style(.text, .bold)) }
    for (index, line) in detail.enumerated() { put(line, in: room.row(lines.count + 1 + index)) }
    put("Enter or y: yes     any other key: no", in: room.row(lines.count + between + 1), .dim)
  }

  /// The command exactly as it will run, who runs it where, what to expect, how it can be undone.
  private mutating func runConfirmation(_ confirmation: RunConfirmation, _ state: State, in body: Rect) {
    let width = min(body.width - 2, 100)
    let inner = max(8, width - 4)
    let script = SafeText.lines(untrusted: Array(confirmation.shown.utf8)).flatMap {
      $0.hardWrapped(to: inner - 2)
    }
    var facts = facts(of: confirmation, state, width: inner)
    let asked = 1 + (confirmation.approval == nil ? 0 : 1) + 1
    // What is asked is never cut; what explains goes first.
    while !facts.isEmpty, 2 + script.count + 1 + facts.count + asked + 2 > body.height { facts.removeLast() }
    let shownScript = max(1, min(script.count, body.height - 5 - facts.count - asked))
    let height = min(body.height, 2 + shownScript + 1 + facts.count + asked + 2)
    let room = box(Size(width: width, height: height), in: body, title: "Run this?")
    put("\(confirmation.title)", in: room.row(0), Style(.text, .bold))
    let list = room.droppingTop(2).droppingBottom(room.height - 2 - shownScript)
    for (index, line) in script.prefix(shownScript).enumerated() {
      let isCut = index == shownScript - 1 && shownScript < script.count
      let shown = isCut ? (line + "…").cut(to: inner - 2) : line
      put(
        StyledText(index == 0 ? "$ " : "  ", .dim).adding(shown, Style(.accent, .bold)), in: list.row(index))
    }
    var rest = room.droppingTop(2 + shownScript + 1)
    for (index, line) in facts.enumerated() { put(line, in: rest.row(index)) }
    rest = rest.droppingTop(facts.count)
    question(confirmation, in: rest)
    if let problem = confirmation.problem {
      put(problem, in: rest.row(rest.height - 1), Style(.warning, .bold))
    }
  }

  private func facts(of confirmation: RunConfirmation, _ state: State, width: Int) -> [StyledText] {
    let again: SafeText = confirmation.every.map { ", every \($0.configText) until it is as expected" } ?? ""
    var lines = labelled(
      "runs as",
      "\(state.place.runsAs ?? state.actor.login) on \(state.actor.host), stopped after \(confirmation.timeout.configText)\(again)",
      labelWidth: 10, width: width, .dim)
    guard let step = state.run?[confirmation.step]?.step else { return lines }
    if let rollback = state.rollback(of: step) {
      lines += labelled("rollback", "\(rollback)", labelWidth: 10, width: width)
    }
    if let expect = step.expectation?.text {
      lines += labelled("expect", "\(expect)", labelWidth: 10, width: width)
    }
    return lines + [StyledText()]
  }

  /// What has to be typed or pressed for the command to run.
  private mutating func question(_ confirmation: RunConfirmation, in rect: Rect) {
    switch confirmation.danger {
    case .read: put("It only reads. Enter runs it.", in: rect.row(0), Style(.text, .bold))
    case .write, .destructive:
      let word = confirmation.word ?? ""
      let warning: SafeText = confirmation.danger == .destructive ? "It DESTROYS. " : "It changes things. "
      let used = put(
        StyledText(warning, Style(.warning, .bold)).adding("Type \(word) and Enter: "), in: rect.row(0))
      field(
        confirmation.field, in: rect.row(0).inset(left: used), isActive: !confirmation.asksApprover,
        Style(.accent, .bold))
    }
    guard let approval = confirmation.approval else { return }
    let used = put(StyledText("Who agreed to it (\(approval.role)): "), in: rect.row(1))
    field(
      approval.field, in: rect.row(1).inset(left: used), isActive: confirmation.asksApprover,
      Style(.accent, .bold))
  }

  private mutating func line(_ mark: SafeText, _ text: TextField, in row: Rect) {
    fill(row)
    put(mark, in: row.inset(left: 1), Style(.accent, .bold))
    field(text, in: row.inset(left: 2, right: 1), isActive: true)
  }

  private mutating func commandLine(_ line: CommandLine, _ state: State, in body: Rect, row: Rect) {
    self.line(":", line.field, in: row)
    let matches = line.matches(in: state.keys, on: state.screen.kind)
    let height = min(matches.count, 10, body.height)
    let list = body.droppingTop(body.height - height)
    let window = ListWindow(total: matches.count, room: height, selection: line.selection)
    for (index, place) in window.range.enumerated() {
      let match = matches[place]
      let isSelected = place == line.selection
      fill(list.row(index))
      var text = StyledText(isSelected ? " > " : "   ", Style(.accent, .bold))
      text.add(
        ("\(match.command.rawValue)" as SafeText).padded(to: 18), isSelected ? Style(.text, .bold) : .text)
      text.add((match.keys.first?.name ?? "").padded(to: 8), Style(.accent))
      switch state.availability(of: match.command) {
      case .available: text.add(body.width < 60 ? match.label : match.explanation, .dim)
      case .unavailable(let reason): text.add(reason, Style(.warning))
      }
      put(text, in: list.row(index))
    }
  }
}
