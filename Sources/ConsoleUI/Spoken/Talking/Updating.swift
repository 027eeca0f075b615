import Cells
import Comms
import ConsoleCore
import Domain
import Settings

/// Where the talk about an update is: at one of its fields, which the form knows, or at the question whether to send it.
struct Updating: Sendable {
  private var isAsked = false

  mutating func follow(_ dialog: Dialog?) {
    guard case .update(let draft)? = dialog else {
      self = Updating()
      return
    }
    if draft.problem != nil { isAsked = false }
  }

  func question(_ draft: UpdateDraft, _ state: State) -> Conversation.Question {
    var lines: [SafeText] = draft.problem.map { [$0] } ?? []
    if isAsked {
      lines +=
        channels(draft, state) + ["send sends it, show reads it, < goes back, a dot keeps it for later"]
    } else {
      let number = (state.incident?.updates.count ?? 0) + 1
      if draft.active == 0, draft.problem == nil {
        lines.append("update \(number), four questions; Enter keeps what stands there, send sends at once")
      }
      lines.append(asked(Self.labels[draft.active], draft[field: draft.active].text))
    }
    return Conversation.Question(
      id: "update \(isAsked) \(draft.active) \(draft.problem?.string ?? "")", lines: lines)
  }

  private static let labels: [SafeText] = [
    "what happened?", "what is impacted, and what is not?", "what is being done?",
    "next update at? UTC, or +20m; a minus for the last one",
  ]

  /// Where it goes, and what is known of each way.
  private func channels(_ draft: UpdateDraft, _ state: State) -> [SafeText] {
    guard !state.settings.channels.isEmpty else {
      return ["no channel is configured; it will be read here, to be copied"]
    }
    return state.settings.channels.enumerated().map { index, channel in
      let isOut: SafeText = draft.leftOut.contains(channel.id) ? ", left out" : ""
      let down = channel.needs.compactMap { state.board.status(of: $0) }.first { $0.state == .down }
      let warning: SafeText = down.map { ", needs \($0.service), which is DOWN" } ?? ""
      return "\(index + 1) goes to \(channel.id)\(isOut)\(warning)"
    } + ["a number leaves a channel out or takes it in"]
  }

  mutating func answer(_ text: String, _ draft: UpdateDraft, _ state: State) -> ([Key], [SafeText]) {
    switch text {
    case "send": return ([.control("s")], [])
    case "copy": return ([.control("y")], [])
    case "editor": return ([.control("e")], [])
    case "show": return ([], preview(draft, state))
    case "<":
      defer { isAsked = false }
      return (isAsked || draft.active == 0 ? [] : [.backTab], [])
    default: return isAsked ? channel(text, state) : field(text, draft)
    }
  }

  private mutating func field(_ text: String, _ draft: UpdateDraft) -> ([Key], [SafeText]) {
    let isLast = draft.active + 1 == UpdateDraft.fieldCount
    if isLast { isAsked = true }
    let typed = text.isEmpty ? [] : replacing(with: text)
    return (typed + (isLast ? [] : [.tab]), [])
  }

  private func channel(_ text: String, _ state: State) -> ([Key], [SafeText]) {
    guard let number = Int(text), (1...max(1, min(9, state.settings.channels.count))).contains(number) else {
      return ([], text.isEmpty ? [] : ["\(text) is no answer here"])
    }
    return ([.alt(Character("\(number)"))], [])
  }

  /// The update as people will read it, or why it can't be sent.
  private func preview(_ draft: UpdateDraft, _ state: State) -> [SafeText] {
    switch state.fields(of: draft) {
    case .failure(let problem): return [problem.words]
    case .success(let fields):
      let number = (state.incident?.updates.count ?? 0) + 1
      return SafeText.lines(untrusted: state.rendering(fields, number: number, for: nil))
    }
  }
}
