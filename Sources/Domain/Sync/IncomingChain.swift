/// The chain of one database as it is known here, and what comes after it: each event is checked before it is taken.
package struct IncomingChain: Sendable {
  package let database: UniqueID
  package private(set) var number: Int64
  package private(set) var hash: [UInt8]
  private var incidents: [IncidentID: (number: Int64, hash: [UInt8])] = [:]

  /// Begins after the head that is known of the database.
  package init(database: UniqueID, head: ChainHead?) {
    self.database = database
    number = head?.number ?? 0
    hash = head?.hash ?? ChainLink.first(in: database)
  }

  /// Whether the chain of an incident has to be looked up before an event of it can be taken.
  package func lacks(_ incident: IncidentID) -> Bool { incidents[incident] == nil }

  /// Takes down where an incident's chain ends in this database.
  package mutating func begin(_ incident: IncidentID, at head: (number: Int64, hash: [UInt8])) {
    incidents[incident] = head
  }

  /// The next event as a row, with the links that its place gives it; an incident that was not begun is new.
  package mutating func take(_ event: SyncedEvent, saying body: CanonicalBody) throws(SyncFlaw) -> ChainRow {
    let next = number + 1
    let last = body.incident.flatMap { incidents[$0] }
    let expected = body.incident == nil ? 0 : (last?.number ?? 0) + 1
    let previous = last?.hash ?? ChainLink.first(of: body.incident, in: database)
    guard body.database == database, body.globalNumber == next, body.number == expected,
      event.hash
        == ChainLink.hash(previousInIncident: previous, previousInDatabase: hash, body: event.body)
    else { throw .broken(database: database, number: next) }
    if let payload = event.payload, payload.commitment != body.commitment {
      throw .textChanged(database: database, number: next)
    }
    let row = ChainRow(
      globalNumber: next, incident: body.incident, number: expected, event: body.event, body: event.body,
      previousInIncident: previous, previousInDatabase: hash, hash: event.hash, payload: event.payload)
    (number, hash) = (next, event.hash)
    if let incident = body.incident { incidents[incident] = (expected, event.hash) }
    return row
  }
}
