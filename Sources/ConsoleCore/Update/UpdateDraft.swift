import Settings
package import Cells
package import Comms
package import Domain
package import PlaybookEngine

/// An update while it is being written: four fields, the channels it goes to, and the step that asked for it.
package struct UpdateDraft: Sendable, Equatable {
  package var incident: IncidentID
  package var happened: TextField
  package var impacted: TextField
  package var doing: TextField
  /// Time of day in UTC, or minutes from now as in `+20m`; empty on the last one.
  package var nextUpdate: TextField
  package var active = 0
  /// Channels that it will not go to.
  package var leftOut: Set<ChannelID> = []
  package var step: StepID?
  package var problem: SafeText?
  /// The fields as they were filled in: what nobody touched is filled in anew when the form is opened again.
  var given: [String] = []

  package static let fieldCount = 4

  package subscript(field index: Int) -> TextField {
    get { [happened, impacted, doing, nextUpdate][index] }
    set {
      switch index {
      case 0: happened = newValue
      case 1: impacted = newValue
      case 2: doing = newValue
      default: nextUpdate = newValue
      }
    }
  }
}

extension State {
  /// The clock between updates, as the playbook or the configuration has it.
  package func cadence(for severity: Severity, playbook: Playbook?) -> Cadence {
    playbook?.comms.cadence[severity].map(Cadence.init(planned:)) ?? settings.cadence[severity].map(
      Cadence.init(configured:)) ?? Cadence.standard(for: severity)
  }

  package var currentCadence: Cadence {
    cadence(for: incident?.severity ?? .sev3, playbook: run?.playbook)
  }

  /// When the next update is due after the severity has changed: never later than was promised.
  func promisedUpdate(after severity: Severity, in incident: Incident) -> Timestamp? {
    nextUpdate(
      whenSeverityBecomes: severity, standing: incident.nextUpdateAt,
      lastSent: incident.lastUpdate?.draftedAt,
      declaredAt: incident.declaredAt ?? now, now: now,
      own: [severity: cadence(for: severity, playbook: run?.playbook)])
  }

  mutating func openUpdate() -> [Effect] { openUpdate(for: commsStep?.step, commsStep?.comms) }

  /// Opens the update, filled in from facts and the last one, or as it was left.
  mutating func openUpdate(for step: Step?, _ comms: CommsStep?) -> [Effect] {
    guard let incident else { return [] }
    let fields = prefilledUpdate(
      incident: incident, services: affectedServices, lastUpdate: incident.lastUpdate, now: now,
      cadence: currentCadence)
    let worded = comms.flatMap { run?.playbook.comms.template($0.template) }.map(wording)
    var draft = UpdateDraft(
      incident: incident.id, happened: TextField(worded ?? fields.happened),
      impacted: TextField(fields.impacted),
      doing: TextField(fields.doing), nextUpdate: TextField(fields.nextUpdateAt?.minuteText ?? ""),
      step: step?.id)
    draft.given = (0..<UpdateDraft.fieldCount).map { draft[field: $0].text }
    if let left = updateDrafts[incident.id] { draft.takeUp(left) }
    dialog = .update(draft)
    return []
  }

  /// The comms step that the run is at, which a sent update completes.
  private var commsStep: (step: Step, comms: CommsStep)? {
    guard let current = run?.current, case .comms(let comms) = current.step.kind else { return nil }
    return (current.step, comms)
  }

  /// The playbook's words for an update, without the frame that the rendering puts round them.
  private func wording(of template: CommsPlan.Template) -> String {
    let text = run?.filled(template.text, facts: facts) ?? template.text
    let body = text.hasPrefix("[") ? text.drop { $0 != "]" }.dropFirst() : Substring(text)
    let withoutNext = body.firstRange(of: " Next update ").map { body[..<$0.lowerBound] } ?? body
    return String(withoutNext.drop(while: \.isWhitespace))
  }

  private var affectedServices: [ServiceFact] {
    (incident?.services ?? []).compactMap { id in
      board.status(of: id).map { status in
        ServiceFact(
          name: settings.services.first { $0.id == id }?.title ?? id.rawValue, state: status.state,
          since: status.since, symptom: settings.services.first { $0.id == id }?.explain.symptom)
      }
    }
  }

  mutating func press(_ key: Key, in draft: UpdateDraft) -> [Effect] {
    var draft = draft
    draft.problem = nil
    switch key {
    case .escape:
      updateDrafts[draft.incident] = draft
      dialog = nil
      hint("update kept as it is; \(keys.name(of: .update)) opens it again")
      return []
    case .control("s"): return send(draft)
    case .control("y"): return copy(draft)
    case .control("e"): return [.edit(.update, text: draft.editorText)]
    case .tab, .down, .enter: draft.active = (draft.active + 1) % UpdateDraft.fieldCount
    case .backTab, .up: draft.active = (draft.active + UpdateDraft.fieldCount - 1) % UpdateDraft.fieldCount
    case .alt(let digit):
      if let number = digit.wholeNumberValue { draft.toggle(number - 1, of: settings.channels.map(\.id)) }
    default: _ = draft[field: draft.active].take(key)
    }
    dialog = .update(draft)
    return []
  }

  /// The fields as they would be sent now, or why they can't be.
  package func fields(of draft: UpdateDraft) -> Result<UpdateFields, UpdateProblem> {
    if let long = (0..<UpdateDraft.fieldCount).first(where: { draft[field: $0].isTooLong }) {
      return .failure(UpdateProblem(field: long, words: draft[field: long].longWords))
    }
    guard !draft.happened.trimmed.isEmpty else {
      return .failure(UpdateProblem(field: 0, words: "say what happened"))
    }
    guard !draft.impacted.trimmed.isEmpty else {
      return .failure(UpdateProblem(field: 1, words: "say what is impacted, and what is not"))
    }
    guard !draft.doing.trimmed.isEmpty else {
      return .failure(UpdateProblem(field: 2, words: "say what is being done"))
    }
    var next: Timestamp?
    let typed = draft.nextUpdate.trimmed
    if !typed.isEmpty {
      guard let moment = moment(typed) else {
        return .failure(
          UpdateProblem(
            field: 3, words: "write a coming time like 14:20 (UTC) or +20m; empty for the last update"))
      }
      next = moment
    } else if incident?.isOpen == true, incident?.state != .monitoring {
      return .failure(
        UpdateProblem(field: 3, words: "people wait: say when the next update comes, as 14:20 or +20m"))
    }
    return .success(
      UpdateFields(
        happened: draft.happened.trimmed, impacted: draft.impacted.trimmed, doing: draft.doing.trimmed,
        nextUpdateAt: next))
  }

  /// Reads a coming time of day in UTC, at most half a day away, or a distance from now.
  func moment(_ text: String) -> Timestamp? {
    if text.hasPrefix("+") { return Duration(configText: text.dropFirst()).map { now + $0 } }
    let clock = text.hasSuffix(" UTC") ? String(text.dropLast(4)) : text
    guard clock.count == 5, let today = Timestamp(rfc3339: "\(now.dateText)T\(clock):00Z") else { return nil }
    if today >= now - .minutes(1) { return today }
    // A time that has just passed was not meant for tomorrow: nobody waits a day for an update.
    let tomorrow = today + .hours(24)
    return tomorrow - now <= .hours(12) ? tomorrow : nil
  }

  private mutating func send(_ draft: UpdateDraft) -> [Effect] {
    guard let incident = incidents[draft.incident]?.incident else { return [] }
    var draft = draft
    switch fields(of: draft) {
    case .failure(let problem):
      draft.active = problem.field
      draft.problem = problem.words
      dialog = .update(draft)
      return []
    case .success(let fields):
      dialog = nil
      updateDrafts[draft.incident] = nil
      let message = UniqueID(at: now, using: &dice)
      let number = incident.updates.count + 1
      var bodies: [EventBody] = [
        .comms(CommsEvent(kind: .drafted, message: message, number: number, channel: nil, fields: fields))
      ]
      for channel in settings.channels where !draft.leftOut.contains(channel.id) {
        let text = rendering(fields, number: number, for: channel)
        bodies.append(
          .comms(
            CommsEvent(
              kind: .queued, message: message, number: number, channel: channel.id.rawValue, text: text)))
      }
      if let step = draft.step, let run,
        case .success(let done) = run.complete(step, value: "update \(number)", at: now)
      {
        bodies += done
      }
      // With nowhere to send it to, it goes to where the person can paste it from.
      let copied: [Effect] =
        bodies.contains(where: \.isQueuedUpdate)
        ? []
        : [
          .copy(text: rendering(fields, number: number, for: nil), what: "the update (it goes to no channel)")
        ]
      return record(bodies, in: draft.incident) + copied
    }
  }

  /// The update as one message, before it is rendered for a channel.
  package func message(_ fields: UpdateFields, number: Int) -> UpdateMessage? {
    incident.map {
      UpdateMessage(
        fields: fields, incident: $0, number: number, at: now, head: recordHead, isDemo: place.mode == .demo)
    }
  }

  /// The text that a channel gets; without a channel, as chat reads it.
  package func rendering(_ fields: UpdateFields, number: Int, for channel: Channel?) -> String {
    let message = message(fields, number: number)
    switch channel?.transport {
    case .webhook, nil: return message?.text(for: .chat) ?? ""
    case .file: return message?.text(for: .file) ?? ""
    }
  }

  /// The short form of the record's head, which every update carries outside.
  package var recordHead: String? {
    focus.flatMap { incidents[$0]?.head }.map { ChainHead(of: $0).short }
  }

  private func copy(_ draft: UpdateDraft) -> [Effect] {
    let number = (incident?.updates.count ?? 0) + 1
    let fields = UpdateFields(
      happened: draft.happened.trimmed, impacted: draft.impacted.trimmed, doing: draft.doing.trimmed,
      nextUpdateAt: moment(draft.nextUpdate.trimmed))
    return [.copy(text: rendering(fields, number: number, for: nil), what: "the update")]
  }
}

extension Cadence {
  /// The cadence that a playbook asks for.
  fileprivate init(planned: CommsPlan.Cadence) {
    self.init(
      first: planned.first, every: planned.every, longAfter: planned.longAfter, longEvery: planned.longEvery)
  }
}

extension Cadence {
  /// The cadence that the configuration asks for.
  fileprivate init(configured: CadenceOverride) {
    self.init(
      first: configured.first, every: configured.every, longAfter: configured.longAfter,
      longEvery: configured.longEvery)
  }
}

/// Why an update can't be sent as it is.
package struct UpdateProblem: Error, Sendable {
  package var field: Int
  package var words: SafeText
}

extension UpdateDraft {
  /// Goes on with a form that was left: what was typed there, and where it was to go.
  fileprivate mutating func takeUp(_ left: UpdateDraft) {
    for index in 0..<Self.fieldCount where left[field: index].text != left.given[index] {
      self[field: index] = left[field: index]
    }
    active = left.active
    leftOut = left.leftOut
    step = step ?? left.step
  }

  fileprivate mutating func toggle(_ index: Int, of channels: [ChannelID]) {
    guard channels.indices.contains(index) else { return }
    if leftOut.remove(channels[index]) == nil { leftOut.insert(channels[index]) }
  }

  /// The four fields as they go to a text editor.
  package var editorText: String {
    zip(Self.headings, (0..<Self.fieldCount).map { self[field: $0].text })
      .map { "# \($0)\n\($1)\n" }.joined(separator: "\n")
  }

  /// Reads the four fields back; text before the first heading is dropped, a missing heading keeps its field.
  package mutating func take(editorText: String) {
    var index: Int?
    var collected: [Int: [Substring]] = [:]
    for line in editorText.split(separator: "\n", omittingEmptySubsequences: false) {
      if let heading = Self.headings.firstIndex(where: { line == "# \($0)" }) {
        index = heading
        collected[heading] = []
      } else if let index {
        collected[index, default: []].append(line)
      }
    }
    for (index, lines) in collected {
      let text = lines.map { $0.drop(while: \.isWhitespace) }.filter { !$0.isEmpty }.joined(separator: " ")
      self[field: index] = TextField(text)
    }
  }

  package static let headings = ["What happened", "What is impacted", "What is being done", "Next update at"]
}

extension Place {
  /// The word that stands on everything that leaves, or nil where it is real.
  package var watermark: String? {
    switch mode {
    case .live: nil
    case .demo: "DEMO"
    case .drill: "DRILL"
    }
  }
}

extension EventBody {
  fileprivate var isQueuedUpdate: Bool {
    if case .comms(let event) = self { event.kind == .queued } else { false }
  }
}
