extension Incident {
  /// The heads of the incident's chains, one for each database that its events were born in, in the databases' order.
  package var chainHeads: [ChainHead] {
    var last: [UniqueID: RecordedEvent] = [:]
    for entry in timeline {
      let position = entry.recorded.position
      guard !entry.recorded.isPending else { continue }
      guard position.number > last[position.database]?.position.number ?? .min else { continue }
      last[position.database] = entry.recorded
    }
    return last.sorted { $0.key < $1.key }.map { ChainHead(of: $0.value) }
  }
}
