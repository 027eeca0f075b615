extension Event {
  /// What a search looks through: the line as people read it, who wrote it, and the texts that the line leaves out.
  ///
  /// May hold text from outside.
  package var searchable: String {
    let parts = [body.sentence, actor.login, actor.onBehalfOf] + body.furtherTexts
    return parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "\n")
  }
}

extension EventBody {
  /// The texts of an event that its sentence does not have.
  fileprivate var furtherTexts: [String?] {
    switch self {
    case .declared(let body): body.services.map(\.rawValue) + body.triggers
    case .playbookStarted(let body): [body.title]
    case .comms(let body):
      [body.text, body.fields?.happened, body.fields?.impacted, body.fields?.doing]
    case .commandRun(let body): [body.output.map { String($0.prefix(Self.outputLength)) }]
    case .correction(let body): [body.text]
    case .postmortemLine(let body): [body.text]
    case .drillInject(let body): [body.text]
    case .drillRating(let body): [body.text]
    case .severitySet, .stateSet, .milestone, .role, .step, .decisionTaken, .timer, .update, .serviceChanged,
      .note, .link, .pin, .followup, .clockJump, .signal, .suppression, .relation, .redaction, .removed,
      .unknown:
      []
    }
  }

  /// Of a command's output the beginning is looked through: an index of whole logs would outgrow the record.
  private static var outputLength: Int { 4096 }
}
