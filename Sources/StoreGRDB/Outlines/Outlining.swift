package import Clients
import Domain
import FoundationEssentials
import GRDB

extension Store {
  /// Makes the outlines of the incidents that a batch of events belongs to, where they lag by `backlog`; true where
  /// it did.
  ///
  /// They are made before the lock is taken, so that nobody waits for the folding.
  @discardableResult func extendOutlines(from backlog: Int64) -> Bool {
    guard mayWrite, let made = try? read({ try OutlineBatch($0, from: backlog) }) else {
      return false
    }
    return (try? write(upTo: .milliseconds(200)) { try made.save($0) }) != nil
  }
}

/// Forgets the headlines that are kept beside the events, so that the next console makes them again.
package func forgetHeadlines(_ options: StoreOptions) throws(StoreFailure) {
  let store = Store(options)
  try store.open()
  defer { store.close() }
  try store.write { try OutlineRows.forget($0) }
}

/// Outlines that were made and are not kept yet.
private struct OutlineBatch {
  private let mark: (number: Int64, edition: Int64)
  private let end: Int64
  private var outlines: [Outline] = []

  /// Nil where there is less to do than `backlog`.
  init?(_ db: Database, from backlog: Int64) throws {
    mark = try OutlineRows.mark(db)
    let last = try Store.lastNumber(db)
    guard try OutlineRows.exist(db), last - mark.number >= backlog else { return nil }
    end = min(last, mark.number + Self.limit)
    for incident in try IncidentRows.touched(after: mark.number, upTo: end, db) {
      // What can't be read has no outline; verify is who speaks of it.
      let former = try OutlineRows.find(incident, db)
      if let outline = try? Outline(of: incident, after: former, db) { outlines.append(outline) }
    }
  }

  func save(_ db: Database) throws {
    // Another process may have been here, or a text was taken out that is in what was made.
    guard try OutlineRows.mark(db) == mark else { return }
    for outline in outlines { try OutlineRows.save(outline, db) }
    try OutlineRows.move(markTo: end, db)
  }

  private static let limit: Int64 = 2000
}
