import Domain
import GRDB

/// What outlines must say, gathered while the chains are verified: nothing of what is kept is believed.
struct OutlineCheck {
  private var lasting: [IncidentID: [Int64]] = [:]

  mutating func follow(_ row: ChainRow, _ body: CanonicalBody) {
    guard let incident = row.incident, EventBody.isLasting(body.kind, corrects: body.corrects) else { return }
    lasting[incident, default: []].append(row.number)
  }

  /// Whether the outline of an incident says something else than its events.
  ///
  /// One of another past is not read by anybody, so it misleads nobody.
  func isMisleading(_ incident: IncidentID, _ db: Database) throws -> Bool {
    guard let kept = try OutlineRows.find(incident, db) else { return false }
    let numbers = Array((lasting[incident] ?? []).prefix { $0 <= kept.number })
    let events = try recordedEvents(Outline.rows(numbers, of: incident, db))
    let told = Incident(id: incident, number: 0, events: events).map(Headline.init)
    return numbers != kept.lasting || told != kept.headline
  }
}
