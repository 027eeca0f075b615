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

  /// The word for what belongs to no incident.
  static let ofNoIncident = "record"

  init(of number: Int?, in reader: StoreReader) throws(StoreFailure) {
    guard let number else {
      (name, incident, isDrill) = (Self.ofNoIncident, nil, false)
      entries = Incident.entries(of: try reader.unattached())
      return
    }
    let record = try reader.incident(number: number)
    guard let told = Incident(id: record.id, number: record.number, events: record.events) else {
      throw .notFound("INC-\(number)")
    }
    (name, incident, isDrill, entries) = (told.name, told.id, told.isDrill, told.timeline)
  }
}
