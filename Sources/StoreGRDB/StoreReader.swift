package import Clients
package import Domain
import Dispatch
import FoundationEssentials
import GRDB

/// The record for commands that only read: no lock, no writing, answers at once.
///
/// Reads also a file that cannot be written, and one in a folder where a writer would refuse to work.
package struct StoreReader: Sendable {
  let store: Store
  private let ahead = DispatchQueue(label: "sitrep.store.ahead")

  package init(path: String) throws(StoreFailure) {
    store = Store(reading: path)
    try store.open()
  }

  /// All incidents, the newest first.
  package func incidents() throws(StoreFailure) -> [IncidentSummary] {
    try store.read(IncidentRows.summaries)
  }

  /// The newest lines that have all words of the text, of one incident or of all.
  package func search(_ typed: String, incident: IncidentName? = nil, limit: Int) throws(StoreFailure)
    -> Found
  {
    if let incident, try store.read({ try IncidentRows.find(incident, $0) }) == nil {
      throw .notFound("\(incident)")
    }
    return try store.search(typed, incident: incident, limit: limit)
  }

  package func opening() throws(StoreFailure) -> StoreOpening { try store.opening() }

  /// An incident of this database by the number that people say.
  package func incident(number: Int) throws(StoreFailure) -> IncidentRecord {
    try incident(called: IncidentName(number: number))
  }

  /// An incident by what people call it.
  package func incident(called name: IncidentName) throws(StoreFailure) -> IncidentRecord {
    let record = try store.read { db in
      try IncidentRows.find(name, db).map { try IncidentRows.record($0, db) }
    }
    guard let record else { throw .notFound("\(name)") }
    return record
  }

  package func incident(_ id: IncidentID) throws(StoreFailure) -> IncidentRecord { try store.incident(id) }

  /// The events that belong to no incident, in the order of their numbers in the record.
  package func unattached() throws(StoreFailure) -> [RecordedEvent] {
    try store.read {
      try recordedEvents(
        ChainRows.fetch($0, where: "event.incident IS NULL")
          + ForeignRows.fetch($0, where: "foreign_event.incident IS NULL"))
    }
  }

  /// The rows of an incident as they lie on disk, with the canonical bytes that the hashes cover.
  package func rows(of incident: IncidentID) throws(StoreFailure) -> [ChainRow] {
    try store.read { try IncidentRows.rows(of: incident, $0) }
  }

  /// Rows of the whole record after a number, at most `limit`.
  package func rows(after number: Int64, limit: Int) throws(StoreFailure) -> [ChainRow] {
    try store.read { try ChainRows.fetch($0, where: "event.gseq > ?", [number], limit: limit) }
  }

  /// The database that the record was born in.
  package func database() throws(StoreFailure) -> UniqueID {
    try store.read { try DatabaseBirth($0).id }
  }

  /// The database that each incident is at home in: the one that declared it.
  package func home(of incident: IncidentID) throws(StoreFailure) -> UniqueID {
    try store.read { db in
      let own = try DatabaseBirth(db).id
      guard try IncidentRows.find(incident, db)?.home != nil else { return own }
      return try ForeignIncidents.homes(db, where: "id = ?", [Data(incident.bytes)])[incident]?.database
        ?? own
    }
  }

  /// The other databases that events are known of.
  package func others() throws(StoreFailure) -> [UniqueID] {
    try store.read(ForeignRows.heads).map(\.database)
  }

  /// Checks the whole record, as far as it reaches at the start, and against heads that were kept elsewhere.
  package func verify(
    against anchors: [ChainAnchor] = [], progress: (_ done: Int64, _ all: Int64) -> Void = { _, _ in }
  ) throws(StoreFailure) -> ChainVerdict {
    try requireSound("quick_check")
    let end = try store.read(Store.lastNumber)
    var verifier = ChainVerifier(database: try database(), anchors: anchors)
    var outlines = OutlineCheck()
    var rows = try rowsAhead(after: 0, upTo: end).wait().get()
    while let final = rows.last {
      let next = rowsAhead(after: final.globalNumber, upTo: end)
      for row in rows { if let body = verifier.check(row) { outlines.follow(row, body) } }
      progress(final.globalNumber, end)
      rows = try next.wait().get()
    }
    var verdict = try withNumbersChecked(self.verdict(of: verifier))
    guard verdict.isIntact else { return verdict }
    let outlined = try store.read(OutlineRows.headlines).keys.sorted()
    // One by one, since a long transaction would keep the log from being emptied.
    for incident in outlined where try store.read({ try outlines.isMisleading(incident, $0) }) {
      verdict.misleading.append(incident)
    }
    return verdict
  }

  /// What the whole file holds, after SQLite's own full check of it.
  func checked() throws(StoreFailure) -> CheckedRecord {
    try requireSound("integrity_check")
    var verdict = try verify()
    if verdict.isIntact { verdict.problem = try verifyOthers().lazy.compactMap(\.problem).first }
    return CheckedRecord(holdings: try store.read(Holdings.read), verdict: verdict)
  }

  /// Checks what was born in other databases: a verdict for each, in the order of their identifiers.
  package func verifyOthers(against anchors: [ChainAnchor] = []) throws(StoreFailure) -> [ChainVerdict] {
    var verdicts: [ChainVerdict] = []
    for head in try store.read(ForeignRows.heads) {
      var verifier = ChainVerifier(
        database: head.database, anchors: anchors.filter { $0.database == head.database })
      var last: Int64 = 0
      while true {
        let rows = try store.read { db in
          try ForeignRows.chain(of: head.database, after: last, limit: 4096, db)
        }
        guard let end = rows.last?.globalNumber else { break }
        for row in rows { verifier.check(row) }
        last = end
      }
      verdicts.append(try verdict(of: verifier))
    }
    return verdicts
  }

  /// Redactions are read last: one that came while rows were read is seen then.
  private func verdict(of verifier: ChainVerifier) throws(StoreFailure) -> ChainVerdict {
    guard verifier.lacksTexts else { return verifier.verdict() }
    return verifier.verdict(redactions: try store.read(RedactedTexts.ofAll))
  }

  private func requireSound(_ check: String) throws(StoreFailure) {
    guard let flaw = try store.read({ try String.fetchOne($0, sql: "PRAGMA \(check)(1)") }), flaw != "ok"
    else {
      return
    }
    store.leaveAsFound()
    throw .corrupt(path: store.options.path, detail: flaw.replacing("\n", with: " "))
  }

  /// The next rows, read on another thread while those before them are checked; none after the last.
  ///
  /// In short transactions: a long one would keep the log from being emptied.
  private func rowsAhead(after last: Int64, upTo end: Int64) -> Answer<[ChainRow]> {
    let answer = Answer<[ChainRow]>()
    ahead.async { [store] in
      do throws(StoreFailure) {
        answer.give(
          .success(
            try store.read {
              try ChainRows.fetch($0, where: "event.gseq > ? AND event.gseq <= ?", [last, end], limit: 4096)
            }))
      } catch {
        answer.give(.failure(error))
      }
    }
    return answer
  }

  /// Incidents are numbered as they began: the numbers, which no hash covers, must still say so, and have no gap.
  private func withNumbersChecked(_ verdict: ChainVerdict) throws(StoreFailure) -> ChainVerdict {
    let incidents = try store.read(IncidentRows.numbered)
    let numbered = Dictionary(incidents.map { ($0.number, $0.id) }) { _, first in first }
    let present = Set(verdict.incidents.compactMap(\.incident))
    var gone = numbered.filter { !present.contains($0.value) }.keys.sorted()
    var verdict = verdict
    guard verdict.isIntact else {
      if present.isSubset(of: numbered.values), let last = numbered.keys.max() {
        gone += (1...last).filter { numbered[$0] == nil }
      }
      if case .removed = verdict.problem?.fault { verdict.problem?.goneIncidents = gone.sorted() }
      return verdict
    }
    let end = verdict.head?.number ?? 0
    if !gone.isEmpty { verdict.problem = ChainProblem(fault: .incidentsGone(gone), globalNumber: end) }
    for (place, head) in verdict.incidents.enumerated()
    where verdict.isIntact && numbered[place + 1] != head.incident {
      verdict.problem = ChainProblem(fault: .misnumbered, globalNumber: end, incident: head.incident)
    }
    return verdict
  }
}

/// Checks the record in a file without writing to it.
package func verifyStore(_ path: String, against anchors: [ChainAnchor] = []) throws(StoreFailure)
  -> ChainVerdict
{
  try StoreReader(path: path).verify(against: anchors)
}
