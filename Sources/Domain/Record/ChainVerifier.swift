/// Recomputes both chains from the stored bytes, row by row, in memory that grows with the incidents alone.
package struct ChainVerifier: Sendable {
  private let database: UniqueID
  private var anchors: [ChainAnchor]
  private var events = 0
  private var lastGlobal: Int64 = 0
  private var lastHash: [UInt8]
  private var chains: [IncidentID: (place: Int, number: Int64, hash: [UInt8])] = [:]
  private var anchorsHeld = 0
  private var problem: ChainProblem?

  package init(database: UniqueID, anchors: [ChainAnchor] = []) {
    self.database = database
    self.anchors = anchors
    lastHash = ChainLink.first(in: database)
  }

  /// Checks the next row; after the first problem rows are only counted.
  package mutating func check(_ row: ChainRow) {
    events += 1
    guard problem == nil else { return }
    if let fault = fault(of: row) { return note(fault, at: row) }
    lastGlobal = row.globalNumber
    lastHash = row.hash
    if let incident = row.incident {
      let place = chains[incident]?.place ?? chains.count
      chains[incident] = (place, row.number, row.hash)
    }
    holdAnchors(against: row)
  }

  /// The result for all rows that were given.
  package consuming func verdict() -> ChainVerdict {
    if problem == nil, let kept = anchors.first { problem = missing(kept) }
    let heads = chains.sorted { $0.value.place < $1.value.place }.map { incident, last in
      ChainHead(database: database, incident: incident, number: last.number, hash: last.hash)
    }
    let head =
      lastGlobal == 0
      ? nil : ChainHead(database: database, incident: nil, number: lastGlobal, hash: lastHash)
    return ChainVerdict(
      database: database, events: events, head: head, incidents: heads, anchorsHeld: anchorsHeld,
      problem: problem)
  }

  private func fault(of row: ChainRow) -> ChainProblem.Fault? {
    guard row.globalNumber > lastGlobal else { return .reordered }
    guard row.globalNumber == lastGlobal + 1 else {
      return .removed(missing: row.globalNumber - lastGlobal - 1)
    }
    let expected = ChainLink.hash(
      previousInIncident: row.previousInIncident, previousInDatabase: row.previousInDatabase, body: row.body)
    guard expected == row.hash else { return .changed(expected: expected, found: row.hash) }
    do {
      return try fault(of: row, saying: CanonicalBody(decoding: row.body))
    } catch {
      return .unreadable(error)
    }
  }

  private func fault(of row: ChainRow, saying body: CanonicalBody) -> ChainProblem.Fault? {
    guard body.database == database else { return .foreignDatabase(body.database) }
    guard body.globalNumber == row.globalNumber, body.number == row.number else { return .reordered }
    guard body.incident == row.incident, body.event == row.event else { return .rowDiffers }
    guard row.previousInDatabase == lastHash else { return .brokenLink }
    if let fault = faultInIncident(of: row) { return fault }
    guard let payload = row.payload else { return .payloadMissing }
    return payload.commitment == body.commitment ? nil : .payloadChanged
  }

  private func faultInIncident(of row: ChainRow) -> ChainProblem.Fault? {
    guard let incident = row.incident else {
      return row.number == 0 && row.previousInIncident == ChainLink.first(of: nil, in: database)
        ? nil : .brokenLink
    }
    let last = chains[incident]
    let expected = (last?.number ?? 0) + 1
    guard row.number >= expected else { return .reordered }
    guard row.number == expected else { return .removed(missing: row.number - expected) }
    let previous = last?.hash ?? ChainLink.first(of: incident, in: database)
    return row.previousInIncident == previous ? nil : .brokenLink
  }

  private mutating func holdAnchors(against row: ChainRow) {
    guard !anchors.isEmpty else { return }
    for (index, kept) in anchors.enumerated().reversed() {
      let number = kept.incident == nil ? row.globalNumber : row.number
      guard kept.incident == nil || kept.incident == row.incident, number == kept.number,
        kept.database ?? database == database
      else { continue }
      guard row.hash.starts(with: kept.hashPrefix) else { return note(.rewritten(kept: kept), at: row) }
      anchorsHeld += 1
      anchors.remove(at: index)
    }
  }

  private func missing(_ kept: ChainAnchor) -> ChainProblem {
    let isOther = kept.database.map { $0 != database } ?? false
    return ChainProblem(
      fault: isOther ? .otherDatabase(kept: kept) : .truncated(kept: kept), globalNumber: lastGlobal,
      incident: kept.incident,
      number: kept.incident.map { chains[$0]?.number ?? 0 } ?? 0)
  }

  private mutating func note(_ fault: ChainProblem.Fault, at row: ChainRow) {
    problem = ChainProblem(
      fault: fault, globalNumber: row.globalNumber, incident: row.incident, number: row.number,
      event: row.event)
  }
}
