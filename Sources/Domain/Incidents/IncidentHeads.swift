extension Incident {
  /// The heads of the incident's chains, one for each database that its events were born in, in the databases' order.
  package var chainHeads: [ChainHead] {
    heads.sorted { $0.key < $1.key }.map { ChainHead(of: $0.value) }
  }
}
