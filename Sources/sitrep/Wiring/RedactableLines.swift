import Clients
import Domain
import StoreGRDB

/// The lines of which a text can be taken out: those of an incident, or those of the record that belong to none.
struct RedactableLines {
  /// As they are called on the command line.
  let name: String
  let incident: IncidentID?
  let isDrill: Bool
  let entries: [TimelineEntry]
  /// The database that all lines come from; nil where there are several, so that a number alone does not name one.
  private let database: UniqueID?

  /// The word for what belongs to no incident.
  static let ofNoIncident = "record"

  init(of incident: IncidentName?, in reader: StoreReader) throws(StoreFailure) {
    guard let incident else {
      (name, self.incident, isDrill) = (Self.ofNoIncident, nil, false)
      entries = Incident.entries(of: try reader.unattached())
      database = Self.database(of: entries)
      return
    }
    let record = try reader.incident(called: incident)
    guard
      let told = Incident(id: record.id, number: record.number, home: record.home, events: record.events)
    else { throw .notFound("\(incident)") }
    (name, self.incident, isDrill, entries) = (told.name, told.id, told.isDrill, told.timeline)
    database = Self.database(of: entries)
  }

  private static func database(of entries: [TimelineEntry]) -> UniqueID? {
    let first = entries.first?.recorded.position.database
    return entries.allSatisfy { $0.recorded.position.database == first } ? first : nil
  }

  var inOrderOfNumbers: [TimelineEntry] {
    entries.sorted {
      let (one, other) = ($0.recorded, $1.recorded)
      return one.position.database == other.position.database
        ? one.spokenNumber < other.spokenNumber : one.position.database < other.position.database
    }
  }

  /// The event's number, as in `12`; as in `12@ab12` where the lines come from several databases.
  func name(of recorded: RecordedEvent) -> String {
    let home = recorded.position.database
    return home == database ? "\(recorded.spokenNumber)" : "\(recorded.spokenNumber)@\(home.tag)"
  }
}
