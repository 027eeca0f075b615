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
    let events = try recordedEvents(rows(of: incident, db))
    let isOpen = Incident(id: incident, number: 0, events: events)?.isOpen ?? true
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

  /// All incidents, the newest first, with what their first events say.
  static func summaries(_ db: Database) throws -> [IncidentSummary] {
    var first: [IncidentID: [ChainRow]] = [:]
    // By the index of incidents: only the first events of each are read, however long the record is.
    let rows = try ChainRows.fetch(
      db, where: "event.incident IN (SELECT id FROM incident) AND event.seq <= ?", [firstEvents])
    for row in rows { if let incident = row.incident { first[incident, default: []].append(row) } }
    // What a text that was taken out still says stands in an event further on.
    for incident in Set(rows.filter { $0.payload == nil }.compactMap(\.incident)) {
      first[incident] = try Self.rows(of: incident, db)
    }
    return try numbered(db).map { summary in
      let events = try recordedEvents(first[summary.id] ?? [])
      guard let declared = Incident(id: summary.id, number: summary.number, events: events) else {
        return summary
      }
      return IncidentSummary(
        id: summary.id, number: summary.number, isOpen: summary.isOpen, title: declared.title,
        severity: declared.severity, declaredAt: declared.declaredAt)
    }
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
