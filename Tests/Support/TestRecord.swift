package import Domain

/// The record of one incident as a test writes it: numbers, ids and hashes are the same in every run.
package struct TestRecord {
  package var events: [RecordedEvent] = []
  package var database: UniqueID
  package let incidentID = IncidentID(high: 0x0193_0000_0000_7000, low: 0x8000_0000_0000_0007)

  package init(database: UInt64 = 1) {
    self.database = UniqueID(high: 0x0192_0000_0000_7000, low: 0x8000_0000_0000_0000 | database)
  }

  /// The incident that the events tell.
  ///
  /// It is nil as long as there are none.
  package var incident: Incident? { Incident(id: incidentID, number: 7, events: events) }

  /// Writes an event that happened at a time of day on 2026-11-21 in UTC, as in `13:41:30`.
  @discardableResult
  package mutating func add(
    _ body: EventBody, at time: String, entered: String? = nil, by login: String = "ana",
    source: Event.Source = .person, corrects: EventID? = nil, isKey: Bool = false, isDrill: Bool = false
  ) -> EventID {
    let number = Int64(events.count + 1)
    let recordedAt = moment(entered ?? time)
    let id = EventID(
      high: UInt64(recordedAt.milliseconds) << 16 | 0x7000, low: database.low ^ UInt64(number) << 8)
    let event = Event(
      id: id, incident: incidentID, happenedAt: moment(time), recordedAt: recordedAt,
      actor: Actor(login: login, host: "bastion"), source: source, body: body, corrects: corrects,
      isKey: isKey,
      isDrill: isDrill)
    let before = events.last?.position.hash ?? [UInt8](repeating: 0, count: 32)
    let position = ChainPosition(
      database: database, globalNumber: number, number: number, previousInIncident: before,
      previousInDatabase: before, hash: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 32))
    events.append(RecordedEvent(event: event, position: position))
    return id
  }
}

/// A moment on the tests' day, 2026-11-21 in UTC, as in `13:41:30` or `13:41`.
package func moment(_ time: String) -> Timestamp {
  Timestamp(rfc3339: "2026-11-21T\(time)Z") ?? Timestamp(milliseconds: 0)
}
