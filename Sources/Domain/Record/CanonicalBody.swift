/// What an event's hash covers, as fields; its bytes are written once and kept verbatim.
///
/// The bytes are `SITREP1`, a zero byte, then fields as tag (1 byte), length (4 bytes, most significant first) and
/// that many bytes, with the tags strictly ascending. Integers have a fixed width, most significant byte first. The
/// event's text is not in it but under `commitment`, so that it could be taken out and the chain would still hold.
package struct CanonicalBody: Sendable, Equatable {
  package var database: UniqueID
  package var incident: IncidentID?
  /// The number in the incident, from 1; 0 for an event of no incident.
  package var number: Int64
  /// The number in the database, from 1.
  package var globalNumber: Int64
  package var event: EventID
  package var kind: String
  package var happenedAt: Timestamp
  package var recordedAt: Timestamp
  package var origin: EventOrigin
  /// The writer's monotonic clock, in nanoseconds since its boot.
  package var monotonicNanoseconds: Int64
  package var actor: Actor
  package var source: String
  package var corrects: EventID?
  package var isKey: Bool
  package var isDrill: Bool
  /// HMAC-SHA-256 of the payload under its salt: 32 bytes.
  package var commitment: [UInt8]

  /// The body of an event at its place in the chains.
  package init(
    _ event: Event, kind: String, database: UniqueID, number: Int64, globalNumber: Int64,
    origin: EventOrigin, monotonicNanoseconds: Int64, commitment: [UInt8]
  ) {
    self.database = database
    incident = event.incident
    self.number = number
    self.globalNumber = globalNumber
    self.event = event.id
    self.kind = kind
    happenedAt = event.happenedAt
    recordedAt = event.recordedAt
    self.origin = origin
    self.monotonicNanoseconds = monotonicNanoseconds
    actor = event.actor
    source = event.source.rawValue
    corrects = event.corrects
    isKey = event.isKey
    isDrill = event.isDrill
    self.commitment = commitment
  }
}

/// The process that wrote an event: what the kernel says of it, whatever login was given.
package struct EventOrigin: Sendable, Equatable {
  package var userID: UInt32
  /// Identifies the host's boot, without which the monotonic clock says nothing.
  package var boot: UniqueID
  package var toolVersion: String

  package init(userID: UInt32, boot: UniqueID, toolVersion: String) {
    self.userID = userID
    self.boot = boot
    self.toolVersion = toolVersion
  }
}

extension CanonicalBody {
  /// Why bytes are no canonical body.
  package enum Flaw: Error, Sendable, Equatable {
    case notABody
    case cutOff
    case tagsOutOfOrder(UInt8)
    case unknownTag(UInt8)
    case missing(UInt8)
    /// A field with the wrong number of bytes, or text that is not UTF-8.
    case malformed(UInt8)
  }

  enum Tag: UInt8, CaseIterable {
    case database = 1
    case incident, number, globalNumber, event, kind, happenedAt, recordedAt, boot, monotonic, userID, login
    case onBehalfOf, host, toolVersion, source, corrects, isKey, isDrill, commitment
  }

  static let magic: [UInt8] = Array("SITREP1\0".utf8)
}
