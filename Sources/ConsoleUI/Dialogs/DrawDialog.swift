import PlaybookEngine
import Cells
import ConsoleCore
import Domain

extension Frame {
  mutating func dialog(_ dialog: Dialog, _ state: State, in body: Rect, whole: Rect) {
    switch dialog {
    case .declare(let form): declaration(form, state, in: body)
    case .prompt(let prompt): self.prompt(prompt, in: body)
    case .confirmRun(let confirmation): runConfirmation(confirmation, state, in: body)
    case .choice(let choice): self.choice(choice, in: body)
    case .confirm(let confirmation): self.confirmation(confirmation, in: body)
    case .update(let draft): update(draft, state, in: body)
    case .filter(let field): line("/", field, in: whole.row(whole.height - 2))
    case .commandLine(let line): commandLine(line, state, in: body, row: whole.row(whole.height - 2))
    }
  }

  private mutating func prompt(_ prompt: Prompt, in body: Rect) {
    let width = min(body.width - 4, 84)
    let perField = prompt.fields.count == 1 ? min(6, max(2, body.height - 6)) : 2
    let height = min(body.height, prompt.fields.count * (perField + 1) + 3)
    let room = box(body.centered(Size(width: width, height: height)), title: prompt.title)
    var y = 0
    for (index, field) in prompt.fields.enumerated() {
      put(field.label, in: room.row(y), index == prompt.active ? Style(.accent, .bold) : .dim)
      self.field(
        field.field, in: Rect(x: room.x, y: room.y + y + 1, width: room.width, height: perField),
        isActive: index == prompt.active)
      y += perField + 1
    }
    if let problem = prompt.problem { put(problem, in: room.row(room.height - 1), Style(.warning, .bold)) }
  }

  private mutating func choice(_ choice: Choice, in body: Rect) {
    let width = min(body.width - 4, 76)
    let title = choice.title.wrapped(to: max(8, width - 4))
    let height = min(body.height, choice.options.count + title.count + 4)
    let room = box(body.centered(Size(width: width, height: height)), title: "Choose")
    for (index, line) in title.enumerated() { put(line, in: room.row(index), Style(.text, .bold)) }
    let list = room.droppingTop(title.count + 1)
    let window = ListWindow(total: choice.options.count, room: list.height, selection: choice.selection)
    for (row, index) in window.range.enumerated() {
      let option = choice.options[index]
      let isSelected = index == choice.selection
      var line = StyledText(isSelected ? "> " : "  ", Style(.accent, .bold))
      line.add("\(index + 1) ", .dim)
      line.add(option.label, isSelected ? Style(.text, .bold) : .text)
      line.add("   ")
      line.add(option.detail, .dim)
      put(line, in: list.row(row))
    }
  }

  private mutating func confirmation(_ confirmation: Confirmation, in body: Rect) {
    let width = min(body.width - 4, 66)
    let lines = confirmation.question.wrapped(to: max(8, width - 4))
    let room = box(body.centered(Size(width: width, height: lines.count + 4)), title: "Sure?")
    for (index, line) in lines.enumerated() { put(line, in: room.row(index), Style(.text, .bold)) }
    put("Enter or y: yes     any other key: no", in: room.row(lines.count + 1), .dim)
  }

  /// The command exactly as it will run, who runs it where, how it can be undone.
  private mutating func runConfirmation(_ confirmation: RunConfirmation, _ state: State, in body: Rect) {
    let width = min(body.width - 2, 100)
    let inner = max(8, width - 4)
    let script = SafeText.lines(untrusted: Array(confirmation.script.utf8)).flatMap {
      $0.hardWrapped(to: inner - 2)
    }
    let height = min(body.height, script.count + (confirmation.approval == nil ? 8 : 9))
    let room = box(body.centered(Size(width: width, height: height)), title: "Run this?")
    put("\(confirmation.title)", in: room.row(0), Style(.text, .bold))
    let list = room.droppingTop(2)
    for (index, line) in script.prefix(max(1, room.height - 6)).enumerated() {
      put(StyledText(index == 0 ? "$ " : "  ", .dim).adding(line, Style(.accent, .bold)), in: list.row(index))
    }
    let after = room.droppingTop(min(room.height - 3, script.count + 3))
    let again: SafeText = confirmation.every.map { ", every \($0.configText) until it is as expected" } ?? ""
    put(
      "as \(state.actor.login) on \(state.actor.host), stopped after \(confirmation.timeout.configText)\(again)",
      in: after.row(0), .dim)
    switch confirmation.danger {
    case .read: put("It only reads. Enter runs it.", in: after.row(1))
    case .write, .destructive:
      let word = confirmation.word ?? ""
      let warning: SafeText = confirmation.danger == .destructive ? "It DESTROYS. " : "It changes things. "
      let used = put(
        StyledText(warning, Style(.warning, .bold)).adding("Type \(word) and Enter: "), in: after.row(1))
      field(
        confirmation.field, in: after.row(1).inset(left: used), isActive: !confirmation.asksApprover,
        Style(.accent, .bold))
    }
    if let approval = confirmation.approval {
      let used = put(StyledText("Who agreed to it (\(approval.role)): "), in: after.row(2))
      field(
        approval.field, in: after.row(2).inset(left: used), isActive: confirmation.asksApprover,
        Style(.accent, .bold))
    }
    if let problem = confirmation.problem { put(problem, in: after.row(3), Style(.warning, .bold)) }
  }

  private mutating func line(_ mark: SafeText, _ text: TextField, in row: Rect) {
    fill(row)
    put(mark, in: row.inset(left: 1), Style(.accent, .bold))
    field(text, in: row.inset(left: 2, right: 1), isActive: true)
  }

  private mutating func commandLine(_ line: CommandLine, _ state: State, in body: Rect, row: Rect) {
    self.line(":", line.field, in: row)
    let matches = line.matches(on: state.screen.kind)
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
      case .available: text.add(match.explanation, .dim)
      case .unavailable(let reason): text.add(reason, Style(.warning))
      }
      put(text, in: list.row(index))
    }
  }
}

extension Dialog {
  /// The keys of a dialog for the footer.
  var keys: [(SafeText, SafeText)] {
    switch self {
    case .declare:
      [("Enter", "declare"), ("1 2 3", "severity"), ("a-i", "tick"), ("Tab", "next"), ("Esc", "leave")]
    case .prompt(let prompt):
      [("Enter", prompt.active + 1 < prompt.fields.count ? "next" : "save"), ("Esc", "leave, text is kept")]
        + (prompt.purpose.isLongText ? [("Ctrl-E", "editor")] : [])
    case .confirmRun(let run):
      [("Enter", run.word == nil ? "run" : "run, after the word"), ("Ctrl-Y", "copy"), ("Esc", "leave")]
    case .choice: [("Enter", "take"), ("1-9", "select"), ("Esc", "leave")]
    case .confirm: [("Enter", "yes"), ("Esc", "no")]
    case .update:
      [
        ("Ctrl-S", "send"), ("Tab", "next field"), ("Ctrl-E", "editor"), ("Ctrl-Y", "copy"),
        ("Alt-1", "channel on/off"), ("Esc", "keep and leave"),
      ]
    case .filter: [("Enter", "keep"), ("Esc", "show all")]
    case .commandLine: [("Enter", "take"), ("Tab", "next"), ("Esc", "leave")]
    }
  }
}

extension Prompt {
  var title: SafeText {
    switch purpose {
    case .note: "Note"
    case .complete, .override: "Step done"
    case .putOff: "Put the step off"
    case .skip: "Skip the step"
    case .fail: "Step failed"
    case .decide: "Decision"
    case .snooze: "Put the update off"
    case .lowerSeverity: "Lower the severity"
    case .correct: "Correct a line"
    case .retract: "Take a line back"
    case .postmortem: "Postmortem"
    case .followup: "Follow-up"
    case .variables: "Before the playbook starts"
    }
  }
}
