import Clients
import Domain
import FoundationEssentials
import GRDB

/// What is kept of an incident beside its events: its headline, and the numbers of the events that its fold rests on.
struct Outline: Equatable {
  var incident: IncidentID
  /// The number of the last event that it knows, and that event's hash: an outline of another past is of no use.
  var number: Int64
  var hash: [UInt8]
  var headline: Headline
  /// Numbers in the incident, ascending.
  var lasting: [Int64]

  /// The outline of an incident's events up to the last one; nil where it has none, or they can't be read.
  ///
  /// From `former` on only what came since is read, and of that only what lasts is decoded.
  init?(of incident: IncidentID, after former: Outline?, _ db: Database) throws {
    let key = Data(incident.bytes)
    let fresh = try Row.fetchCursor(
      db.cachedStatement(
        sql: "SELECT seq, hash, body FROM event WHERE incident = ? AND seq > ? ORDER BY seq"),
      arguments: [key, former?.number ?? 0])
    var (number, hash, lasting) = (former?.number ?? 0, former?.hash ?? [], former?.lasting ?? [])
    while let row = try fresh.next() {
      number = row[0]
      hash = try row.bytes(1) ?? []
      let body = try CanonicalBody(decoding: try row.bytes(2) ?? [])
      if EventBody.isLasting(body.kind, corrects: body.corrects) { lasting.append(number) }
    }
    let events = try recordedEvents(Self.rows(lasting, of: incident, db))
    guard let told = Incident(id: incident, number: 0, events: events) else { return nil }
    self.init(
      incident: incident, number: number, hash: hash, headline: Headline(told), lasting: lasting)
  }

  private init(
    incident: IncidentID, number: Int64, hash: [UInt8], headline: Headline, lasting: [Int64]
  ) {
    self.incident = incident
    self.number = number
    self.hash = hash
    self.headline = headline
    self.lasting = lasting
  }

  static func rows(_ numbers: some Sequence<Int64>, of incident: IncidentID, _ db: Database) throws
    -> [ChainRow]
  {
    let key = Data(incident.bytes)
    return try numbers.flatMap {
      try ChainRows.fetch(db, where: "event.incident = ? AND event.seq = ?", [key, $0])
    }
  }
}

/// The table of outlines.
enum OutlineRows {
  private static let headline = """
    severity, state, is_merged, is_drill, declared_at, impact_started_at, resolved_at, followups,
    open_followups, title
    """

  /// False in a file of an earlier format, which can be read all the same.
  static func exist(_ db: Database) throws -> Bool { try db.tableExists("outline") }

  /// The outline of an incident, if it is one of the events that are on record.
  static func find(_ incident: IncidentID, _ db: Database) throws -> Outline? {
    guard try exist(db) else { return nil }
    let statement = try db.cachedStatement(
      sql: """
        SELECT \(headline), outline.seq, outline.hash, lasting
        FROM outline JOIN event ON event.incident = outline.incident AND event.seq = outline.seq
        WHERE outline.incident = ? AND event.hash = outline.hash
        """)
    return try Row.fetchOne(statement, arguments: [Data(incident.bytes)]).map {
      try Outline($0, of: incident)
    }
  }

  /// The headlines of all incidents that have one.
  static func headlines(_ db: Database) throws -> [IncidentID: Headline] {
    guard try exist(db) else { return [:] }
    let rows = try Row.fetchCursor(db.cachedStatement(sql: "SELECT \(headline), incident FROM outline"))
    var found: [IncidentID: Headline] = [:]
    while let row = try rows.next() {
      guard let incident = UniqueID(bytes: try row.bytes(10) ?? []) else { continue }
      found[incident] = Headline(row)
    }
    return found
  }

  /// Up to which event there are outlines, and how often something was taken out of them.
  static func mark(_ db: Database) throws -> (number: Int64, edition: Int64) {
    guard try exist(db),
      let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT gseq, edition FROM outline_mark"))
    else { return (0, 0) }
    return (row[0], row[1])
  }

  static func move(markTo number: Int64, _ db: Database) throws {
    try db.cachedStatement(sql: "UPDATE outline_mark SET gseq = ?").execute(arguments: [number])
  }

  static func save(_ outline: Outline, _ db: Database) throws {
    let (head, bytes) = (outline.headline, outline.lasting.flatMap(\.bytes))
    try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO outline (\(headline), incident, seq, hash, lasting)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        head.severity.rawValue, head.state.rawValue, head.isMerged, head.isDrill,
        head.declaredAt?.milliseconds, head.impactStartedAt?.milliseconds, head.resolvedAt?.milliseconds,
        head.followups, head.openFollowups, head.title, Data(outline.incident.bytes), outline.number,
        Data(outline.hash), Data(bytes),
      ])
  }

  /// A text was taken out of an incident: what was made from it is made again, and none that is being made is kept.
  static func remake(_ incident: IncidentID?, _ db: Database) throws {
    guard try exist(db) else { return }
    try db.execute(sql: "UPDATE outline_mark SET edition = edition + 1")
    guard let incident, let former = try find(incident, db) else { return }
    guard let outline = try Outline(of: incident, after: former, db) else { return }
    try save(outline, db)
  }

  /// Forgets the outlines of some incidents, or all; they are made again by whoever has the record open next.
  static func forget(_ db: Database) throws {
    guard try exist(db) else { return }
    try db.execute(sql: "DELETE FROM outline; UPDATE outline_mark SET gseq = 0, edition = edition + 1")
  }
}

extension Outline {
  fileprivate init(_ row: Row, of incident: IncidentID) throws {
    let packed = try row.bytes(12) ?? []
    self.init(
      incident: incident, number: row[10], hash: try row.bytes(11) ?? [], headline: Headline(row),
      lasting: stride(from: 0, to: packed.count, by: 8).map { place in
        packed[place..<place + 8].reduce(0) { $0 << 8 | Int64($1) }
      })
  }
}

extension Headline {
  fileprivate init(_ row: Row) {
    func moment(_ index: Int) -> Timestamp? { (row[index] as Int64?).map { Timestamp(milliseconds: $0) } }
    self.init(
      title: row[9], severity: Severity(rawValue: row[0]) ?? .sev3,
      state: IncidentState(rawValue: row[1]) ?? .investigating, isMerged: row[2], isDrill: row[3],
      declaredAt: moment(4), impactStartedAt: moment(5), resolvedAt: moment(6), followups: row[7],
      openFollowups: row[8])
  }
}

extension Int64 {
  fileprivate var bytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
