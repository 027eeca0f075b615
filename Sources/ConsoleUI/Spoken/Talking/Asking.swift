import Cells
import ConsoleCore
import Domain
import PlaybookEngine

extension Prompt {
  /// The field that is to be filled, with what stands in it.
  var question: Conversation.Question {
    let field = fields[active]
    var lines: [SafeText] = problem.map { [$0] } ?? []
    let place: SafeText = fields.count > 1 ? " (\(active + 1) of \(fields.count))" : ""
    let editor: SafeText = purpose.isLongText && !field.field.isEmpty ? "; editor opens yours" : ""
    if active == 0, problem == nil, title != field.label { lines.append(title) }
    lines.append(asked(field.label + place + editor, field.field.text))
    return Conversation.Question(id: "\(purpose) \(active) \(problem?.string ?? "")", lines: lines)
  }

  func keys(for text: String) -> [Key] {
    switch text {
    case "": [.enter]
    case "<": active == 0 ? [] : [.backTab]
    case "editor" where purpose.isLongText: [.control("e")]
    default: replacing(with: text) + [.enter]
    }
  }
}

extension Choice {
  /// The options by number, with the one that Enter takes.
  var question: Conversation.Question {
    let lines = options.enumerated().map { index, option in
      "\(index + 1) \(option.label)\(option.detail.isEmpty ? "" : ": ")\(option.detail)" as SafeText
    }
    return Conversation.Question(
      id: "choice \(title)",
      lines: [title] + lines + ["a number [\(selection + 1) \(options[selection].label)]"])
  }

  /// The keys that go to the meant option and take it; a word is the beginning of one option's label.
  func keys(for text: String) -> ([Key], [SafeText]) {
    guard !text.isEmpty else { return ([.enter], []) }
    let wanted = text.lowercased()
    let begun = options.indices.filter { options[$0].label.string.lowercased().hasPrefix(wanted) }
    guard let place = Int(text).map({ $0 - 1 }) ?? (begun.count == 1 ? begun.first : nil),
      options.indices.contains(place)
    else { return ([], ["\(text) is none of them; a number from 1 to \(options.count), or a dot to leave"]) }
    let distance = place - selection
    return (Array(repeating: distance > 0 ? .down : .up, count: abs(distance)) + [.enter], [])
  }
}

extension Confirmation {
  func question(_ state: State) -> Conversation.Question {
    let facts = detail.map { line in line.label + ": " + line.text }
    return Conversation.Question(id: "confirm \(answer)", lines: facts + [question + " yes or no [no]"])
  }
}

extension RunConfirmation {
  /// The command exactly as it will run, who runs it where, how it can be undone, and what must be typed for it.
  func question(_ state: State) -> Conversation.Question {
    let asksForApprover = approval != nil && (asksApprover || word == nil)
    var lines: [SafeText] = problem.map { [$0] } ?? []
    if !asksApprover, problem == nil { lines += facts(state) }
    if asksForApprover, let approval {
      lines.append(asked("who agreed to it (\(approval.role))?", approval.field.text))
    } else if let word {
      let danger: SafeText = danger == .destructive ? "It DESTROYS." : "It changes things."
      lines.append("\(danger) Type \(word) to run it, a dot leaves.")
    } else {
      lines.append("It only reads. Enter runs it, a dot leaves [run]")
    }
    return Conversation.Question(
      id: "run \(step) \(asksForApprover) \(problem?.string ?? "")", lines: lines)
  }

  private func facts(_ state: State) -> [SafeText] {
    let script = SafeText.lines(untrusted: Array(shown.utf8))
    let again: SafeText = every.map { ", every \($0.spokenText) until it is as expected" } ?? ""
    var lines: [SafeText] = script.count == 1 ? ["this will run: \(script[0])"] : ["this will run:"] + script
    lines.append(
      "as \(state.place.runsAs ?? state.actor.login) on \(state.actor.host), stopped after \(timeout.spokenText)\(again)"
    )
    if let rollback = state.run?[step].flatMap({ state.rollback(of: $0.step) }) {
      lines.append("rollback: \(rollback)")
    }
    return lines
  }

  func keys(for text: String) -> ([Key], [SafeText]) {
    if text == "copy" { return ([.control("y")], []) }
    if approval != nil, asksApprover || word == nil {
      let name = text.isEmpty ? [] : [.end, .control("u")] + characters(of: text)
      return ((asksApprover ? [] : [.tab]) + name + [.enter], [])
    }
    guard let word else {
      if text == "no" { return ([.escape], []) }
      return ["", "y", "yes", "run"].contains(text)
        ? ([.enter], []) : ([], ["Enter runs it, a dot leaves"])
    }
    // Whoever has to agree is asked for once the word is right.
    let asksNext = text == word && approval != nil
    return ([.end, .control("u")] + characters(of: text) + [asksNext ? .tab : .enter], [])
  }

  /// Letter by letter: a paste never answers a confirmation.
  private func characters(of text: String) -> [Key] { text.map { .character($0) } }
}
