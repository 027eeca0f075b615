/// An event exactly as it lies on disk: its canonical bytes, its links and its hash, and its payload with the salt.
package struct ChainRow: Sendable, Equatable {
  package var globalNumber: Int64
  package var incident: IncidentID?
  package var number: Int64
  package var event: EventID
  /// The canonical bytes, verbatim.
  package var body: [UInt8]
  package var previousInIncident: [UInt8]
  package var previousInDatabase: [UInt8]
  package var hash: [UInt8]
  /// Nil where the payload is gone.
  package var payload: Payload?

  package struct Payload: Sendable, Equatable {
    package var salt: [UInt8]
    package var bytes: [UInt8]

    package init(salt: [UInt8], bytes: [UInt8]) {
      self.salt = salt
      self.bytes = bytes
    }

    /// What the canonical body says of the payload.
    package var commitment: [UInt8] { hmacSHA256(key: salt, message: bytes) }
  }

  package init(
    globalNumber: Int64, incident: IncidentID?, number: Int64, event: EventID, body: [UInt8],
    previousInIncident: [UInt8], previousInDatabase: [UInt8], hash: [UInt8], payload: Payload?
  ) {
    self.globalNumber = globalNumber
    self.incident = incident
    self.number = number
    self.event = event
    self.body = body
    self.previousInIncident = previousInIncident
    self.previousInDatabase = previousInDatabase
    self.hash = hash
    self.payload = payload
  }

  /// The event that the row holds; a source or kind that is not known here is kept as far as it can be read.
  package func recorded() throws(CanonicalBody.Flaw) -> RecordedEvent {
    let canonical = try CanonicalBody(decoding: body)
    let content = payload.map { EventBody(EncodedBody(kind: canonical.kind, payload: $0.bytes)) }
    let event = Event(
      id: canonical.event, incident: canonical.incident, happenedAt: canonical.happenedAt,
      recordedAt: canonical.recordedAt, actor: canonical.actor,
      source: Event.Source(rawValue: canonical.source) ?? .import,
      body: content ?? .removed(RemovedText(kind: canonical.kind)),
      corrects: canonical.corrects, isKey: canonical.isKey, isDrill: canonical.isDrill)
    return RecordedEvent(event: event, position: position(in: canonical.database))
  }

  package func position(in database: UniqueID) -> ChainPosition {
    ChainPosition(
      database: database, globalNumber: globalNumber, number: number,
      previousInIncident: previousInIncident, previousInDatabase: previousInDatabase, hash: hash)
  }
}

/// An event whose text a redaction takes out; it stands in the same incident, or in none as the event does.
package struct RedactedEvent: Hashable, Sendable {
  package var event: EventID
  package var incident: IncidentID?

  package init(event: EventID, incident: IncidentID?) {
    self.event = event
    self.incident = incident
  }

  /// What a redaction names; nil for any other event.
  package init?(of redaction: CanonicalBody) {
    guard redaction.kind == Redaction.kind, let target = redaction.corrects else { return nil }
    self.init(event: target, incident: redaction.incident)
  }
}

/// The rule that ties each event to its predecessors.
package enum ChainLink {
  /// The hash of an event: SHA-256 of a zero byte, both predecessors' hashes and the canonical bytes.
  ///
  /// The zero byte keeps leaves apart from the inner nodes of a later tree (RFC 6962, section 2.1).
  package static func hash(previousInIncident: [UInt8], previousInDatabase: [UInt8], body: [UInt8])
    -> [UInt8]
  {
    var hash = SHA256()
    hash.update([0])
    hash.update(previousInIncident)
    hash.update(previousInDatabase)
    hash.update(body)
    return hash.finished()
  }

  /// What stands before the first event of an incident.
  ///
  /// Events of no incident are in no incident's chain: zeros stand before each of them.
  package static func first(of incident: IncidentID?, in database: UniqueID) -> [UInt8] {
    guard let incident else { return [UInt8](repeating: 0, count: 32) }
    return SHA256.digest(Array("sitrep incident v1".utf8) + database.bytes + incident.bytes)
  }

  /// What stands before the first event of a database.
  package static func first(in database: UniqueID) -> [UInt8] {
    SHA256.digest(Array("sitrep database v1".utf8) + database.bytes)
  }
}
