import Clients
import Dispatch
import Domain
import GRDB
import Glibc

/// How many events a transfer has brought.
struct Taken {
  var events: Int64 = 0
  /// Of these, events that were born here and had been lost.
  var recovered: Int64 = 0
}

extension Store {
  /// Writes the events of a transfer that was found in order, in transactions that others need not wait long for.
  ///
  /// Each leaves whole chains behind: a text that is missing, and the redaction that says so, come together.
  func take(_ frames: FrameReader, _ known: KnownChains) throws -> Taken {
    var taking = try Taking(frames, known)
    while !taking.isDone {
      try writing.sync {
        let hasRemovedText = try takePortion(&taking)
        if hasRemovedText { emptyLog() }
        commit()
      }
      // Who waits for a lock of this kind gets no turn from the kernel: others write here.
      if !taking.isDone { usleep(1000) }
    }
    return taking.taken
  }

  private func takePortion(_ taking: inout Taking) throws -> Bool {
    var flaw: SyncFlaw?
    do {
      return try write { db in try noting(&flaw) { try taking.portion(db) } }
    } catch {
      throw flaw ?? error
    }
  }
}

/// Events on their way into the tables; the frames were checked before, and are checked once more as they are taken.
struct Taking {
  private let frames: FrameReader
  private let known: KnownChains
  private var chains = OpenChains()
  private var current: UniqueID?
  private var texts = AwaitedTexts(redacted: [])
  private var mark = RedactedTexts.Mark()
  private(set) var taken = Taken()
  private(set) var isDone = false

  init(_ frames: FrameReader, _ known: KnownChains) throws(StoreFailure) {
    self.frames = frames
    self.known = known
  }

  /// Takes the next events within a transaction; true where a text was taken out.
  mutating func portion(_ db: Database) throws -> Bool {
    for redaction in try RedactedTexts.fetch(after: &mark, db) {
      if let target = RedactedEvent(of: redaction) { texts.take(target) }
    }
    try chains.refresh(known, db)
    var portion = Portion(db: db, own: known.own)
    while !isDone, portion.count < Self.atOnce || !texts.isWhole {
      switch try frames.next() {
      case .database(let id): current = id
      case .event(let event): try take(event, &portion)
      case .end: isDone = true
      case .heads, .taken, .refused: throw SyncFlaw.outOfPlace
      }
    }
    try texts.require()
    try portion.settle()
    taken.events += portion.count
    taken.recovered += portion.recovered
    return portion.hasRemovedText
  }

  private mutating func take(_ event: SyncedEvent, _ portion: inout Portion) throws {
    guard let database = current else { throw SyncFlaw.outOfPlace }
    // What is here already was here before, or somebody else has brought it meanwhile.
    guard case (var row?, let body) = try chains.next(event, in: database, known, portion.db) else { return }
    texts.follow(row, of: database, saying: body)
    // Taken out elsewhere: an older copy must not bring it back.
    if texts.isRedacted(row) { row.payload = nil }
    try portion.insert(row, of: database, saying: body)
  }

  /// A console that writes meanwhile waits a few hundredths of a second.
  private static let atOnce: Int64 = 500
}

/// One transaction's events.
private struct Portion {
  let db: Database
  let own: UniqueID
  private(set) var count: Int64 = 0
  private(set) var recovered: Int64 = 0
  private(set) var hasRemovedText = false
  private var touched: Set<IncidentID> = []

  init(db: Database, own: UniqueID) { (self.db, self.own) = (db, own) }

  mutating func insert(_ row: ChainRow, of database: UniqueID, saying body: CanonicalBody) throws {
    count += 1
    if database == own {
      try ChainRows.insert(row, db)
      if let incident = row.incident { try IncidentRows.giveNumber(to: incident, db) }
      recovered += 1
    } else {
      try ForeignRows.insert(row, of: database, db)
      try ForeignIncidents.note(row, of: database, saying: body, db)
    }
    if let incident = row.incident, try row.number == 1 || movesState(row) { touched.insert(incident) }
    // Taken out there, taken out here: whoever has the redaction must not keep the text.
    if let target = RedactedEvent(of: body), try RedactedTexts.remove(target, db) { hasRemovedText = true }
  }

  /// An event without its text may have been one that does: what it still says stands in its redaction.
  private func movesState(_ row: ChainRow) throws -> Bool {
    try row.payload == nil || IncidentRows.movesState(row.recorded().event.body)
  }

  func settle() throws {
    for incident in touched { try ForeignIncidents.settle(incident, db) }
  }
}
