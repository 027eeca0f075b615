import PlaybookEngine
import Cells
import Domain

extension State {
  /// Gives a key to the dialog that is open.
  mutating func pressInDialog(_ key: Key) -> [Effect] {
    switch dialog {
    case .declare(let declaration): return press(key, in: declaration)
    case .prompt(let prompt): return press(key, in: prompt)
    case .update(let draft): return press(key, in: draft)
    case .confirmRun(let confirmation): return press(key, in: confirmation)
    case .choice(let choice): return press(key, in: choice)
    case .confirm(let confirmation): return press(key, in: confirmation)
    case .filter(let field): return press(key, in: field)
    case .commandLine(let line): return press(key, in: line)
    case .firstHints, nil: return []
    }
  }

  private mutating func press(_ key: Key, in confirmation: RunConfirmation) -> [Effect] {
    var confirmation = confirmation
    confirmation.problem = nil
    switch key {
    case .escape:
      dialog = nil
      hint("nothing was run")
      return []
    case .enter:
      if let word = confirmation.word, confirmation.field.trimmed != word {
        confirmation.asksApprover = false
        confirmation.problem = "type \(word), then Enter; \(keys.leaving) leaves"
        break
      }
      if let approval = confirmation.approval, let problem = problem(with: approval) {
        confirmation.problem = confirmation.asksApprover ? problem : nil
        confirmation.asksApprover = true
        break
      }
      dialog = nil
      return start(confirmation)
    case .control("y"): return [.copy(text: confirmation.shown, what: "the command")]
    // A paste must never answer a confirmation.
    case .paste: break
    case .tab, .backTab:
      confirmation.asksApprover =
        confirmation.approval != nil && (confirmation.word == nil || !confirmation.asksApprover)
    default:
      if confirmation.asksApprover {
        _ = confirmation.approval?.field.take(key)
      } else if confirmation.word != nil {
        _ = confirmation.field.take(key)
      }
    }
    dialog = .confirmRun(confirmation)
    return []
  }

  private func problem(with approval: RunConfirmation.Approver) -> SafeText? {
    let name = approval.field.trimmed
    if name.isEmpty { return "write who agreed to it (\(approval.role)), then Enter" }
    return approval.isAnother && name == actor.login
      ? "at SEV1 somebody else has to agree: write their name, then Enter" : nil
  }

  private mutating func press(_ key: Key, in choice: Choice) -> [Effect] {
    var choice = choice
    switch key {
    case .escape, .character("q"):
      dialog = nil
      return endPreview(of: choice)
    case .up, .character("k"), .backTab: choice.selection = max(0, choice.selection - 1)
    case .down, .character("j"), .tab: choice.selection = min(choice.options.count - 1, choice.selection + 1)
    case .character(let digit) where choice.options.indices.contains((digit.wholeNumberValue ?? 0) - 1):
      choice.selection = (digit.wholeNumberValue ?? 1) - 1
    case .enter:
      dialog = nil
      return answer(choice.options[choice.selection])
    default: break
    }
    dialog = .choice(choice)
    return preview(choice)
  }

  private mutating func answer(_ option: Choice.Option) -> [Effect] {
    switch option.answer {
    case .state(let state): return set(state)
    case .severity(let severity):
      guard let incident, severity > incident.severity else { return set(severity, reason: nil) }
      return openPrompt(.lowerSeverity(severity))
    case .decision(let step, let option, let needsReason):
      return needsReason
        ? openPrompt(.decide(step, option: option)) : decide(step, option: option, reason: nil)
    case .playbook(let id): return openPlaybook(id)
    case .value(let step, let value): return take(run?.complete(step, value: value, at: now))
    case .theme(let theme): return keep(theme)
    }
  }

  private mutating func press(_ key: Key, in confirmation: Confirmation) -> [Effect] {
    dialog = nil
    guard key == .enter || key == .character("y") else {
      hint("nothing was changed")
      return []
    }
    switch confirmation.answer {
    case .quit: return commands.filter(\.value.isRunning).map { .cancel(run: $0.key) } + [.quit]
    case .resolve: return resolve()
    case .resend: return resendAll()
    case .acceptHandoff: return acceptHandoff()
    case .takeCommand: return becomeCommander()
    case .undo(let event): return undo(event)
    case .bringBack(let event): return bringBack(event)
    case .reopen(let step): return take(run?.restore(step, at: now))
    case .makeRoom: return [.makeRoom]
    }
  }

  private mutating func press(_ key: Key, in field: TextField) -> [Effect] {
    var field = field
    switch key {
    case .escape:
      setFilter("")
      dialog = nil
      return []
    case .enter:
      dialog = nil
      return []
    case .up: return move(.moveUp)
    case .down: return move(.moveDown)
    default: _ = field.take(key)
    }
    setFilter(field.text)
    dialog = .filter(field)
    return screen == .history ? searchTimelines() : []
  }

  private mutating func press(_ key: Key, in line: CommandLine) -> [Effect] {
    var line = line
    let matches = line.matches(in: keys, on: screen.kind)
    switch key {
    case .escape:
      dialog = nil
      return []
    case .up where line.recalled > 0 || (line.field.isEmpty && line.selection == 0):
      line.recall(1, from: commandHistory)
    case .down where line.recalled > 0: line.recall(-1, from: commandHistory)
    case .up, .backTab: line.selection = max(0, line.selection - 1)
    case .down: line.selection = min(max(0, matches.count - 1), line.selection + 1)
    case .tab: line.complete(matches)
    case .enter:
      guard matches.indices.contains(line.selection) else {
        hint("there is no command \(line.field.text); \(keys.name(of: .commandLine)) shows them")
        dialog = nil
        return []
      }
      dialog = nil
      let command = matches[line.selection].command
      commandHistory.removeAll { $0 == command.rawValue }
      commandHistory.append(command.rawValue)
      return perform(command)
    default:
      if line.field.take(key) {
        line.selection = 0
        line.recalled = 0
      }
    }
    dialog = .commandLine(line)
    return []
  }

  /// Takes the text that came back from the person's own editor.
  mutating func edited(_ purpose: EditPurpose, _ result: Result<String, EditFailure>) -> [Effect] {
    switch result {
    case .failure(.noEditor):
      warn("no editor: set EDITOR, as in EDITOR=nano")
      return []
    case .failure(.failed(let why)):
      warn("the editor failed: \(why); your text is as it was")
      return []
    case .success(let text): return take(text, from: purpose)
    }
  }

  private mutating func take(_ text: String, from purpose: EditPurpose) -> [Effect] {
    switch (purpose, dialog) {
    case (.update, .update(var draft)?):
      draft.take(editorText: text)
      dialog = .update(draft)
    case (.note, .prompt(var prompt)?), (.postmortemLine, .prompt(var prompt)?):
      prompt.fields[0].field = TextField(oneParagraph(text))
      dialog = .prompt(prompt)
    default: hint("the editor's text came too late for its field")
    }
    return []
  }

  private func oneParagraph(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }.joined(separator: " ")
  }
}
