package import Domain

/// The record: an append-only log of events, and the last known state of the services.
package struct StoreClient: Sendable {
  /// Appends events in one transaction, in order; success means committed and synced to disk.
  ///
  /// An event whose id is already there is not written again, so a batch may be retried. Done is called exactly once,
  /// on the store's thread.
  package var append:
    @Sendable (_ events: [Event], _ done: @escaping @Sendable (Result<[RecordedEvent], StoreFailure>) -> Void)
      -> Void
  /// What a console needs to paint its first frame, read at once.
  package var opening: @Sendable () throws(StoreFailure) -> StoreOpening
  package var incident:
    @Sendable (_ id: IncidentID, _ done: @escaping @Sendable (Result<IncidentRecord, StoreFailure>) -> Void)
      -> Void
  /// All incidents, the newest first.
  package var incidents:
    @Sendable (_ done: @escaping @Sendable (Result<[IncidentSummary], StoreFailure>) -> Void) -> Void
  /// The newest lines of the record that have all words of the text, of any incident.
  package var search:
    @Sendable (_ typed: String, _ done: @escaping @Sendable (Result<Found, StoreFailure>) -> Void) -> Void
  /// Keeps the last known state of services; the newest wins and a failure costs nothing but freshness.
  package var remember: @Sendable (_ states: [LastSeen]) -> Void
  /// Delivers events that other processes have written, until the store is closed.
  package var follow: @Sendable (_ deliver: @escaping @Sendable ([RecordedEvent]) -> Void) -> Void
  /// Tries to become the one console that records what the services do; true once this process holds the lock.
  package var tryToCollect: @Sendable () -> Bool
  /// Lets another console record what the services do.
  package var stopCollecting: @Sendable () -> Void
  /// Runs `stop`, which stops the whole process, while nothing of it is under way that others would wait for; another
  /// console may collect from then on.
  package var whileStopped: @Sendable (_ stop: () -> Void) -> Void
  /// Delivers what is kept beside the record because it did not take it, from this process or one before it.
  package var kept: @Sendable (_ done: @escaping @Sendable ([Event]) -> Void) -> Void
  /// The room that is set aside on the record's disk for the day it is full.
  package var ballast: BallastClient
  /// The heads of the whole record and of the open incidents, for a witness outside.
  package var heads: @Sendable () throws(StoreFailure) -> [ChainHead]
  /// What the record says against heads that were seen before: one look by an index.
  package var contradiction: @Sendable (_ seen: [ChainHead]) throws(StoreFailure) -> WitnessAlarm?
  /// Says that this console is here and what it shows, and tells who else is.
  package var lookAround:
    @Sendable (_ mine: ConsolePresence, _ done: @escaping @Sendable ([ConsolePresence]) -> Void) -> Void
  package var close: @Sendable () -> Void

  package init(
    append:
      @escaping @Sendable (
        _ events: [Event], _ done: @escaping @Sendable (Result<[RecordedEvent], StoreFailure>) -> Void
      ) -> Void,
    opening: @escaping @Sendable () throws(StoreFailure) -> StoreOpening,
    incident:
      @escaping @Sendable (
        _ id: IncidentID, _ done: @escaping @Sendable (Result<IncidentRecord, StoreFailure>) -> Void
      ) -> Void,
    incidents:
      @escaping @Sendable (_ done: @escaping @Sendable (Result<[IncidentSummary], StoreFailure>) -> Void) ->
      Void,
    search:
      @escaping @Sendable (
        _ typed: String, _ done: @escaping @Sendable (Result<Found, StoreFailure>) -> Void
      ) -> Void,
    remember: @escaping @Sendable (_ states: [LastSeen]) -> Void,
    follow: @escaping @Sendable (_ deliver: @escaping @Sendable ([RecordedEvent]) -> Void) -> Void,
    tryToCollect: @escaping @Sendable () -> Bool,
    stopCollecting: @escaping @Sendable () -> Void = {},
    whileStopped: @escaping @Sendable (_ stop: () -> Void) -> Void = { $0() },
    kept: @escaping @Sendable (_ done: @escaping @Sendable ([Event]) -> Void) -> Void = { $0([]) },
    ballast: BallastClient = .none,
    heads: @escaping @Sendable () throws(StoreFailure) -> [ChainHead] = { [] },
    contradiction: @escaping @Sendable (_ seen: [ChainHead]) throws(StoreFailure) -> WitnessAlarm? = { _ in
      nil
    },
    lookAround:
      @escaping @Sendable (_ mine: ConsolePresence, _ done: @escaping @Sendable ([ConsolePresence]) -> Void)
      ->
      Void,
    close: @escaping @Sendable () -> Void
  ) {
    self.append = append
    self.opening = opening
    self.incident = incident
    self.incidents = incidents
    self.search = search
    self.remember = remember
    self.follow = follow
    self.tryToCollect = tryToCollect
    self.stopCollecting = stopCollecting
    self.whileStopped = whileStopped
    self.kept = kept
    self.ballast = ballast
    self.heads = heads
    self.contradiction = contradiction
    self.lookAround = lookAround
    self.close = close
  }
}

/// Room on the record's disk that can be given up once.
package struct BallastClient: Sendable {
  package var isThere: @Sendable () -> Bool
  package var release: @Sendable () throws(StoreFailure) -> Void

  package init(
    isThere: @escaping @Sendable () -> Bool, release: @escaping @Sendable () throws(StoreFailure) -> Void
  ) {
    self.isThere = isThere
    self.release = release
  }

  package static let none = BallastClient(isThere: { false }, release: {})
}

package struct StoreOpening: Sendable, Equatable {
  package var openIncidents: [IncidentRecord]
  package var lastSeen: [LastSeen]

  package init(openIncidents: [IncidentRecord], lastSeen: [LastSeen]) {
    self.openIncidents = openIncidents
    self.lastSeen = lastSeen
  }

  /// The newest that is known of the services, from what was last seen and from the open incidents.
  package var known: [LastSeen] {
    openIncidents.reduce(lastSeen) { $0.following($1.events) }
  }
}

/// An incident's events, ready to be folded.
package struct IncidentRecord: Sendable, Equatable {
  package var id: IncidentID
  package var number: Int
  /// The database that it is called by, where it was declared elsewhere.
  package var home: String?
  package var events: [RecordedEvent]
  /// How many events of a long timeline are not here: their fold is the same without them, but for their lines.
  package var missing: Int

  package init(
    id: IncidentID, number: Int, home: String? = nil, events: [RecordedEvent], missing: Int = 0
  ) {
    self.id = id
    self.number = number
    self.home = home
    self.events = events
    self.missing = missing
  }
}

/// An incident in a list: its number, whether it is open, and what was declared.
package struct IncidentSummary: Sendable, Equatable {
  package var id: IncidentID
  package var number: Int
  package var isOpen: Bool
  package var title: String
  /// As it was declared, where there is no headline; a later change is on the incident's own timeline.
  package var severity: Severity?
  package var declaredAt: Timestamp?
  /// What became of it; nil where only its beginning was read.
  package var headline: Headline?
  /// The database that it is called by, where it was declared elsewhere.
  package var home: String?

  package init(
    id: IncidentID, number: Int, isOpen: Bool, title: String = "", severity: Severity? = nil,
    declaredAt: Timestamp? = nil, headline: Headline? = nil, home: String? = nil
  ) {
    self.headline = headline
    self.id = id
    self.number = number
    self.isOpen = isOpen
    self.title = title
    self.severity = severity
    self.declaredAt = declaredAt
    self.home = home
  }
}

/// Why the record could not be read or written: a fact, its words are in one place.
package enum StoreFailure: Error, Sendable, Equatable {
  case notWritable(path: String)
  case diskFull(path: String)
  case locked(path: String, holder: Int32?)
  /// The file belongs to someone else, or others may write to it; `mend` is the command that puts it right.
  case unsafe(path: String, why: String, mend: String)
  case foreign(path: String)
  case newerSchema(path: String, found: Int, known: Int)
  case corrupt(path: String, detail: String)
  case notFound(String)
  /// A file of this name is there already.
  case exists(path: String)
  /// A record that somebody has open can't be replaced; `who` are those who are known.
  case inUse(path: String, who: [String])
  /// The chain of a record does not hold; the words of what is wrong.
  case altered(path: String, problem: String)
  /// The record refuses the text itself, and will the next time.
  case tooLong(path: String)
  /// A merge with another record broke off, with the words of what is wrong; so many events had been taken by then.
  case refusedTransfer(from: String, taken: Int64, why: String)
  case other(path: String, detail: String)
  /// Not on record, but safe on disk in another place, from which it is written once that can be done.
  indirect case kept(in: String, because: StoreFailure)
}
