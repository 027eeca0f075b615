/// Something that happened, as it stands on the timeline for ever.
package struct Event: Sendable, Equatable, Identifiable {
  package var id: EventID
  /// Nil for what belongs to no incident, such as a service that changed while none was open.
  package var incident: IncidentID?
  package var happenedAt: Timestamp
  /// When it was entered; later than `happenedAt` for what was entered late.
  package var recordedAt: Timestamp
  package var actor: Actor
  package var source: Source
  package var body: EventBody
  /// The event that this one corrects, retracts or pins; the old one stays.
  package var corrects: EventID?
  /// Goes to the postmortem's timeline.
  package var isKey: Bool
  package var isDrill: Bool

  package enum Source: String, Sendable, Equatable, Codable, CaseIterable {
    case person, probe, timer, playbook, command, `import`, drill
  }

  package init(
    id: EventID, incident: IncidentID?, happenedAt: Timestamp, recordedAt: Timestamp, actor: Actor,
    source: Source,
    body: EventBody, corrects: EventID? = nil, isKey: Bool = false, isDrill: Bool = false
  ) {
    self.id = id
    self.incident = incident
    self.happenedAt = happenedAt
    self.recordedAt = recordedAt
    self.actor = actor
    self.source = source
    self.body = body
    self.corrects = corrects
    self.isKey = isKey
    self.isDrill = isDrill
  }
}

/// Who did it and where: a login, whom it was done for, and the host it was typed on.
package struct Actor: Sendable, Equatable, Codable, Hashable {
  package var login: String
  package var onBehalfOf: String?
  package var host: String

  package init(login: String, onBehalfOf: String? = nil, host: String) {
    self.login = login
    self.onBehalfOf = onBehalfOf
    self.host = host
  }
}

/// An event with its place in the two hash chains of the database that it was born in.
package struct RecordedEvent: Sendable, Equatable {
  package var event: Event
  package var position: ChainPosition

  package init(event: Event, position: ChainPosition) {
    self.event = event
    self.position = position
  }

  /// An event that happened and is not on record yet; in the order of entry it comes where its time puts it.
  package init(pending event: Event, number: Int) {
    self.event = event
    position = ChainPosition(
      database: UniqueID(high: .max, low: .max), globalNumber: Int64(number), number: 0,
      previousInIncident: [], previousInDatabase: [], hash: [])
  }

  /// The number that people say: that in the incident, or in the record for an event of no incident.
  package var spokenNumber: Int64 { event.incident == nil ? position.globalNumber : position.number }

  /// True where nothing on disk stands for it yet.
  package var isPending: Bool { position.hash.isEmpty }
}

/// Where an event stands in the chains: numbers without gaps, hashes of its predecessors, its own hash.
package struct ChainPosition: Sendable, Equatable {
  package var database: UniqueID
  /// The number among all events of its database, from 1.
  package var globalNumber: Int64
  /// The number among its incident's events in its database, from 1; 0 for an event of no incident.
  package var number: Int64
  package var previousInIncident: [UInt8]
  package var previousInDatabase: [UInt8]
  package var hash: [UInt8]

  package init(
    database: UniqueID, globalNumber: Int64, number: Int64, previousInIncident: [UInt8],
    previousInDatabase: [UInt8],
    hash: [UInt8]
  ) {
    self.database = database
    self.globalNumber = globalNumber
    self.number = number
    self.previousInIncident = previousInIncident
    self.previousInDatabase = previousInDatabase
    self.hash = hash
  }
}
