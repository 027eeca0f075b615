import Clients
import Domain
import FoundationEssentials
import GRDB

/// Writes a batch of events at the end of both chains, within the transaction of the caller.
struct Appending {
  let db: Database
  let database: UniqueID
  let options: StoreOptions
  /// Whether an event was there already, written by a transaction whose sync nobody here has seen.
  private(set) var foundSome = false
  /// True once a text was taken out, so that its old bytes have to leave the log.
  private(set) var hasRemovedText = false
  private var last: Last

  /// The end of the chain of the database, and of the chain of the incident that its last event belongs to.
  private struct Last {
    var globalNumber: Int64
    var hash: [UInt8]
    var incident: IncidentID?
    var number: Int64
  }

  init(_ db: Database, options: StoreOptions, birth: DatabaseBirth) throws {
    self.db = db
    self.options = options
    database = birth.id
    let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT gseq, hash, incident, seq FROM event ORDER BY gseq DESC LIMIT 1"))
    last = Last(
      globalNumber: row?[0] ?? 0, hash: try row?.bytes(1) ?? birth.first,
      incident: try row?.bytes(2).flatMap { UniqueID(bytes: $0) }, number: row?[3] ?? 0)
  }

  /// Writes the events that are not there yet; the result has all of them, in order, as they are recorded.
  mutating func append(_ events: [Event]) throws -> [RecordedEvent] {
    var recorded: [RecordedEvent] = []
    for event in events {
      if let there = try ChainRows.find(event.id, db) {
        recorded += try recordedEvents([there])
        foundSome = true
        continue
      }
      let row = try row(for: event)
      try ChainRows.insert(row, db)
      last = Last(
        globalNumber: row.globalNumber, hash: row.hash, incident: row.incident, number: row.number)
      if case .redaction = event.body, let target = event.corrects {
        let isRemoved = try RedactedTexts.remove(
          RedactedEvent(event: target, incident: event.incident), db)
        hasRemovedText = hasRemovedText || isRemoved
      }
      try IncidentRows.note(event, isFirst: row.number == 1, db)
      recorded.append(RecordedEvent(event: event, position: row.position(in: database)))
    }
    return recorded
  }

  private func row(for event: Event) throws -> ChainRow {
    let encoded = try event.body.encoded()
    let before = try event.incident.flatMap { try lastOfIncident($0) }
    let number = event.incident == nil ? 0 : (before?.number ?? 0) + 1
    let payload = ChainRow.Payload(salt: salt(), bytes: encoded.payload)
    let body = CanonicalBody(
      event, kind: encoded.kind, database: database, number: number, globalNumber: last.globalNumber + 1,
      origin: options.origin, monotonicNanoseconds: options.surroundings.monotonic().nanoseconds,
      commitment: payload.commitment
    ).encoded()
    let previous = before?.hash ?? ChainLink.first(of: event.incident, in: database)
    let hash = ChainLink.hash(previousInIncident: previous, previousInDatabase: last.hash, body: body)
    return ChainRow(
      globalNumber: last.globalNumber + 1, incident: event.incident, number: number, event: event.id,
      body: body,
      previousInIncident: previous, previousInDatabase: last.hash, hash: hash, payload: payload)
  }

  private func lastOfIncident(_ incident: IncidentID) throws -> (number: Int64, hash: [UInt8])? {
    if last.incident == incident { return (last.number, last.hash) }
    let statement = try db.cachedStatement(
      sql: "SELECT seq, hash FROM event WHERE incident = ? ORDER BY seq DESC LIMIT 1")
    guard let row = try Row.fetchOne(statement, arguments: [Data(incident.bytes)]) else { return nil }
    return (row[0], try row.bytes(1) ?? [])
  }

  /// 16 bytes of chance, so that a short text cannot be guessed from what the chain says of it.
  private func salt() -> [UInt8] {
    UniqueID(high: options.surroundings.random(), low: options.surroundings.random()).bytes
  }
}

extension Duration {
  fileprivate var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
