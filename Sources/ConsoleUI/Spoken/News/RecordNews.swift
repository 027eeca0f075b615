import Cells
import ConsoleCore
import Domain
import PlaybookEngine

/// What has come onto the record: what the person did is "saved", what others did says who.
func recordNews(from before: State, to after: State) -> [SafeText] {
  after.incidents.values.sorted { $0.incident.number < $1.incident.number }.flatMap { opened in
    let events = freshEvents(of: opened, before, after)
    let declares = events.contains { if case .declared = $0.body { true } else { false } }
    let teller = Teller(state: after, opened: opened, isDeclaration: declares)
    let lines = events.compactMap(teller.line)
    guard lines.count > Teller.mostLines else { return lines }
    let left = lines.count - Teller.mostLines
    return lines.prefix(Teller.mostLines) + ["and \(left) more lines; timeline reads them"]
  }
}

/// The events that were not there before; of an incident that was only now read, those of one that is new.
private func freshEvents(of opened: OpenedIncident, _ before: State, _ after: State) -> [Event] {
  guard let then = before.incidents[opened.incident.id] else {
    let isNew = opened.incident.declaredAt.map { after.now - $0 < .minutes(1) } ?? false
    return isNew && opened.incident.isOpen ? opened.events.map(\.event) : []
  }
  guard then.events.count != opened.events.count else { return [] }
  if then.missing > 0, let last = then.head?.position.number {
    return opened.events.filter { $0.position.number > last }.map(\.event)
  }
  let known = Set(then.events.map(\.event.id))
  return opened.events.map(\.event).filter { !known.contains($0.id) }
}

/// Words for events of one incident.
private struct Teller {
  let state: State
  let opened: OpenedIncident
  /// The events are those of a declaration, which says most of them itself.
  let isDeclaration: Bool

  static let mostLines = 8

  func line(_ event: Event) -> SafeText? {
    guard let words = words(event) else { return nil }
    let isElsewhere = opened.incident.id != state.focus && !isDeclaration
    let name: SafeText = isElsewhere ? "\(opened.incident.name): " : ""
    return name + who(event) + words.cut(to: 400)
  }

  private func isOwn(_ event: Event) -> Bool { event.actor.login == state.actor.login }

  private func who(_ event: Event) -> SafeText {
    guard event.source == .person else { return "" }
    if case .commandRun = event.body, isOwn(event) { return "" }
    return isOwn(event) ? "saved: " : "\(event.actor.login): "
  }

  private func words(_ event: Event) -> SafeText? {
    switch event.body {
    case .declared(let body): return "\(opened.incident.name) declared, \(body.severity.word): \(body.title)"
    case .stateSet(let body):
      let next: SafeText = body.to == .resolved ? "; postmortem reads the five lines" : ""
      return "\(opened.incident.name) is \(body.to.rawValue)\(next)"
    case .postmortemLine: return event.source == .person ? sentence(event) : nil
    case .playbookStarted(let body):
      let steps: SafeText = opened.run.map { ", \($0.steps.count) steps" } ?? ""
      return "playbook \(body.title)\(steps)"
    case .role(let body): return words(body, event)
    case .step(let body): return words(body, event)
    case .timer(let body): return body.kind == .set || body.kind == .extended ? sentence(event) : nil
    case .comms(let body): return words(body, event)
    case .update(let body): return words(body, event)
    case .commandRun(let body): return words(body, event)
    case .note(let body): return isOwn(event) ? "note" : "note: \(body.text)"
    // The message at the foot of the screen says which line it was.
    case .correction, .pin: return nil
    case .milestone, .serviceChanged, .clockJump: return nil
    case .severitySet, .decisionTaken, .link, .followup, .signal, .suppression, .relation, .drillInject,
      .drillRating, .redaction, .removed, .unknown:
      return sentence(event)
    }
  }

  private func sentence(_ event: Event) -> SafeText { "\(event.body.sentence)" }

  private func words(_ body: RoleChange, _ event: Event) -> SafeText? {
    if isDeclaration, isOwn(event) { return "you are the commander" }
    // The message at the foot of the screen says what to do with an offer.
    if body.kind == .offered, body.person == state.actor.login { return nil }
    return sentence(event)
  }

  private func words(_ body: StepChange, _ event: Event) -> SafeText? {
    let number = opened.run?.steps.firstIndex { $0.id == body.step }.map { $0 + 1 }
    let step: SafeText = number.map { "step \($0)" } ?? "step \(body.title)"
    // Whoever has just typed it need not hear it.
    let isTyped = isOwn(event) && event.source == .person
    let text: SafeText = isTyped ? "" : body.text.map { ": \($0)" } ?? ""
    switch body.kind {
    case .started, .inactive: return nil
    // What a command proved here was said when it ended.
    case .done where event.source == .command && isOwn(event): return nil
    case .done: return body.sensed ? "\(step) saw itself done" : "\(step) done\(text)"
    case .failed: return "\(step) FAILED\(text)"
    case .overridden: return "\(step) done by override\(text)"
    case .skipped: return "\(step) skipped\(text)"
    case .deferred: return "\(step) put off\(text)"
    case .restored: return "\(step) reopened"
    }
  }

  private func words(_ body: CommsEvent, _ event: Event) -> SafeText? {
    switch body.kind {
    case .drafted:
      let next: SafeText =
        body.fields?.nextUpdateAt.map { ", the next is due \($0.minuteText) UTC" } ?? ", the last one"
      return "update \(body.number)\(next)"
    case .queued: return nil
    // The console that sends has said it already.
    case .sent, .failed: return state.isCollecting ? nil : sentence(event)
    }
  }

  private func words(_ body: UpdateClock, _ event: Event) -> SafeText? {
    switch body.kind {
    case .due: return "next update due \(body.dueAt.minuteText) UTC"
    case .overdue: return nil
    case .snoozed: return sentence(event)
    }
  }

  private func words(_ body: CommandRun, _ event: Event) -> SafeText? {
    // The console that runs it tells of its end when it comes.
    let isHere = state.commands[body.run] != nil
    switch body.kind {
    case .started: return event.source == .person ? (isHere ? "running" : sentence(event)) : nil
    case .finished, .cancelled: return isHere || event.source == .playbook ? nil : sentence(event)
    }
  }
}
