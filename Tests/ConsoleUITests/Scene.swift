import Cells
import ConsoleCore
import Domain
import PlaybookEngine
import Settings
import Support
import Testing

/// A screen or dialog in a state that is drawn into a golden.
struct Scene: CustomTestStringConvertible, Sendable {
  var name: String
  /// What there is before anything is typed.
  var base: @Sendable (Size) throws -> State
  var keys: [Key]

  var testDescription: String { name }

  init(_ name: String, _ base: @escaping @Sendable (Size) throws -> State, typing keys: [Key] = []) {
    self.name = name
    self.base = base
    self.keys = keys
  }

  /// The state after the keys were typed; what was asked to be recorded stays unrecorded.
  func state(_ size: Size) throws -> State {
    var state = try base(size)
    for key in keys { _ = update(&state, .keyPressed(key), at: state.now) }
    return state
  }
}

extension Scene {
  static let all: [Scene] = screens + troubles + dialogs

  /// The screens that a night is lived on.
  static let main = all.filter {
    ["services-incident", "service", "incident", "timeline", "update"].contains($0.name)
  }

  static let screens: [Scene] = [
    Scene("services", Night.hurt),
    Scene("services-incident", Night.open),
    Scene("services-remembered", Night.calm),
    Scene("tour", guided, typing: [.character("2")]),
    Scene("service", Night.open, typing: [.enter]),
    Scene("service-unknown", Night.open, typing: [.down, .down, .down, .down, .enter]),
    Scene("incident", Night.open, typing: [.character("2")]),
    Scene("incident-timeline-pane", Night.open, typing: [.character("2"), .tab]),
    Scene("incident-decision", Night.open, typing: [.character("2"), .down]),
    Scene("incident-wait", Night.open, typing: [.character("2"), .end, .up]),
    Scene("incident-no-playbook", withoutPlaybook, typing: [.character("2")]),
    Scene("timeline", Night.open, typing: [.character("3")]),
    Scene("timeline-corrected", Night.open, typing: [.character("3"), .up, .up]),
    Scene("postmortem", Night.open, typing: [.character("4")]),
    Scene("history", history, typing: [.character("5")]),
    Scene("playbooks", Night.open, typing: [.character("6")]),
    Scene("playbook", Night.open, typing: [.character("6"), .enter]),
    Scene("help-services", Night.open, typing: [.character("?")]),
    Scene("help-incident", Night.open, typing: [.character("2"), .character("?")]),
  ]

  static let troubles: [Scene] = [
    Scene("no-configuration", bare),
    Scene("no-incident", Night.hurt, typing: [.character("2")]),
    Scene("not-saved", notSaved),
    Scene("record-altered", doubted),
    Scene("record-altered-read", doubted, typing: [.enter]),
    Scene("configuration-broken", brokenConfiguration),
    Scene("update-overdue", at("14:08:02")),
    Scene("decision-overdue", at("14:12:40"), typing: [.character("2")]),
    Scene("under-way", underWay),
    Scene("drill", drill, typing: [.character("2")]),
    Scene("two-incidents", twoIncidents),
  ]

  static let dialogs: [Scene] = [
    Scene("first-hints", newcomer),
    Scene("declare", Night.hurt, typing: [.character("D")]),
    Scene("declare-by-hand", Night.calm, typing: [.character("D")]),
    Scene("update", Night.open, typing: [.character("c")]),
    Scene(
      "update-refused", Night.open,
      typing: [.character("c"), .control("u"), .control("s")]),
    Scene("run-confirmation", Night.open, typing: [.character("2"), .character("!")]),
    Scene(
      "run-confirmation-write", Night.open,
      typing: [.character("2"), .up, .up, .character("!"), .character("r"), .enter]),
    Scene("run-output", runOutput, typing: [.character("2")]),
    Scene("run-ended", runEnded, typing: [.character("2")]),
    Scene("undo", Night.open, typing: [.character("2"), .up, .character("u")]),
    Scene("skip", Night.open, typing: [.character("2"), .character("s")] + typed("no access")),
    Scene("note", Night.open, typing: [.character("n")] + typed("the store's quota is 0 🚒")),
    Scene("decision", Night.open, typing: [.character("2"), .down, .enter]),
    Scene("state", Night.open, typing: [.character("2"), .character("S")]),
    Scene("severity", Night.open, typing: [.character("2"), .character("V")]),
    Scene("resolve", Night.open, typing: [.character("2"), .character("R")]),
    Scene("correct", Night.open, typing: [.character("3"), .character("e")]),
    Scene("follow-up", Night.open, typing: [.character("4"), .character("a"), .tab, .enter]),
    Scene("command-line", Night.open, typing: [.character(":")] + typed("s")),
    Scene("filter", Night.open, typing: [.character("/")] + typed("degraded")),
    Scene("searching", searching),
    Scene("filter-none", Night.open, typing: [.character("/")] + typed("zzz") + [.enter]),
    Scene("playbook-choice", withoutPlaybook, typing: [.character("2"), .character("p")]),
  ]

  /// A record that is shorter than what this person's consoles have seen of it.
  private static let doubted: @Sendable (Size) throws -> State = { size in
    var state = try Night.open(size: size)
    let seen = ChainHead(
      database: UniqueID(high: 1, low: 1), incident: nil, number: 42, hash: [UInt8](repeating: 1, count: 32))
    state.alarm = RecordAlarm(
      alarm: WitnessAlarm(seen: seen, found: nil, lastNumber: 38, incidents: ["INC-7"]),
      database: "/home/ana/.local/state/sitrep/sitrep.db", witness: "/home/ana/.local/state/sitrep/witness")
    return state
  }

  private static let newcomer: @Sendable (Size) throws -> State = { size in
    var state = try Night.calm(size: size)
    _ = update(&state, .firstStart, at: state.now)
    return state
  }

  /// The night as somebody sees it who takes the tour.
  private static let guided: @Sendable (Size) throws -> State = { size in
    var state = try Night.open(size: size)
    _ = update(&state, .tourBegan, at: state.now)
    return state
  }

  private static func typed(_ text: String) -> [Key] { text.map { .character($0) } }

  private static let bare: @Sendable (Size) throws -> State = { size in
    State(
      place: Place(name: "sitrep", mode: .live), actor: Actor(login: "ana", host: "bastion"), now: Night.now,
      size: size, settings: .init(), library: .init(), board: HealthBoard(services: []), seed: 1)
  }

  private static let withoutPlaybook: @Sendable (Size) throws -> State = { size in
    var state = try Night.open(size: size)
    var record = nightRecord()
    record.events.removeAll { recorded in
      switch recorded.event.body {
      case .playbookStarted, .step: true
      default: false
      }
    }
    state.incidents[record.incidentID] = OpenedIncident(
      id: record.incidentID, number: 7, events: record.events)
    return state
  }

  private static let history: @Sendable (Size) throws -> State = { size in
    var state = try Night.open(size: size)
    let past = registryNight()
    let id = IncidentID(high: 0x0192_8000_0000_7000, low: 0x8000_0000_0000_0003)
    let moved = past.events.map { recorded in
      var recorded = recorded
      recorded.event.incident = id
      return recorded
    }
    state.incidents[id] = OpenedIncident(id: id, number: 3, events: moved)
    state.listed.append(
      ListedIncident(
        id: id, number: 3, isOpen: false, title: "registry refuses uploads", severity: .sev1,
        declaredAt: moment("13:41:30") - .hours(26 * 24)))
    state.listed.append(
      ListedIncident(
        id: IncidentID(high: 0x0191_8000_0000_7000, low: 0x8000_0000_0000_0002), number: 2, isOpen: false,
        title: "Mail was not delivered because the queue of the relay in 東京 was full", severity: .sev3,
        declaredAt: nil))
    return state
  }

  private static let notSaved: @Sendable (Size) throws -> State = { size in
    var state = try Night.open(size: size)
    _ = update(&state, .keyPressed(.character("n")), at: state.now)
    for character in "it is the quota" {
      _ = update(&state, .keyPressed(.character(character)), at: state.now)
    }
    let effects = update(&state, .keyPressed(.enter), at: state.now)
    for case .append(let events) in effects {
      _ = update(&state, .recordingFailed(events, reason: "the disk is full"), at: state.now)
    }
    return state
  }

  private static let brokenConfiguration: @Sendable (Size) throws -> State = { size in
    var state = try Night.open(size: size)
    state.notice = nil
    _ = update(
      &state, .settingsBroken(summary: "sitrep.yaml:12:7: \"tires\" is not known here; write tier"),
      at: state.now)
    return state
  }

  private static func at(_ time: String) -> @Sendable (Size) throws -> State {
    { size in
      var state = try Night.open(size: size)
      state.now = moment(time)
      return state
    }
  }

  private static let drill: @Sendable (Size) throws -> State = { size in
    var state = try Night.open(size: size)
    state.place = Place(name: "training", mode: .drill)
    return state
  }

  /// The history is slow to come.
  private static let underWay: @Sendable (Size) throws -> State = { size in
    var state = try Night.open(size: size)
    state.notice = nil
    _ = update(&state, .keyPressed(.character("5")), at: state.now)
    state.now = state.now + .seconds(7)
    return state
  }

  /// A search of all timelines that takes its time.
  private static let searching: @Sendable (Size) throws -> State = { size in
    var state = try history(size)
    state.notice = nil
    for key in [Key.character("5"), .character("/"), .character("d"), .character("i")] {
      _ = update(&state, .keyPressed(key), at: state.now)
    }
    state.waits[.history] = nil
    state.now = state.now + .seconds(7)
    return state
  }

  private static let twoIncidents: @Sendable (Size) throws -> State = { size in
    var state = try Night.open(size: size)
    let id = IncidentID(high: 0x0193_0000_0000_7000, low: 0x8000_0000_0000_0008)
    let moved = registryNight(resolved: false).events.prefix(1).map { recorded in
      var recorded = recorded
      recorded.event.incident = id
      return recorded
    }
    state.incidents[id] = OpenedIncident(id: id, number: 8, events: Array(moved))
    return state
  }

  private static let runOutput: @Sendable (Size) throws -> State = { size in
    var state = try Night.open(size: size)
    state.notice = nil
    for key in [Key.character("2"), .character("!"), .enter] {
      let effects = update(&state, .keyPressed(key), at: state.now)
      for case .append(let events) in effects { _ = recorded(events, &state) }
    }
    state.now = state.now + .seconds(8)
    if let run = state.runningCommand {
      let lines = (1...9).map { "disk \($0): \"status\":\"online\"\u{1B}[31m" }.joined(separator: "\n")
      _ = update(&state, .commandPrinted(run: run, Array(lines.utf8)), at: state.now)
    }
    return state
  }

  private static let runEnded: @Sendable (Size) throws -> State = { size in
    var state = try runOutput(size)
    guard let run = state.runningCommand else { return state }
    let printed = Array("\nthe store is read-only\n".utf8)
    _ = update(&state, .commandPrinted(run: run, printed), at: state.now)
    let text = state.liveCommand(of: "t-storage")?.printed ?? []
    let outcome = CommandOutcome(
      exit: 1, duration: .seconds(12), standardOutput: text, output: text, outputBytes: text.count)
    for case .append(let events) in update(&state, .commandEnded(run: run, outcome), at: state.now) {
      _ = recorded(events, &state)
    }
    return state
  }

  private static func recorded(_ events: [Event], _ state: inout State) -> [Effect] {
    let database = UniqueID(high: 0x0192_0000_0000_7000, low: 0x8000_0000_0000_0001)
    let present = state.incidents.values.map(\.events.count).max() ?? 0
    let recorded = events.enumerated().map { index, event in
      let number = Int64(present + index + 1)
      return RecordedEvent(
        event: event,
        position: ChainPosition(
          database: database, globalNumber: number, number: number, previousInIncident: [],
          previousInDatabase: [],
          hash: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 32)))
    }
    return update(&state, .recorded(recorded), at: state.now)
  }
}
