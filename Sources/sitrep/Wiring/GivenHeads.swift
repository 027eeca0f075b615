import Clients
import Domain
import Exports
import FilesLocal
import StoreGRDB

/// The heads that somebody gave for a check: typed, or in files that they kept.
struct GivenHeads {
  private(set) var anchors: [ChainAnchor] = []
  /// Incidents that heads were given of, and that are not on record.
  private(set) var gone: [IncidentName] = []
  /// How many belong to other records.
  private(set) var foreign = 0
  /// What was given and cannot be understood.
  private(set) var refusal: String?

  init(_ given: [String], chosen: IncidentID?, _ reader: StoreReader) throws(StoreFailure) {
    guard !given.isEmpty else { return }
    known = Set([try reader.database()] + (try reader.others()))
    for incident in try reader.incidents() {
      let name = IncidentName(number: incident.number, home: incident.home)
      incidents[name.description] = (incident.id, try reader.home(of: incident.id))
    }
    for text in given {
      if let typed = ChainAnchor(anchor: text) ?? ChainAnchor(short: text, of: chosen) {
        take(KeptHead(anchor: typed, incident: nil))
        continue
      }
      guard let kept = try? localFiles().read(text) else {
        refusal =
          "\(text) is neither a head, which reads '#42 k7qf-2m9x-aa41-zp0d', nor a file that can be read"
        return
      }
      let heads = keptHeads(in: kept)
      if heads.isEmpty { refusal = "\(text) holds no head of a record" }
      for head in heads { take(head) }
    }
    // Nothing of ours among them: the check then says whose they are.
    guard anchors.isEmpty, gone.isEmpty, foreign > 0 else { return }
    anchors = others
    foreign = 0
  }

  private var others: [ChainAnchor] = []
  private var known: Set<UniqueID> = []
  private var incidents: [String: (id: IncidentID, home: UniqueID)] = [:]

  private mutating func take(_ head: KeptHead) {
    var anchor = head.anchor
    if let other = anchor.database, !known.contains(other) {
      others.append(anchor)
      foreign += 1
      return
    }
    if let name = head.incident {
      guard let incident = incidents[name.description] else {
        gone.append(name)
        return
      }
      anchor.incident = incident.id
    }
    // The short form names no database; what is said of an incident is said of its chain at home.
    if anchor.database == nil, let incident = incidents.values.first(where: { $0.id == anchor.incident }) {
      anchor.database = incident.home
    }
    if !anchors.contains(anchor) { anchors.append(anchor) }
  }
}
