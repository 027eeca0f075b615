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
    incidents = opening.openIncidents.compactMap { Incident(id: $0.id, number: $0.number, events: $0.events) }
      .sorted { ($0.severity, $0.number) < ($1.severity, $1.number) }
  }

  /// The named incident, or the most severe open one; nil where none is open.
  func choose(_ name: String?, path: String) throws(StoreFailure) -> Incident? {
    guard let name else { return incidents.first }
    guard let number = incidentNumber(name) else { throw .notFound(name) }
    if let open = incidents.first(where: { $0.number == number }) { return open }
    let record = try StoreReader(path: path).incident(number: number)
    return Incident(id: record.id, number: record.number, events: record.events)
  }
}

/// Reads `INC-7`, `inc-7` and `7`.
func incidentNumber(_ text: String) -> Int? {
  let digits = text.uppercased().hasPrefix("INC-") ? String(text.dropFirst(4)) : text
  return Int(digits)
}
