import Clients
import Domain
import FoundationEssentials
import GRDB

extension IncidentRows {
  /// The headlines that hold now: as they are kept, and made anew for incidents that have gone on since.
  static func headlines(_ db: Database) throws -> [IncidentID: Headline] {
    var found = try OutlineRows.headlines(db)
    let (mark, last) = (try OutlineRows.mark(db).number, try Store.lastNumber(db))
    let touched = try touched(after: mark, upTo: last, db)
    // While outlines are yet to be made for most of a record, its incidents are listed as they began.
    let isNearlyDone = last - mark <= Self.folded
    for incident in touched {
      let outline = isNearlyDone ? try Outline(of: incident, after: OutlineRows.find(incident, db), db) : nil
      found[incident] = outline?.headline
    }
    return found
  }

  /// The incidents that events of a range belong to.
  static func touched(after first: Int64, upTo last: Int64, _ db: Database) throws -> [IncidentID] {
    let statement = try db.cachedStatement(
      sql: "SELECT DISTINCT incident FROM event WHERE gseq > ? AND gseq <= ? AND incident IS NOT NULL")
    return try Row.fetchAll(statement, arguments: [first, last]).compactMap {
      UniqueID(bytes: try $0.bytes(0) ?? [])
    }
  }

  /// An incident as the first frame needs it: of a long timeline the events that its fold rests on, and the last ones.
  static func beginning(_ summary: IncidentSummary, _ db: Database) throws -> IncidentRecord {
    guard try !ForeignIncidents.knows(summary.id, db), let outline = try OutlineRows.find(summary.id, db),
      outline.number > shown
    else {
      return try record(summary, db)
    }
    let start = outline.number - shown
    let before = outline.lasting.prefix { $0 <= start }
    // A few lines are not worth a second reading.
    guard start - Int64(before.count) > shown else { return try record(summary, db) }
    let rows =
      try Outline.rows(before, of: summary.id, db)
      + ChainRows.fetch(
        db, where: "event.incident = ? AND event.seq > ?", [Data(summary.id.bytes), start])
    return IncidentRecord(
      id: summary.id, number: summary.number, events: try recordedEvents(rows),
      missing: Int(start) - before.count)
  }

  /// More lines than a screen has.
  private static let shown: Int64 = 200
  private static let folded: Int64 = 10_000
}
