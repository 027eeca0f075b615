import FoundationEssentials

/// The word of a kind on disk and in exports, and its fields as JSON with sorted keys.
///
/// The bytes are kept verbatim after the first writing: nothing is ever hashed from a second encoding.
package struct EncodedBody: Sendable, Equatable {
  package var kind: String
  package var payload: [UInt8]

  package init(kind: String, payload: [UInt8]) {
    self.kind = kind
    self.payload = payload
  }
}

extension EventBody {
  /// The kind's word, as in `step_done`.
  package var kind: String {
    switch self {
    case .declared: "declared"
    case .severitySet: "severity_set"
    case .stateSet: "state_set"
    case .milestone(let body): body.kind.rawValue
    case .role(let body): body.kind.rawValue
    case .playbookStarted: "playbook_started"
    case .step(let body): body.kind.rawValue
    case .decisionTaken: "decision_taken"
    case .timer(let body): body.kind.rawValue
    case .comms(let body): body.kind.rawValue
    case .update(let body): body.kind.rawValue
    case .serviceChanged: "service_changed"
    case .commandRun(let body): body.kind.rawValue
    case .note: "note"
    case .link: "link"
    case .correction: "correction"
    case .pin: "pin"
    case .followup(let body): body.kind.rawValue
    case .postmortemLine: "postmortem_line"
    case .clockJump: "clock_jump"
    case .signal(let body): body.kind.rawValue
    case .suppression(let body): body.kind.rawValue
    case .relation(let body): body.kind.rawValue
    case .drillInject: "drill_inject"
    case .drillRating: "drill_rating"
    case .redaction: Redaction.kind
    case .removed(let body): body.kind
    case .unknown(let body): body.kind
    }
  }

  /// The kind and its payload as they go to disk.
  package func encoded() throws -> EncodedBody {
    let payload: any Encodable
    switch self {
    case .declared(let body): payload = body
    case .severitySet(let body): payload = body
    case .stateSet(let body): payload = body
    case .milestone(let body): payload = body
    case .role(let body): payload = body
    case .playbookStarted(let body): payload = body
    case .step(let body): payload = body
    case .decisionTaken(let body): payload = body
    case .timer(let body): payload = body
    case .comms(let body): payload = body
    case .update(let body): payload = body
    case .serviceChanged(let body): payload = body
    case .commandRun(let body): payload = body
    case .note(let body): payload = body
    case .link(let body): payload = body
    case .correction(let body): payload = body
    case .pin(let body): payload = body
    case .followup(let body): payload = body
    case .postmortemLine(let body): payload = body
    case .clockJump(let body): payload = body
    case .signal(let body): payload = body
    case .suppression(let body): payload = body
    case .relation(let body): payload = body
    case .drillInject(let body): payload = body
    case .drillRating(let body): payload = body
    case .redaction(let body): payload = body
    case .removed(let body): return EncodedBody(kind: body.kind, payload: [])
    case .unknown(let body): return EncodedBody(kind: body.kind, payload: body.payload)
    }
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return EncodedBody(kind: kind, payload: Array(try encoder.encode(payload)))
  }

  /// Reads what `encoded` wrote; a kind or version that is not known, or whose fields do not fit, is kept as `unknown`.
  package init(_ encoded: EncodedBody) {
    guard let read = Self.readers[encoded.kind], let body = try? read(Data(encoded.payload)),
      body.kind == encoded.kind
    else {
      self = .unknown(UnknownKind(kind: encoded.kind, payload: encoded.payload))
      return
    }
    self = body
  }

  /// Whether this program reads the first version of a kind.
  static func isKnown(_ kind: String) -> Bool { readers[kind] != nil }

  private typealias Reader = @Sendable (Data) throws -> EventBody

  private static func reader<Body: Decodable & SendableMetatype>(
    _ wrap: @escaping @Sendable (Body) -> EventBody
  ) -> Reader {
    { data in
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return wrap(try decoder.decode(Body.self, from: data))
    }
  }

  private static func family<Kind: CaseIterable & RawRepresentable>(_: Kind.Type, _ reader: @escaping Reader)
    -> [(String, Reader)] where Kind.RawValue == String
  {
    Kind.allCases.map { ($0.rawValue, reader) }
  }

  private static let readers: [String: Reader] = Dictionary(
    uniqueKeysWithValues: [
      ("declared", reader(EventBody.declared)),
      ("severity_set", reader(EventBody.severitySet)),
      ("state_set", reader(EventBody.stateSet)),
      ("playbook_started", reader(EventBody.playbookStarted)),
      ("decision_taken", reader(EventBody.decisionTaken)),
      ("service_changed", reader(EventBody.serviceChanged)),
      ("note", reader(EventBody.note)),
      ("link", reader(EventBody.link)),
      ("correction", reader(EventBody.correction)),
      ("pin", reader(EventBody.pin)),
      ("postmortem_line", reader(EventBody.postmortemLine)),
      ("clock_jump", reader(EventBody.clockJump)),
      ("drill_inject", reader(EventBody.drillInject)),
      ("drill_rating", reader(EventBody.drillRating)),
      (Redaction.kind, reader(EventBody.redaction)),
    ]
      + family(Milestone.Kind.self, reader(EventBody.milestone))
      + family(RoleChange.Kind.self, reader(EventBody.role))
      + family(StepChange.Kind.self, reader(EventBody.step))
      + family(TimerChange.Kind.self, reader(EventBody.timer))
      + family(CommsEvent.Kind.self, reader(EventBody.comms))
      + family(UpdateClock.Kind.self, reader(EventBody.update))
      + family(CommandRun.Kind.self, reader(EventBody.commandRun))
      + family(FollowupChange.Kind.self, reader(EventBody.followup))
      + family(SignalChange.Kind.self, reader(EventBody.signal))
      + family(Suppression.Kind.self, reader(EventBody.suppression))
      + family(Relation.Kind.self, reader(EventBody.relation)))
}
