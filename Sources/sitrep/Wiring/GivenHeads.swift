import Clients
import Domain
import Exports
import FilesLocal
import StoreGRDB

/// The heads that somebody gave for a check: typed, or in files that they kept.
struct GivenHeads {
  private(set) var anchors: [ChainAnchor] = []
  /// Incidents that heads were given of, and that are not on record.
  private(set) var gone: [Int] = []
  /// How many belong to other records.
  private(set) var foreign = 0
  /// What was given and cannot be understood.
  private(set) var refusal: String?

  init(_ given: [String], chosen: IncidentID?, _ reader: StoreReader) throws(StoreFailure) {
    guard !given.isEmpty else { return }
    let database = try reader.database()
    let numbered = Dictionary(try reader.incidents().map { ($0.number, $0.id) }) { first, _ in first }
    for text in given {
      if let typed = ChainAnchor(anchor: text) ?? ChainAnchor(short: text, of: chosen) {
        take(KeptHead(anchor: typed, incident: nil), numbered, database)
        continue
      }
      guard let kept = try? localFiles().read(text) else {
        refusal =
          "\(text) is neither a head, which reads '#42 k7qf-2m9x-aa41-zp0d', nor a file that can be read"
        return
      }
      let heads = keptHeads(in: kept)
      if heads.isEmpty { refusal = "\(text) holds no head of a record" }
      for head in heads { take(head, numbered, database) }
    }
    // Nothing of ours among them: the check then says whose they are.
    guard anchors.isEmpty, gone.isEmpty, foreign > 0 else { return }
    anchors = others
    foreign = 0
  }

  private var others: [ChainAnchor] = []

  private mutating func take(_ head: KeptHead, _ numbered: [Int: IncidentID], _ database: UniqueID) {
    var anchor = head.anchor
    if let other = anchor.database, other != database {
      others.append(anchor)
      foreign += 1
      return
    }
    if let number = head.incident {
      guard let id = numbered[number] else {
        gone.append(number)
        return
      }
      anchor.incident = id
    }
    if !anchors.contains(anchor) { anchors.append(anchor) }
  }
}
