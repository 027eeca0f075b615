import Clients
import Domain
import FoundationEssentials
import GRDB

/// The incidents' short numbers, and whether they are open: a cache of what their events say.
enum IncidentRows {
  /// Follows an event that was just written: an incident's first event gives it the next number.
  static func note(_ event: Event, isFirst: Bool, _ db: Database) throws {
    guard let incident = event.incident else { return }
    if isFirst {
      try db.cachedStatement(
        sql: """
          INSERT INTO incident (id, number, is_open)
          SELECT ?1, coalesce((SELECT max(number) FROM incident), 0) + 1, 1
          WHERE NOT EXISTS (SELECT 1 FROM incident WHERE id = ?1)
          """
      ).execute(arguments: [Data(incident.bytes)])
    }
    guard movesState(event.body) else { return }
    let outline = try Outline(of: incident, after: OutlineRows.find(incident, db), db)
    let isOpen = outline?.headline.isOpen ?? true
    try db.cachedStatement(sql: "UPDATE incident SET is_open = ? WHERE id = ?")
      .execute(arguments: [isOpen, Data(incident.bytes)])
  }

  /// Whether an event may open or close its incident, so that the fold has to be asked.
  private static func movesState(_ body: EventBody) -> Bool {
    switch body {
    case .stateSet, .correction: true
    case .milestone(let milestone): milestone.kind == .resolved || milestone.kind == .reopened
    case .relation(let relation): relation.kind == .merged
    case .declared, .severitySet, .role, .playbookStarted, .step, .decisionTaken, .timer, .comms, .update,
      .serviceChanged, .commandRun, .note, .link, .pin, .followup, .postmortemLine, .clockJump, .signal,
      .suppression, .drillInject, .drillRating, .redaction, .removed, .unknown:
      false
    }
  }

  static func rows(of incident: IncidentID, _ db: Database) throws -> [ChainRow] {
    try ChainRows.fetch(db, where: "event.incident = ?", [Data(incident.bytes)])
  }

  /// All incidents, the newest first, with what became of them, or at least what their first events say.
  static func summaries(_ db: Database) throws -> [IncidentSummary] {
    let headlines = try headlines(db)
    return try numbered(db).map { summary in
      var summary = summary
      summary.headline = try headlines[summary.id] ?? beginningHeadline(of: summary.id, db)
      guard let headline = summary.headline else { return summary }
      (summary.title, summary.severity, summary.declaredAt) = (
        headline.title, headline.severity, headline.declaredAt
      )
      return summary
    }
  }

  /// What the first events of an incident say of it.
  private static func beginningHeadline(of incident: IncidentID, _ db: Database) throws -> Headline? {
    var first = try ChainRows.fetch(
      db, where: "event.incident = ? AND event.seq <= ?", [Data(incident.bytes), firstEvents])
    // What a text that was taken out still says stands in an event further on.
    if first.contains(where: { $0.payload == nil }) { first = try rows(of: incident, db) }
    return Incident(id: incident, number: 0, events: try recordedEvents(first)).map(Headline.init)
  }

  /// All incidents by their numbers alone, the newest first.
  static func numbered(_ db: Database) throws -> [IncidentSummary] {
    try summaries(db, "SELECT id, number, is_open FROM incident ORDER BY number DESC")
  }

  /// A declaration comes with its playbook and services; more of them say nothing more about it.
  private static let firstEvents = 8

  static func open(_ db: Database) throws -> [IncidentSummary] {
    try summaries(db, "SELECT id, number, is_open FROM incident WHERE is_open = 1 ORDER BY number")
  }

  static func find(_ id: IncidentID, _ db: Database) throws -> IncidentSummary? {
    try summaries(db, "SELECT id, number, is_open FROM incident WHERE id = ?", [Data(id.bytes)]).first
  }

  static func find(number: Int, _ db: Database) throws -> IncidentSummary? {
    try summaries(db, "SELECT id, number, is_open FROM incident WHERE number = ?", [number]).first
  }

  /// An incident with its events, ready to be folded.
  static func record(_ summary: IncidentSummary, _ db: Database) throws -> IncidentRecord {
    IncidentRecord(
      id: summary.id, number: summary.number, events: try recordedEvents(rows(of: summary.id, db)))
  }

  private static func summaries(_ db: Database, _ sql: String, _ arguments: StatementArguments = []) throws
    -> [IncidentSummary]
  {
    try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).compactMap { row in
      guard let id = UniqueID(bytes: try row.bytes(0) ?? []) else { return nil }
      return IncidentSummary(id: id, number: row[1], isOpen: row[2])
    }
  }
}
