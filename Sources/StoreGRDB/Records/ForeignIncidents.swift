import Clients
import Domain
import FoundationEssentials
import GRDB

/// Incidents that other databases have events of: the numbers that they bear there.
///
/// An incident is at home in the database that declared it, and is called by its number there.
enum ForeignIncidents {
  struct Home {
    var database: UniqueID
    var number: Int
    var isDeclared: Bool
    var isOpen: Bool
  }

  /// Follows an event that has just come: an incident's first one in its database gives it a number there.
  static func note(_ row: ChainRow, of database: UniqueID, saying body: CanonicalBody, _ db: Database) throws
  {
    guard row.number == 1, let incident = row.incident else { return }
    try db.cachedStatement(
      sql: """
        INSERT INTO foreign_incident (database, number, id, is_declared, is_open)
        SELECT ?1, coalesce((SELECT max(number) FROM foreign_incident WHERE database = ?1), 0) + 1, ?2, ?3, 1
        """
    ).execute(
      arguments: [Data(database.bytes), Data(incident.bytes), isDeclaration(body)])
  }

  private static func isDeclaration(_ body: CanonicalBody) -> Bool {
    body.kind == "declared" || body.kind.hasPrefix("declared@")
  }

  /// Asks the fold of all events whether an incident is open, and keeps the answer.
  static func settle(_ incident: IncidentID, _ db: Database) throws {
    let events = try recordedEvents(IncidentRows.rows(of: incident, db))
    let isOpen = Incident(id: incident, number: 0, events: events)?.isOpen ?? true
    for table in ["incident", "foreign_incident"] {
      try db.cachedStatement(sql: "UPDATE \(table) SET is_open = ? WHERE id = ?")
        .execute(arguments: [isOpen, Data(incident.bytes)])
    }
  }

  static func knows(_ incident: IncidentID, _ db: Database) throws -> Bool {
    guard try ForeignRows.exist(db) else { return false }
    return try Bool.fetchOne(
      db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM foreign_incident WHERE id = ?)"),
      arguments: [Data(incident.bytes)]) ?? false
  }

  /// What the first events say of each incident that other databases know.
  static func beginnings(_ db: Database) throws -> [IncidentID: Headline] {
    guard try ForeignRows.lastArrival(db) > 0 else { return [:] }
    let known = "IN (SELECT id FROM foreign_incident)"
    let rows =
      try ChainRows.fetch(
        db, where: "event.incident \(known) AND event.seq <= ?", [IncidentRows.firstEvents])
      + ForeignRows.fetch(
        db, where: "foreign_event.incident \(known) AND foreign_event.seq <= ?", [IncidentRows.firstEvents])
    var first: [IncidentID: [ChainRow]] = [:]
    for row in rows { if let incident = row.incident { first[incident, default: []].append(row) } }
    // What a text that was taken out still says stands in an event further on.
    for incident in Set(rows.filter { $0.payload == nil }.compactMap(\.incident)) {
      first[incident] = try IncidentRows.rows(of: incident, db)
    }
    return try Dictionary(
      uniqueKeysWithValues: first.compactMap { id, rows in
        Incident(id: id, number: 0, events: try recordedEvents(rows)).map { (id, Headline($0)) }
      })
  }

  /// The home of each incident that other databases know; the one that declared it goes before the others.
  static func homes(_ db: Database, where condition: String = "1", _ arguments: StatementArguments = [])
    throws
    -> [IncidentID: Home]
  {
    guard try ForeignRows.exist(db) else { return [:] }
    let statement = try db.cachedStatement(
      sql: """
        SELECT id, database, number, is_declared, is_open FROM foreign_incident WHERE \(condition)
        ORDER BY is_declared DESC, database
        """)
    var homes: [IncidentID: Home] = [:]
    for row in try Row.fetchAll(statement, arguments: arguments) {
      guard let id = UniqueID(bytes: try row.bytes(0) ?? []), homes[id] == nil,
        let database = UniqueID(bytes: try row.bytes(1) ?? [])
      else { continue }
      homes[id] = Home(database: database, number: row[2], isDeclared: row[3], isOpen: row[4])
    }
    return homes
  }

  /// Gives incidents the names that they bear: ours their number here, the others that of their home.
  static func named(_ own: [IncidentSummary], _ homes: [IncidentID: Home], _ db: Database) throws
    -> [IncidentSummary]
  {
    guard !homes.isEmpty else { return own }
    let here = Set(own.map(\.id))
    let ours = try own.map { summary in
      guard let home = homes[summary.id], home.isDeclared, try !isDeclaredHere(summary.id, db) else {
        return summary
      }
      return Self.summary(summary.id, home)
    }
    let others = homes.filter { !here.contains($0.key) }.map { Self.summary($0.key, $0.value) }
      .sorted { ($0.home ?? "", $1.number) < ($1.home ?? "", $0.number) }
    return ours + others
  }

  private static func summary(_ id: IncidentID, _ home: Home) -> IncidentSummary {
    IncidentSummary(id: id, number: home.number, isOpen: home.isOpen, home: home.database.tag)
  }

  private static func isDeclaredHere(_ incident: IncidentID, _ db: Database) throws -> Bool {
    let body = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT body FROM event WHERE incident = ? AND seq = 1"),
      arguments: [Data(incident.bytes)])?.bytes(0)
    return body.flatMap { try? CanonicalBody(decoding: $0) }.map(isDeclaration) ?? false
  }
}
