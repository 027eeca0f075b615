/// The text of the event that `corrects` names was taken out of the record, with its salt.
///
/// The chain covers a salted commitment of each text and not the text, so it holds as before; that this event stands
/// in the chain is what tells a removal from a theft.
package struct Redaction: Sendable, Equatable, Codable {
  package var reason: String
  /// The fields of the event without any text in them, as JSON: what it still says; nil where nothing is left.
  package var remains: String?

  package init(reason: String, remains: String?) {
    self.reason = reason
    self.remains = remains
  }

  /// The redaction of an event with this body.
  package init(of body: EventBody, reason: String) {
    self.reason = reason
    remains = body.withoutText.flatMap { try? $0.encoded() }
      .map { String(decoding: $0.payload, as: UTF8.self) }
  }

  /// What stands where text stood.
  package static let mark = "[removed]"

  /// The kind of a redaction's event.
  package static let kind = "redacted"

  /// What a redacted event still says.
  func body(of kind: String) -> EventBody {
    guard let remains else { return .removed(RemovedText(kind: kind)) }
    return EventBody(EncodedBody(kind: kind, payload: Array(remains.utf8)))
  }
}

/// An event whose text is not in the record any more.
package struct RemovedText: Sendable, Equatable {
  package var kind: String

  package init(kind: String) { self.kind = kind }
}

/// Which event took the text of another one out, and why.
package struct Removal: Sendable, Equatable {
  /// The redaction's number in the incident, or in the record where it belongs to none.
  package var number: Int64
  package var by: String
  package var reason: String

  /// What is said behind a line whose text is gone.
  package var words: String { "text removed by event \(number), \(by): \(reason)" }
}

extension EventBody {
  /// The same event with nothing in it that a person or another program has written; nil where nothing would be left.
  ///
  /// What stays are numbers, times, choices from a list, and identifiers that come from a file.
  package var withoutText: EventBody? {
    let mark = Redaction.mark
    func hidden(_ text: String?) -> String? { text.map { _ in mark } }
    switch self {
    case .declared(let body):
      return .declared(
        Declared(
          title: mark, severity: body.severity, suggested: body.suggested, triggers: [],
          services: body.services))
    case .severitySet(var body):
      body.reason = hidden(body.reason)
      return .severitySet(body)
    case .stateSet(let body): return .stateSet(StateChange(to: body.to, reason: hidden(body.reason)))
    case .milestone(let body): return .milestone(Milestone(kind: body.kind, basis: hidden(body.basis)))
    case .role(let body): return .role(RoleChange(kind: body.kind, role: body.role, person: mark))
    case .step(var body):
      (body.title, body.text) = (mark, hidden(body.text))
      return .step(body)
    case .decisionTaken(let body):
      return .decisionTaken(
        Decision(
          step: body.step, question: mark, option: body.option, label: mark, reason: hidden(body.reason)))
    case .timer(var body):
      (body.title, body.reason) = (mark, hidden(body.reason))
      return .timer(body)
    case .comms(var body):
      body.text = hidden(body.text)
      body.fields = body.fields.map {
        UpdateFields(happened: mark, impacted: mark, doing: mark, nextUpdateAt: $0.nextUpdateAt)
      }
      return .comms(body)
    case .update(let body):
      return .update(UpdateClock(kind: body.kind, dueAt: body.dueAt, reason: hidden(body.reason)))
    case .serviceChanged(var body):
      body.because = mark
      return .serviceChanged(body)
    case .commandRun(var body):
      (body.command, body.output) = (mark, hidden(body.output))
      return .commandRun(body)
    case .note(let body): return .note(Note(text: mark, step: body.step))
    case .correction(var body):
      body.text = hidden(body.text)
      if body.reason != Correction.undone { body.reason = hidden(body.reason) }
      return .correction(body)
    case .followup(let body):
      return .followup(
        FollowupChange(
          kind: body.kind, followup: body.followup, text: mark, owner: hidden(body.owner),
          purpose: body.purpose))
    case .postmortemLine(let body): return .postmortemLine(PostmortemLine(line: body.line, text: mark))
    case .signal(var body):
      body.text = mark
      return .signal(body)
    case .suppression(var body):
      body.reason = hidden(body.reason)
      return .suppression(body)
    case .relation(var body):
      (body.name, body.reason) = (mark, hidden(body.reason))
      return .relation(body)
    case .drillInject(var body):
      (body.from, body.text) = (mark, mark)
      return .drillInject(body)
    case .drillRating(var body):
      (body.title, body.text) = (mark, hidden(body.text))
      return .drillRating(body)
    case .pin, .clockJump: return self
    // A playbook without its text can't be run; a link without its address leads nowhere.
    case .playbookStarted, .link, .redaction, .removed, .unknown: return nil
    }
  }
}
