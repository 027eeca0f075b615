package import Cells
import Comms
package import Domain
package import PlaybookEngine
package import Settings

/// Everything that a console knows: one value, changed by `update` alone.
package struct State: Sendable {
  package var place: Place
  package var actor: Actor
  package var now: Timestamp
  package var size: Size
  package var settings: Configuration
  /// Why the configuration on disk is not the one in use, or nil.
  package var settingsProblem: String?
  /// The colours in use.
  package var theme = Theme.standard
  /// What each key does, with the keys that the configuration gives.
  package var keys: KeyTable
  package var library: PlaybookLibrary
  package var board: HealthBoard
  /// True where this console records what the services do; the others follow.
  package var isCollecting = false
  package var nextCollectingAttempt: Timestamp
  /// Who else has a console open on this record, those who came first before the others.
  package var others: [ConsolePresence] = []
  let openedAt: Timestamp
  var nextLookAround: Timestamp

  /// The incidents that have been read, folded; the open ones are always here.
  package var incidents: [IncidentID: OpenedIncident] = [:]
  /// The incident that the incident line and its screens show.
  package var focus: IncidentID?
  package var listed: [ListedIncident] = []

  package var screen: Screen = .services
  /// Where `back` leads, the last one first.
  package var trail: [Screen] = []
  package var services = ServicesView()
  package var incidentView = IncidentView()
  package var timeline = TimelineView()
  var timelineMatches: TimelineMatches?
  package var postmortem = PostmortemView()
  package var history = ListView()
  package var historySearch = HistorySearch()
  package var playbooks = ListView()
  package var helpScroll = 0
  /// The last place that `helpScroll` can have, once the text was drawn.
  var scrollEnd = Int.max - 1
  package var helpFilter = ""
  package var dialog: Dialog?
  /// The walk through the demo; nil where nobody takes it.
  package var tour: Tour?
  /// What was taken from the `:` line in this console, the last one last.
  package var commandHistory: [String] = []
  /// Typed text that was left behind with Esc; it comes back when the dialog is opened again.
  package var drafts: [DraftKey: [TextField]] = [:]
  package var updateDrafts: [IncidentID: UpdateDraft] = [:]

  /// Set where the record contradicts what this person's consoles have seen of it.
  package var alarm: RecordAlarm?
  /// What the world was asked for, and since when.
  package var waits: [Wait: Timestamp] = [:]
  /// Clicks and the wheel come here; the terminal's own selection then needs Shift.
  package var hasMouse = false
  /// The files of the last export of this console.
  package var exported: [String] = []

  /// The last thing that happened, in words.
  package var notice: Notice?
  /// When Ctrl-C was pressed where there was nothing to stop: a second one soon after leaves.
  var interruptedAt: Timestamp?
  package var recording = Recording()
  package var commands: [UniqueID: LiveCommand] = [:]
  /// Secret variables of playbooks, as they were given in this console; they are on no record.
  var secrets: [IncidentID: [String: String]] = [:]
  package var outbox = Outbox()
  package var dice: Dice
  package var lastRemembered: Timestamp

  package init(
    place: Place, actor: Actor, now: Timestamp, size: Size, settings: Configuration, library: PlaybookLibrary,
    board: HealthBoard, seed: UInt64
  ) {
    self.place = place
    self.actor = actor
    self.now = now
    self.size = size
    self.settings = settings
    keys = KeyTable(settings.keys)
    self.library = library
    self.board = board
    dice = Dice(seed: seed)
    nextCollectingAttempt = now
    openedAt = now
    nextLookAround = now
    lastRemembered = now
  }

  /// The incident in focus, folded.
  package var incident: Incident? { focus.flatMap { incidents[$0]?.incident } }
  /// The run of the focused incident's playbook.
  package var run: PlaybookRun? { focus.flatMap { incidents[$0]?.run } }
  /// Open incidents, the most severe and oldest first.
  package var openIncidents: [Incident] {
    incidents.values.map(\.incident).filter(\.isOpen)
      .sorted { ($0.severity, $0.number) < ($1.severity, $1.number) }
  }
}

/// Where a console is used: the name in the first line, and whether anything of it is real.
package struct Place: Sendable, Equatable {
  package var name: String
  package var mode: Mode
  /// The user with whose rights commands run here; nil where that is the person at the keyboard.
  package var runsAs: String?

  package enum Mode: Sendable, Equatable { case live, demo, drill }

  package init(name: String, mode: Mode, runsAs: String? = nil) {
    self.name = name
    self.mode = mode
    self.runsAs = runsAs
  }
}

package enum Screen: Sendable, Equatable {
  case services
  case service(ServiceID)
  case incident
  case timeline
  case postmortem
  case playbooks
  case playbook(PlaybookID)
  case history
  case help(ScreenKind)

  package var kind: ScreenKind {
    switch self {
    case .services: .services
    case .service: .service
    case .incident: .incident
    case .timeline: .timeline
    case .postmortem: .postmortem
    case .playbooks: .playbooks
    case .playbook: .playbook
    case .history: .history
    case .help: .help
    }
  }
}

/// An incident with its events, its fold and the run of its playbook.
package struct OpenedIncident: Sendable {
  package private(set) var events: [RecordedEvent]
  /// How many lines of a long timeline are yet to be read; the incident is the same without them.
  package private(set) var missing: Int
  /// What happened and is not on record yet: people go on with it, and nothing else does.
  package private(set) var pending: [Event]
  package private(set) var incident: Incident
  package private(set) var run: PlaybookRun?
  /// The lines that people read; pins and corrections show on the line they are about.
  package private(set) var lines: [TimelineEntry]
  /// Grows with each change of the lines but one that comes at their end.
  private(set) var edition = 0
  /// Where each of the lines stands.
  private(set) var places: [EventID: Int]
  /// The last event of the incident's chain in the database that declared it, which its name says.
  package private(set) var head: RecordedEvent?
  private var known: Set<EventID>

  package init?(
    id: IncidentID, number: Int, home: String? = nil, events: [RecordedEvent], missing: Int = 0,
    pending: [Event] = []
  ) {
    guard
      let incident = Incident(
        id: id, number: number, home: home, events: events + Self.unnumbered(pending, beside: events))
    else { return nil }
    self.events = events
    self.missing = missing
    self.pending = pending
    self.incident = incident
    known = Set(events.map(\.event.id))
    head = Self.head(of: events)
    lines = incident.lines
    places = Self.places(of: lines)
    run = Self.run(of: incident)
  }

  private static func unnumbered(_ pending: [Event], beside events: [RecordedEvent]) -> [RecordedEvent] {
    guard !pending.isEmpty else { return [] }
    let known = Set(events.map(\.event.id))
    return pending.filter { !known.contains($0.id) }.enumerated().map { place, event in
      RecordedEvent(pending: event, number: place + 1)
    }
  }

  /// Folds further events in; those that are already there change nothing.
  package mutating func add(_ added: [RecordedEvent]) {
    let isFolded = pending.isEmpty
    if !pending.isEmpty {
      let arrived = Set(added.map(\.event.id))
      pending.removeAll { arrived.contains($0.id) }
    }
    let fresh = added.filter { $0.event.incident == incident.id && known.insert($0.event.id).inserted }
    events += fresh
    head = Self.head(of: (head.map { [$0] } ?? []) + fresh)
    guard isFolded, fresh.allSatisfy({ extend(by: $0) }) else { return fold() }
  }

  /// Folds one more event in, without the others; false where that can't be done.
  private mutating func extend(by recorded: RecordedEvent) -> Bool {
    if case .playbookStarted = recorded.event.body { return false }
    guard incident.extend(by: recorded) else { return false }
    run = run?.extended(by: recorded.event, of: incident)
    if let last = incident.timeline.last, last.id == recorded.event.id {
      places[last.id] = lines.count
      lines.append(last)
    } else {
      lines = incident.lines
      places = Self.places(of: lines)
      edition += 1
    }
    return true
  }

  private static func places(of lines: [TimelineEntry]) -> [EventID: Int] {
    Dictionary(uniqueKeysWithValues: lines.indices.lazy.map { (lines[$0].id, $0) })
  }

  private static func head(of events: [RecordedEvent]) -> RecordedEvent? {
    let declared = events.first { if case .declared = $0.event.body { true } else { false } }
    let home = (declared ?? events.first)?.position.database
    return events.filter { $0.position.database == home }.max { $0.position.number < $1.position.number }
  }

  /// Folds in what is not on record yet; each once.
  package mutating func pend(_ added: [Event]) {
    let waiting = Set(pending.map(\.id))
    let fresh = added.filter {
      !known.contains($0.id) && !waiting.contains($0.id) && $0.incident == incident.id
    }
    guard !fresh.isEmpty else { return }
    pending += fresh
    fold()
  }

  /// Takes back what the record will never take.
  mutating func withdraw(_ ids: Set<EventID>) {
    guard pending.contains(where: { ids.contains($0.id) }) else { return }
    pending.removeAll { ids.contains($0.id) }
    fold()
  }

  private mutating func fold() {
    let all = events + Self.unnumbered(pending, beside: events)
    guard let folded = Incident(id: incident.id, number: incident.number, home: incident.home, events: all)
    else { return }
    let keepsPlaybook = folded.playbook == incident.playbook
    incident = folded
    lines = folded.lines
    places = Self.places(of: lines)
    edition += 1
    run =
      keepsPlaybook ? run.map { PlaybookRun(playbook: $0.playbook, incident: folded) } : Self.run(of: folded)
  }

  private static func run(of incident: Incident) -> PlaybookRun? {
    guard let start = incident.playbook,
      let playbook = readPlaybook(start.source, file: "\(start.playbook).yaml").playbook
    else { return nil }
    return PlaybookRun(playbook: playbook, incident: incident)
  }
}

extension Incident {
  /// The timeline without what shows on other lines of it.
  fileprivate var lines: [TimelineEntry] {
    timeline.filter { entry in
      switch entry.event.body {
      case .pin, .correction: false
      default: true
      }
    }
  }
}

/// The last thing that happened, at the foot of the screen.
package struct Notice: Sendable, Equatable {
  package var text: SafeText
  package var level: Level
  package var at: Timestamp
  /// True where it only repeats what an event says that has just been recorded.
  package var isOfRecord = false

  package enum Level: Sendable, Equatable { case done, hint, problem }

  package init(text: SafeText, level: Level, at: Timestamp) {
    self.text = text
    self.level = level
    self.at = at
  }
}

/// Chance that comes from one seed, so that the same keys give the same record (SplitMix64).
///
/// Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014.
package struct Dice: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
