import FoundationEssentials
import PlaybookEngine
package import Cells
import Domain

extension State {
  /// Opens the prompt that a purpose asks for.
  mutating func openPrompt(_ purpose: Prompt.Purpose, label: SafeText? = nil, text: String = "") -> [Effect] {
    var fields = [Prompt.Field(label: label ?? purpose.label, field: TextField(text), isRequired: true)]
    if purpose == .snooze {
      fields = [Prompt.Field(label: "Put off by", field: TextField("10m"), isRequired: true), fields[0]]
    }
    if case .putOff = purpose {
      fields.append(
        Prompt.Field(label: "Until (2026-12-01, or +5d)", field: TextField("+1d"), isRequired: true))
    }
    return open(Prompt(purpose: purpose, fields: fields))
  }

  /// Opens a prompt with what was typed for it before.
  mutating func open(_ prompt: Prompt) -> [Effect] {
    var prompt = prompt
    let left = drafts[draftKey(of: prompt.purpose)] ?? []
    if left.count == prompt.fields.count {
      for index in left.indices { prompt.fields[index].field = left[index] }
    }
    dialog = .prompt(prompt)
    return []
  }

  private func draftKey(of purpose: Prompt.Purpose) -> DraftKey {
    let changing = purpose == .followup ? postmortem.changing.map { " \($0)" } ?? "" : ""
    return DraftKey(purpose: purpose.name + changing, incident: focus)
  }

  mutating func press(_ key: Key, in prompt: Prompt) -> [Effect] {
    var prompt = prompt
    prompt.problem = nil
    switch key {
    case .escape:
      keepDraft(of: prompt)
      dialog = nil
      return []
    case .control("e") where prompt.purpose.isLongText:
      return [.edit(prompt.purpose.editPurpose(focus), text: prompt.fields[0].field.text)]
    case .tab, .down: prompt.active = (prompt.active + 1) % prompt.fields.count
    case .backTab, .up: prompt.active = (prompt.active + prompt.fields.count - 1) % prompt.fields.count
    case .enter where prompt.active + 1 < prompt.fields.count: prompt.active += 1
    case .enter: return accept(prompt)
    default: _ = prompt.fields[prompt.active].field.take(key)
    }
    dialog = .prompt(prompt)
    return []
  }

  private mutating func keepDraft(of prompt: Prompt) {
    let key = draftKey(of: prompt.purpose)
    let isTyped = prompt.fields.contains { $0.field.text != $0.given && !$0.field.trimmed.isEmpty }
    guard isTyped else {
      drafts[key] = nil
      return
    }
    drafts[key] = prompt.fields.map(\.field)
    hint("what you typed is kept until you come back")
  }

  private mutating func accept(_ prompt: Prompt) -> [Effect] {
    var prompt = prompt
    if let missing = prompt.fields.firstIndex(where: { $0.isRequired && $0.field.trimmed.isEmpty }) {
      prompt.active = missing
      prompt.problem = "this can't stay empty; \(keys.leaving) leaves"
      dialog = .prompt(prompt)
      return []
    }
    if let long = prompt.fields.firstIndex(where: \.field.isTooLong) {
      prompt.active = long
      prompt.problem = prompt.fields[long].field.longWords
      dialog = .prompt(prompt)
      return []
    }
    switch answer(prompt.purpose, prompt.fields.map(\.field.trimmed)) {
    case .failure(let refusal):
      prompt.problem = refusal.reason
      dialog = .prompt(prompt)
      return []
    case .success(let effects):
      if case .prompt(let shown)? = dialog, shown.purpose == prompt.purpose { dialog = nil }
      drafts[draftKey(of: prompt.purpose)] = nil
      return effects
    }
  }

  /// Does what the answered question was asked for.
  private mutating func answer(_ purpose: Prompt.Purpose, _ texts: [String]) -> Result<
    [Effect], PromptRefusal
  > {
    let text = texts[0]
    switch purpose {
    case .note(let step):
      guard let focus else { return .success([]) }
      return .success(record([.note(Note(text: text, step: step))], in: focus))
    case .complete(let step): return unlessRefused(run?.complete(step, value: text, at: now)) { $0.take($1) }
    case .skip(let step): return unlessRefused(skipped(step, reason: text)) { $0.take($1) }
    case .fail(let step):
      return unlessRefused(run?.fail(step, reason: text, at: now)) { state, _ in
        state.fail(step, reason: text)
      }
    case .override(let step): return unlessRefused(run?.override(step, reason: text, at: now)) { $0.take($1) }
    case .putOff(let step): return deferStep(step, owner: text, due: texts[1])
    case .decide(let step, let option):
      return unlessRefused(run?.choose(step, option: option, reason: text, at: now)) { state, _ in
        state.decide(step, option: option, reason: text)
      }
    case .snooze: return snooze(by: text, reason: texts[1])
    case .lowerSeverity(let severity): return .success(set(severity, reason: text))
    case .correct(let id): return correct(id, text: text, time: texts[1], reason: texts[2])
    case .retract(let id):
      return .success(take(back: [id], reason: text))
    case .redact(let id): return redact(id, reason: text, word: texts[1])
    case .postmortem(let line):
      guard let focus else { return .success([]) }
      return .success(record([.postmortemLine(PostmortemLine(line: line, text: text))], in: focus))
    case .followup: return saveFollowup(text: text, owner: texts[1], due: texts[2], kind: texts[3])
    case .handOver: return offerCommand(to: text)
    case .variables(let playbook): return openPlaybook(playbook, answers: texts)
    }
  }

  /// Does what the step machine agrees to; what it refuses stays in the prompt, with the reason.
  private mutating func unlessRefused(
    _ decided: Result<[EventBody], StepRefusal>?,
    _ body: (inout State, Result<[EventBody], StepRefusal>?) -> [Effect]
  ) -> Result<[Effect], PromptRefusal> {
    if case .failure(let refusal)? = decided { return .failure(PromptRefusal("\(refusal.words)")) }
    return .success(body(&self, decided))
  }

  private mutating func snooze(by text: String, reason: String) -> Result<[Effect], PromptRefusal> {
    guard let delay = Duration(configText: text), delay > .zero else {
      return .failure(PromptRefusal("the delay reads 10m or 1h"))
    }
    guard let incident else { return .success([]) }
    let due = max(now, incident.nextUpdateAt ?? now) + delay
    let clock = UpdateClock(kind: .snoozed, dueAt: due, reason: reason)
    return .success(record([.update(clock)], in: incident.id))
  }
}

extension Prompt.Purpose {
  /// The question in a word or two.
  package var label: SafeText {
    switch self {
    case .note: "Note"
    case .complete: "What did you see?"
    case .skip: "Why is it skipped?"
    case .fail: "What failed?"
    case .override: "Not as expected. Done all the same: why?"
    case .putOff: "Who does it later?"
    case .decide: "Reason, and what is new"
    case .snooze: "Reason"
    case .lowerSeverity(let severity): "Why is it only \(severity.word)?"
    case .correct: "Text"
    case .retract: "Why is it taken back?"
    case .redact: "Why must it go? Never the text itself"
    case .postmortem(let line): "\(line.rawValue.capitalized)"
    case .followup: "Follow-up"
    case .handOver: "To whom? Their login"
    case .variables: "Playbook"
    }
  }

  /// True where the text may want an editor.
  package var isLongText: Bool {
    switch self {
    case .note, .postmortem: true
    case .complete, .skip, .fail, .override, .putOff, .decide, .snooze, .lowerSeverity, .correct, .retract,
      .redact, .followup, .handOver, .variables:
      false
    }
  }

  fileprivate func editPurpose(_ incident: IncidentID?) -> EditPurpose {
    if case .postmortem(let line) = self, let incident { return .postmortemLine(incident, line) }
    return .note
  }

  /// What a draft is kept under.
  var name: String {
    switch self {
    case .note: "note"
    case .complete(let step): "complete \(step)"
    case .skip(let step): "skip \(step)"
    case .fail(let step): "fail \(step)"
    case .override(let step): "override \(step)"
    case .putOff(let step): "put off \(step)"
    case .decide(let step, let option): "decide \(step) \(option)"
    case .snooze: "snooze"
    case .lowerSeverity: "severity"
    case .correct(let id): "correct \(id)"
    case .retract(let id): "retract \(id)"
    case .redact(let id): "redact \(id)"
    case .postmortem(let line): "postmortem \(line.rawValue)"
    case .followup: "follow-up"
    case .handOver: "hand over"
    case .variables(let playbook): "variables \(playbook)"
    }
  }
}
