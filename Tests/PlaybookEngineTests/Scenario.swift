import Documents
import Domain
import Testing

@testable import PlaybookEngine

/// An incident that a playbook is worked through in: events go onto a timeline, the run is folded anew each time.
struct Scenario {
  var now: Timestamp
  private(set) var events: [RecordedEvent] = []
  let playbook: Playbook
  private static let id = UniqueID(high: 1, low: 1)
  private static let began = Timestamp(milliseconds: 1_800_000_000_000)

  init(_ playbook: Playbook, isDrill: Bool = false, variables: [String: String] = [:]) {
    self.playbook = playbook
    now = Self.began
    add(
      [
        .declared(Declared(title: "it fails", severity: .sev1, suggested: nil, triggers: [], services: [])),
        playbook.start(variables: variables),
      ], isDrill: isDrill)
  }

  /// A scenario on steps alone, each a line of a playbook's only phases.
  init(phases: String, head: String = "", isDrill: Bool = false) throws {
    let source = "schema: sitrep/playbook@1\nid: t\ntitle: T\n\(head)\nphases:\n\(phases)\n"
    let (playbook, findings) = readPlaybook(source, file: "t.yaml")
    try #require(findings.isEmpty, "\(findings.map(\.text))")
    self.init(try #require(playbook), isDrill: isDrill)
  }

  var incident: Incident {
    Incident(id: Self.id, number: 7, events: events) ?? { preconditionFailure("an incident has events") }()
  }

  var run: PlaybookRun { PlaybookRun(playbook: playbook, incident: incident) }

  mutating func add(
    _ bodies: [EventBody], isDrill: Bool = false, by login: String = "ana", source: Event.Source = .person,
    correcting target: EventID? = nil
  ) {
    for body in bodies {
      let number = Int64(events.count + 1)
      let event = Event(
        id: UniqueID(high: 3, low: UInt64(number)), incident: Self.id, happenedAt: now, recordedAt: now,
        actor: Actor(login: login, host: "bastion"), source: source, body: body, corrects: target,
        isDrill: isDrill)
      let position = ChainPosition(
        database: UniqueID(high: 2, low: 1), globalNumber: number, number: number, previousInIncident: [],
        previousInDatabase: [], hash: [])
      events.append(RecordedEvent(event: event, position: position))
    }
  }

  mutating func begin() { add(run.begin(at: now)) }

  mutating func wait(_ duration: Duration) { now = now + duration }

  /// Appends what the run answers, or records an issue with its refusal.
  mutating func take(_ result: Result<[EventBody], StepRefusal>) {
    switch result {
    case .success(let bodies): add(bodies)
    case .failure(let refusal): Issue.record("refused: \(refusal.words)")
    }
  }

  mutating func done(_ step: StepID, _ value: String? = nil) {
    take(run.complete(step, value: value, at: now))
  }

  mutating func choose(_ step: StepID, _ option: String, _ reason: String? = nil) {
    take(run.choose(step, option: option, reason: reason, at: now))
  }

  /// Takes back what the run says belongs to the mistake, or says why it can't be.
  mutating func undo(_ id: EventID) throws {
    let undoing = try run.undoing(id, in: incident).get()
    for event in undoing.events {
      add([.correction(Correction(retracted: true, reason: Correction.undone))], correcting: event)
    }
  }

  /// The event of this kind that was entered last.
  func last(_ kind: String) -> EventID? { events.last { $0.event.body.kind == kind }?.event.id }

  /// The steps with a sign of their state, as the checklist shows them.
  var drawn: String {
    let current = run.current?.id
    return run.steps.map { step in
      let sign: String =
        switch step.state {
        case .pending: "[ ]"
        case .active: "[>]"
        case .done: step.isOverridden ? "[~]" : step.isSensed ? "[=]" : "[x]"
        case .failed: "[!]"
        case .skipped: "[/]"
        case .deferred: "[d]"
        case .inactive: "[-]"
        }
      return "\(step.id == current ? ">" : " ")\(sign) \(step.id)\(step.text.map { " (\($0))" } ?? "")"
    }.joined(separator: "\n")
  }
}
