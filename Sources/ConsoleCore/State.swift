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
  /// What happened and is not on record yet: people go on with it, and nothing else does.
  package private(set) var pending: [Event]
  package private(set) var incident: Incident
  package private(set) var run: PlaybookRun?

  package init?(id: IncidentID, number: Int, events: [RecordedEvent], pending: [Event] = []) {
    guard
      let incident = Incident(
        id: id, number: number, events: events + Self.unnumbered(pending, beside: events))
    else { return nil }
    self.events = events
    self.pending = pending
    self.incident = incident
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
    let known = Set(events.map(\.event.id))
    events += added.filter { !known.contains($0.event.id) && $0.event.incident == incident.id }
    if !pending.isEmpty {
      let arrived = Set(added.map(\.event.id))
      pending.removeAll { arrived.contains($0.id) }
    }
    fold()
  }

  /// Folds in what is not on record yet; each once.
  package mutating func pend(_ added: [Event]) {
    let known = Set(events.map(\.event.id)).union(pending.map(\.id))
    let fresh = added.filter { !known.contains($0.id) && $0.incident == incident.id }
    guard !fresh.isEmpty else { return }
    pending += fresh
    fold()
  }

  private mutating func fold() {
    let all = events + Self.unnumbered(pending, beside: events)
    guard let folded = Incident(id: incident.id, number: incident.number, events: all) else { return }
    let keepsPlaybook = folded.playbook == incident.playbook
    incident = folded
    run =
      keepsPlaybook ? run.map { PlaybookRun(playbook: $0.playbook, incident: folded) } : Self.run(of: folded)
  }

  /// The event that a person saw last of this incident in each database it was born in.
  package var head: RecordedEvent? {
    events.max { $0.position.number < $1.position.number }
  }

  private static func run(of incident: Incident) -> PlaybookRun? {
    guard let start = incident.playbook,
      let playbook = readPlaybook(start.source, file: "\(start.playbook).yaml").playbook
    else { return nil }
    return PlaybookRun(playbook: playbook, incident: incident)
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
