import Cells
import ConsoleCore
import Domain
import PlaybookEngine

/// Where the talk about a declaration is: the whole of it, or one of its questions.
struct Declaring: Sendable {
  private var question = Part.whole
  /// All questions are gone through, not one alone.
  private var isWalking = false
  private var isOpen = false

  enum Part: String, Sendable, CaseIterable {
    case whole, title, severity, triggers, impact, playbook
  }

  /// Begins anew with each form, and with the title where there is none.
  mutating func follow(_ dialog: Dialog?) {
    guard case .declare(let form)? = dialog else {
      self = Declaring()
      return
    }
    if !isOpen {
      isOpen = true
      question = .whole
    }
    if form.title.trimmed.isEmpty { question = .title }
  }

  func question(_ form: Declaration, _ state: State) -> Conversation.Question {
    let problem: [SafeText] = form.problem.map { [$0] } ?? []
    return Conversation.Question(
      id: "declare \(question) \(form.problem?.string ?? "")", lines: problem + lines(form, state))
  }

  private func lines(_ form: Declaration, _ state: State) -> [SafeText] {
    switch question {
    case .whole: whole(form, state)
    case .title: [asked("declare: what is broken?", form.title.text)]
    case .severity:
      [asked("how bad, 1, 2 or 3? Unsure: the higher one", form.severity.word)]
    case .triggers:
      form.shown.enumerated().map { index, trigger in
        let mark: SafeText = trigger.isTicked ? "ticked" : "not ticked"
        let sensed: SafeText = trigger.isSensed ? ", true now" : ""
        return "\(String(Declaration.letters[min(index, 8)])) \(trigger.text): \(mark)\(sensed)"
      } + ["letters tick or untick; Enter goes on"]
    case .impact:
      [
        asked(
          "impact began \(form.impactStart?.timeText ?? "") UTC, \(form.impactBasis): yes or no?",
          form.acceptsImpactStart ? "yes" : "no")
      ]
    case .playbook:
      form.playbooks.enumerated().map { index, id in "\(index + 1) \(name(of: id, state))" as SafeText }
        + ["a number [\(form.playbook + 1) \(name(of: form.chosenPlaybook, state))]"]
    }
  }

  private func whole(_ form: Declaration, _ state: State) -> [SafeText] {
    var lines: [SafeText] = ["declare \(form.severity.word): \(form.title.trimmed)"]
    let ticked = form.shown.filter(\.isTicked).map(\.text)
    if !ticked.isEmpty { lines.append("because: \(ticked.joined(separator: "; "))") }
    if let suggested = form.suggested, suggested != form.severity {
      lines.append("what holds now suggests \(suggested.word)")
    }
    if let start = form.impactStart, form.acceptsImpactStart {
      lines.append("impact began \(start.timeText) UTC, \(form.impactBasis)")
    }
    lines.append("playbook: \(name(of: form.chosenPlaybook, state))")
    if !form.services.isEmpty {
      lines.append("services: \(form.services.map(\.rawValue).joined(separator: ", "))")
    }
    return lines + ["Enter declares, change asks one by one, a dot leaves [declare]"]
  }

  private func name(of id: PlaybookID?, _ state: State) -> SafeText {
    guard let id else { return "none" }
    return "\(state.library.playbook(id)?.title ?? id.rawValue)"
  }

  mutating func answer(_ text: String, _ form: Declaration, _ state: State) -> ([Key], [SafeText]) {
    guard question == .whole else {
      if text == "<" { goBack(form) }
      return text == "<" ? ([], []) : answer(question, text, form)
    }
    let word = text.prefix { !$0.isWhitespace }
    let rest = TextField(String(text.dropFirst(word.count))).trimmed
    switch word {
    case "", "y", "yes", "declare": return ([.enter], [])
    case "no": return ([.escape], [])
    case "change":
      isWalking = true
      question = .title
      return ([], [])
    default:
      guard let part = Part(rawValue: word.lowercased()), part != .whole else {
        return ([], ["\(text) is no answer here; title and words say what is broken"])
      }
      isWalking = false
      question = part
      guard !isIdle(form) else {
        question = .whole
        return ([], ["there is nothing to say about it; the timeline takes it later"])
      }
      return rest.isEmpty ? ([], []) : answer(part, rest, form)
    }
  }

  private mutating func answer(_ part: Part, _ text: String, _ form: Declaration) -> ([Key], [SafeText]) {
    let isTicking = part == .triggers && !text.isEmpty
    let (keys, problem) = form.keys(for: text, to: part)
    if problem.isEmpty, !isTicking { goOn(form) }
    return (keys, problem)
  }

  /// To the question before, or from the first one to the whole.
  private mutating func goBack(_ form: Declaration) {
    let parts = Part.allCases
    question = parts[max(0, (parts.firstIndex(of: question) ?? 0) - 1)]
    if isIdle(form) { goBack(form) }
  }

  private mutating func goOn(_ form: Declaration) {
    let parts = Part.allCases
    let next = (parts.firstIndex(of: question) ?? 0) + 1
    question = isWalking && next < parts.count ? parts[next] : .whole
    if isIdle(form) { goOn(form) }
  }

  /// True where there is nothing to answer.
  private func isIdle(_ form: Declaration) -> Bool {
    (question == .triggers && form.shown.isEmpty) || (question == .impact && form.impactStart == nil)
  }
}

extension Declaration {
  /// The triggers of the chosen severity.
  fileprivate var shown: [Trigger] { triggers.filter { $0.severity == severity } }

  /// The keys that go to a line of the form.
  fileprivate func keys(to wanted: Focus) -> [Key] {
    let all = Focus.allCases
    let from = all.firstIndex(of: focus) ?? 0
    let to = all.firstIndex(of: wanted) ?? 0
    return Array(repeating: .tab, count: (to - from + all.count) % all.count)
  }

  fileprivate func keys(for text: String, to part: Declaring.Part) -> ([Key], [SafeText]) {
    guard !text.isEmpty else { return ([], []) }
    switch part {
    case .whole: return ([], [])
    case .title: return (keys(to: .title) + replacing(with: text), [])
    case .severity:
      guard let digit = text.last, ("1"..."3").contains(digit) else { return ([], ["1, 2 or 3"]) }
      return (keys(to: .severity) + [.character(digit)], [])
    case .triggers:
      let letters = text.lowercased().filter { !$0.isWhitespace && $0 != "," }
      let known = Declaration.letters.prefix(shown.count)
      guard letters.allSatisfy({ known.contains($0) }) else {
        return ([], ["letters from a to \(String(known.last ?? "a")), as in: a c"])
      }
      return (keys(to: .severity) + letters.map { .character($0) }, [])
    case .impact:
      let isYes = ["y", "yes"].contains(text.lowercased())
      guard isYes || ["n", "no"].contains(text.lowercased()) else { return ([], ["yes or no"]) }
      return (isYes == acceptsImpactStart ? [] : keys(to: .impact) + [.character(" ")], [])
    case .playbook:
      guard let place = Int(text).map({ $0 - 1 }), playbooks.indices.contains(place) else {
        return ([], ["a number from 1 to \(playbooks.count)"])
      }
      let turns = (place - playbook + playbooks.count) % playbooks.count
      return (keys(to: .playbook) + Array(repeating: .right, count: turns), [])
    }
  }
}
