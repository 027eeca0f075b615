import Clients
import Domain
import StoreGRDB

/// The open incidents of a record, for commands that need one of them.
struct OpenIncidents {
  let incidents: [Incident]

  init(_ store: StoreClient) throws(StoreFailure) {
    self.init(try store.opening())
  }

  init(_ opening: StoreOpening) {
    incidents = opening.openIncidents.compactMap {
      Incident(id: $0.id, number: $0.number, home: $0.home, events: $0.events)
    }
    .sorted { ($0.severity, $0.number) < ($1.severity, $1.number) }
  }

  /// The named incident, or the most severe open one; nil where none is open.
  func choose(_ name: String?, path: String) throws(StoreFailure) -> Incident? {
    guard let name else { return incidents.first }
    guard let wanted = IncidentName(name) else { throw .notFound(name) }
    let record = try StoreReader(path: path).incident(called: wanted)
    return Incident(id: record.id, number: record.number, home: record.home, events: record.events)
  }
}
