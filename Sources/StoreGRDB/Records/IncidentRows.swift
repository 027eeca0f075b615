import Clients
import Domain
import FoundationEssentials
import GRDB

/// The incidents' short numbers, and whether they are open: a cache of what their events say.
enum IncidentRows {
  /// Follows an event that was just written: an incident's first event gives it the next number.
  static func note(_ event: Event, isFirst: Bool, _ db: Database) throws {
    guard let incident = event.incident else { return }
    if isFirst { try giveNumber(to: incident, db) }
    let movesState = movesState(event.body)
    guard isFirst || movesState else { return }
    guard try !ForeignIncidents.knows(incident, db) else {
      try ForeignIncidents.settle(incident, db)
      return
    }
    // The first event of an incident that began here says that it is open, which it is.
    guard movesState else { return }
    let outline = try Outline(of: incident, after: OutlineRows.find(incident, db), db)
    let isOpen = outline?.headline.isOpen ?? true
    try db.cachedStatement(sql: "UPDATE incident SET is_open = ? WHERE id = ?")
      .execute(arguments: [isOpen, Data(incident.bytes)])
  }

  /// The next number, for an incident that has none here yet.
  static func giveNumber(to incident: IncidentID, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO incident (id, number, is_open)
        SELECT ?1, coalesce((SELECT max(number) FROM incident), 0) + 1, 1
        WHERE NOT EXISTS (SELECT 1 FROM incident WHERE id = ?1)
        """
    ).execute(arguments: [Data(incident.bytes)])
  }

  /// Whether an event may open or close its incident, so that the fold has to be asked.
  static func movesState(_ body: EventBody) -> Bool {
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
      + ForeignRows.fetch(db, where: "foreign_event.incident = ?", [Data(incident.bytes)])
  }

  /// All incidents, the newest first, with what became of them, or at least what their first events say.
  static func summaries(_ db: Database) throws -> [IncidentSummary] {
    let (headlines, begun) = (try headlines(db), try ForeignIncidents.beginnings(db))
    let all = try ForeignIncidents.named(numbered(db), ForeignIncidents.homes(db), db)
    let summaries = try all.map { summary in
      var summary = summary
      let told = try begun[summary.id] ?? headlines[summary.id] ?? beginningHeadline(of: summary.id, db)
      // Of an incident of several databases only its beginning is read.
      summary.headline = begun[summary.id] == nil ? told : nil
      guard let told else { return summary }
      (summary.title, summary.severity, summary.declaredAt) = (told.title, told.severity, told.declaredAt)
      return summary
    }
    guard summaries.contains(where: { $0.home != nil }) else { return summaries }
    let places = summaries.indices.sorted {
      (summaries[$1].declaredAt?.milliseconds ?? 0, $0) < (summaries[$0].declaredAt?.milliseconds ?? 0, $1)
    }
    return places.map { summaries[$0] }
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
  static let firstEvents = 8

  static func open(_ db: Database) throws -> [IncidentSummary] {
    let own = try summaries(db, "SELECT id, number, is_open FROM incident WHERE is_open = 1 ORDER BY number")
    return try ForeignIncidents.named(own, ForeignIncidents.homes(db, where: "is_open = 1"), db)
  }

  static func find(_ id: IncidentID, _ db: Database) throws -> IncidentSummary? {
    let own = try summaries(db, "SELECT id, number, is_open FROM incident WHERE id = ?", [Data(id.bytes)])
    let homes = try ForeignIncidents.homes(db, where: "id = ?", [Data(id.bytes)])
    return try ForeignIncidents.named(own, homes, db).first
  }

  /// An incident by the number that it bears at home, or by ours where no other has it; nil where two fit.
  static func find(_ name: IncidentName, _ db: Database) throws -> IncidentSummary? {
    let (own, homes) = (try numbered(db), try ForeignIncidents.homes(db))
    let all = try ForeignIncidents.named(own, homes, db)
    guard let ending = name.home else {
      if let here = all.first(where: { $0.home == nil && $0.number == name.number }) { return here }
      // We have written on it too, and so it has a number of ours.
      let known = own.first { $0.number == name.number }?.id
      return all.first { $0.id == known }
    }
    let ours = try DatabaseBirth(db).id
    let fits = all.filter { summary in
      let home = summary.home == nil ? ours : homes[summary.id]?.database
      return summary.number == name.number && home?.plain.hasSuffix(ending) ?? false
    }
    return fits.count == 1 ? fits[0] : nil
  }

  /// What incidents are called.
  static func names(of incidents: [IncidentID], _ db: Database) throws -> [IncidentID: IncidentName] {
    var names: [IncidentID: IncidentName] = [:]
    for id in Set(incidents) {
      names[id] = try find(id, db).map { IncidentName(number: $0.number, home: $0.home) }
    }
    return names
  }

  /// An incident with its events, ready to be folded.
  static func record(_ summary: IncidentSummary, _ db: Database) throws -> IncidentRecord {
    IncidentRecord(
      id: summary.id, number: summary.number, home: summary.home,
      events: try recordedEvents(rows(of: summary.id, db)))
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
