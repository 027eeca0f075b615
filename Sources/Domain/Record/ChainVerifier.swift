/// Recomputes both chains from the stored bytes, row by row, in memory that grows with the incidents alone.
package struct ChainVerifier: Sendable {
  private let database: UniqueID
  private var anchors: AnchorsAhead
  private var events = 0
  private var lastGlobal: Int64 = 0
  private var lastHash: [UInt8]
  private var chains: [IncidentID: (place: Int, number: Int64, hash: [UInt8])] = [:]
  private var texts = MissingTexts()
  private var problem: ChainProblem?

  package init(database: UniqueID, anchors: [ChainAnchor] = []) {
    self.database = database
    self.anchors = AnchorsAhead(anchors, database: database)
    lastHash = ChainLink.first(in: database)
  }

  /// Checks the next row; after the first problem rows are counted, and tell what is missing before them.
  ///
  /// The result is what the row's bytes say; nil once something is wrong.
  @discardableResult
  package mutating func check(_ row: ChainRow) -> CanonicalBody? {
    events += 1
    guard problem == nil else {
      lookForGap(at: row)
      return nil
    }
    let body: CanonicalBody
    do throws(Wrong) {
      body = try read(row)
    } catch {
      note(error.fault, at: row)
      return nil
    }
    texts.follow(row, saying: body)
    lastGlobal = row.globalNumber
    lastHash = row.hash
    keep(row)
    if let kept = anchors.broken(by: row) { note(.rewritten(kept: kept), at: row) }
    return body
  }

  private struct Wrong: Error { var fault: ChainProblem.Fault }

  private func read(_ row: ChainRow) throws(Wrong) -> CanonicalBody {
    if let fault = faultOfHash(row) { throw Wrong(fault: fault) }
    let body: CanonicalBody
    do throws(CanonicalBody.Flaw) {
      body = try CanonicalBody(decoding: row.body)
    } catch {
      throw Wrong(fault: .unreadable(error))
    }
    if let fault = fault(of: row, saying: body) { throw Wrong(fault: fault) }
    return body
  }

  /// Whether a text is gone that no redaction in this database explains; one of another database may.
  package var lacksTexts: Bool { texts.first != nil }

  /// The result for all rows that were given, and for the redactions of all databases, by what they take out.
  package consuming func verdict(redactions: [RedactedEvent: CanonicalBody] = [:]) -> ChainVerdict {
    texts.look(among: redactions)
    if problem == nil, let missing = texts.first { problem = missing }
    if problem == nil, let kept = anchors.first { problem = missing(kept) }
    let heads = chains.sorted { $0.value.place < $1.value.place }.map { incident, last in
      ChainHead(database: database, incident: incident, number: last.number, hash: last.hash)
    }
    let head =
      lastGlobal == 0
      ? nil : ChainHead(database: database, incident: nil, number: lastGlobal, hash: lastHash)
    return ChainVerdict(
      database: database, events: events, head: head, incidents: heads, anchorsHeld: anchors.held,
      removals: texts.removals, problem: problem)
  }

  private func faultOfHash(_ row: ChainRow) -> ChainProblem.Fault? {
    guard row.globalNumber > lastGlobal else { return .reordered }
    guard row.globalNumber == lastGlobal + 1 else {
      return .removed(missing: row.globalNumber - lastGlobal - 1)
    }
    let expected = ChainLink.hash(
      previousInIncident: row.previousInIncident, previousInDatabase: row.previousInDatabase, body: row.body)
    return expected == row.hash ? nil : .changed(expected: expected, found: row.hash)
  }

  private func fault(of row: ChainRow, saying body: CanonicalBody) -> ChainProblem.Fault? {
    guard body.database == database else { return .foreignDatabase(body.database) }
    guard body.globalNumber == row.globalNumber, body.number == row.number else { return .reordered }
    guard body.incident == row.incident, body.event == row.event else { return .rowDiffers }
    guard row.previousInDatabase == lastHash else { return .brokenLink }
    if let fault = faultInIncident(of: row) { return fault }
    guard let payload = row.payload else { return nil }
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

  private mutating func keep(_ row: ChainRow) {
    guard let incident = row.incident else { return }
    chains[incident] = (chains[incident]?.place ?? chains.count, row.number, row.hash)
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
      event: row.event, kind: (try? CanonicalBody(decoding: row.body))?.kind)
    lookForGap(at: row)
  }

  /// The first incident whose numbers have a gap says which of its events are gone.
  private mutating func lookForGap(at row: ChainRow) {
    defer { keep(row) }
    guard case .removed = problem?.fault, problem?.lost == nil, let incident = row.incident else { return }
    let expected = (chains[incident]?.number ?? 0) + 1
    guard row.number > expected else { return }
    problem?.lost = ChainProblem.Lost(incident: incident, numbers: expected...(row.number - 1))
  }
}

/// The heads that were kept elsewhere and whose events have not come yet.
private struct AnchorsAhead {
  private struct Place: Hashable {
    var incident: IncidentID?
    var number: Int64
  }

  private var waiting: [Place: [ChainAnchor]] = [:]
  private(set) var held = 0

  init(_ anchors: [ChainAnchor], database: UniqueID) {
    for kept in anchors {
      waiting[Place(incident: kept.incident, number: kept.number), default: []].append(kept)
    }
    self.database = database
  }

  private let database: UniqueID

  /// One that nothing came for, the earliest of its chain.
  var first: ChainAnchor? {
    waiting.values.joined().min {
      ($0.incident?.description ?? "", $0.number) < ($1.incident?.description ?? "", $1.number)
    }
  }

  /// The head that says something else of this row; those that agree with it are held.
  mutating func broken(by row: ChainRow) -> ChainAnchor? {
    guard !waiting.isEmpty else { return nil }
    var places = [Place(incident: nil, number: row.globalNumber)]
    if let incident = row.incident { places.append(Place(incident: incident, number: row.number)) }
    for place in places {
      guard let here = waiting.removeValue(forKey: place) else { continue }
      let others = here.filter { $0.database.map { $0 != database } ?? false }
      if !others.isEmpty { waiting[place] = others }
      let own = here.filter { $0.database.map { $0 == database } ?? true }
      if let wrong = own.first(where: { !row.hash.starts(with: $0.hashPrefix) }) { return wrong }
      held += own.count
    }
    return nil
  }
}

/// The events whose text is not there, until a redaction comes that says so.
private struct MissingTexts {
  private var waiting: [EventID: ChainProblem] = [:]
  private(set) var removals: [ChainRemoval] = []

  /// The first event that lost its text without a redaction.
  var first: ChainProblem? { waiting.values.min { $0.globalNumber < $1.globalNumber } }

  /// Looks for the redactions of what is left among those of all databases.
  mutating func look(among elsewhere: [RedactedEvent: CanonicalBody]) {
    for (event, gone) in waiting.sorted(by: { $0.value.globalNumber < $1.value.globalNumber }) {
      guard let redaction = elsewhere[RedactedEvent(event: event, incident: gone.incident)] else { continue }
      waiting[event] = nil
      remove(gone, by: redaction.globalNumber, redaction.number, of: redaction.database)
    }
  }

  mutating func follow(_ row: ChainRow, saying body: CanonicalBody) {
    if row.payload == nil {
      waiting[row.event] = ChainProblem(
        fault: .payloadMissing, globalNumber: row.globalNumber, incident: row.incident, number: row.number,
        event: row.event, kind: body.kind)
    }
    guard body.kind == Redaction.kind, let target = body.corrects,
      let gone = waiting.removeValue(forKey: target)
    else { return }
    remove(gone, by: row.globalNumber, row.number, of: nil)
  }

  private mutating func remove(_ gone: ChainProblem, by: Int64, _ byNumber: Int64, of database: UniqueID?) {
    removals.append(
      ChainRemoval(
        globalNumber: gone.globalNumber, incident: gone.incident, number: gone.number, kind: gone.kind ?? "",
        by: by, byNumber: byNumber, byDatabase: database))
  }
}
