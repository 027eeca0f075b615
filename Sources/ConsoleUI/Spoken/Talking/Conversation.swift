package import Cells
package import ConsoleCore

/// One person's side of a console that is used by lines: what a typed line means now, and what is asked next.
///
/// It decides nothing: every line becomes keys and commands that the full screen takes as well, so both do the same.
package struct Conversation: Sendable {
  var declaring = Declaring()
  var updating = Updating()

  package init() {}

  /// A question that waits for a line.
  package struct Question: Sendable, Equatable {
    /// The same as long as the same thing is asked.
    package var id: String
    package var lines: [SafeText]
  }

  /// What is said to a line at once, and what is read once everything that it started has come back.
  package struct Reply: Sendable, Equatable {
    package var lines: [SafeText] = []
    package var reading: Reading?
  }

  /// What is asked now; nil where any command can be typed.
  package mutating func question(in state: State) -> Question? {
    declaring.follow(state.dialog)
    updating.follow(state.dialog)
    switch state.dialog {
    case .declare(let form): return declaring.question(form, state)
    case .update(let draft): return updating.question(draft, state)
    case .prompt(let prompt): return prompt.question
    case .choice(let choice): return choice.question
    case .confirm(let confirmation): return confirmation.question(state)
    case .confirmRun(let confirmation): return confirmation.question(state)
    case .filter(let field):
      return Question(id: "filter", lines: [asked("filter: only what has these letters", field.text)])
    case .commandLine: return Question(id: "command", lines: ["which command? help tells all"])
    case .firstHints, nil: return nil
    }
  }

  /// True for a line that stops a command which runs: it can't wait until that has ended.
  package static func stopsRun(_ line: String, in state: State) -> Bool {
    guard state.dialog == nil, case .command(.cancelRun, _, _) = Order(cleaned(line), state) else {
      return false
    }
    return true
  }

  /// Takes a line: an answer where something is asked, else a command.
  package mutating func hear(_ line: String, look: () -> State, act: ([Action]) -> Void) -> Reply {
    let text = Self.cleaned(line)
    _ = question(in: look())
    switch look().dialog {
    case .commandLine, .firstHints:
      act([.keyPressed(.escape)])
      return hear(line, look: look, act: act)
    case nil: return command(text, look: look, act: act)
    case let dialog?:
      guard text != "?" else { return Reply(lines: [Self.ways]) }
      let (keys, lines) = answer(text, to: dialog, look())
      act(keys.map(Action.keyPressed))
      let isFiltered = if case .filter = dialog { look().dialog == nil } else { false }
      return Reply(lines: lines, reading: isFiltered ? .screen : nil)
    }
  }

  private mutating func command(_ text: String, look: () -> State, act: ([Action]) -> Void) -> Reply {
    let state = look()
    if text == ".", state.tour != nil {
      act([.keyPressed(.escape)])
      return Reply()
    }
    switch Order(text, state) {
    case .nothing: return Reply()
    case .reading(let reading): return Reply(reading: reading)
    case .unknown(let words): return Reply(lines: [words])
    case .line(let index):
      let screen = state.screen
      act([.pointed(.line(index))])
      return Reply(reading: look().screen == screen ? .selection : .screen)
    case .step(let index):
      act([.commandNamed(.showIncident), .pointed(.line(index))])
      return Reply(reading: .step)
    case .command(let command, let steps, let rest):
      let wasAvailable = state.availability(of: command).isAvailable
      act(steps + [.commandNamed(command)])
      guard !rest.isEmpty, wasAvailable else {
        return Reply(reading: wasAvailable ? command.reading : nil)
      }
      switch look().dialog {
      case nil:
        return Reply(
          lines: ["\(command.rawValue) takes no words; \(rest) was not used"], reading: command.reading)
      // What is asked has to be heard before it is answered.
      case .confirm, .confirmRun: return Reply()
      case .declare(let form) where !form.title.trimmed.isEmpty:
        return hear("title \(rest)", look: look, act: act)
      case .declare, .prompt, .choice, .update, .filter, .commandLine, .firstHints:
        return hear(rest, look: look, act: act)
      }
    }
  }

  /// The keys that answer a dialog, and what is said where the line can't be an answer.
  private mutating func answer(_ text: String, to dialog: Dialog, _ state: State) -> ([Key], [SafeText]) {
    guard text != "." else { return ([.escape], []) }
    switch dialog {
    case .declare(let form): return declaring.answer(text, form, state)
    case .update(let draft): return updating.answer(text, draft, state)
    case .prompt(let prompt): return (prompt.keys(for: text), [])
    case .choice(let choice): return choice.keys(for: text)
    case .confirm: return (["y", "yes"].contains(text.lowercased()) ? [.enter] : [.escape], [])
    case .confirmRun(let confirmation): return confirmation.keys(for: text)
    case .filter: return (text.isEmpty ? [.enter] : replacing(with: text) + [.enter], [])
    case .commandLine, .firstHints: return ([.escape], [])
    }
  }

  static let ways: SafeText =
    "Enter keeps what stands in brackets, a minus empties it, < goes back, a dot leaves and keeps what was typed; in long texts the word editor opens yours"

  /// A line without what a keyboard may have put there unasked, as arrows do.
  private static func cleaned(_ line: String) -> String {
    let kept = line.unicodeScalars.map { scalar in
      scalar == "\t" ? " " : scalar
    }.filter { $0.properties.generalCategory != .control }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: kept)
    return TextField(String(text)).trimmed
  }
}

/// The keys that put a text in the place of what stands in a field; a minus alone empties it.
func replacing(with text: String) -> [Key] {
  [.end, .control("u")] + (text == "-" ? [] : [.paste(text)])
}

/// A question with what Enter keeps.
func asked(_ question: SafeText, _ standing: String) -> SafeText {
  standing.isEmpty ? question : "\(question) [\(standing)]"
}
