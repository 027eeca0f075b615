import Clients
import Dispatch
import Domain
import GRDB
import Synchronization

extension Store {
  /// The newest lines of the record that have all words of `typed`, the newest first.
  ///
  /// The index answers for most of the record; what came since it was extended is looked through as it is.
  func search(_ typed: String, incident: IncidentName?, limit: Int) throws(StoreFailure) -> Found {
    let words = SearchWords(typed)
    guard !words.isEmpty else { return Found(lines: [], reachesBackToTheFirst: true) }
    return try read { db in
      let wanted = try incident.map { try IncidentRows.find($0, db)?.id }
      if case .some(nil) = wanted { return Found(lines: [], reachesBackToTheFirst: true) }
      var search = Search(words: words, incident: wanted ?? nil, limit: limit, db: db)
      let found = try search.found()
      let names = try IncidentRows.names(of: found.compactMap(\.event.incident), db)
      let lines = found.map { recorded in
        FoundLine(incident: recorded.event.incident.flatMap { names[$0] }, recorded: recorded)
      }
      return Found(lines: lines, reachesBackToTheFirst: !search.gaveUp)
    }
  }

  /// Extends the index and the outlines a little after commits, where it lags by more than a search may look through.
  func planIndexing() {
    let isToPlan = upkeep.withLock { upkeep in
      guard !upkeep.isIndexPlanned, !upkeep.isClosed else { return false }
      upkeep.isIndexPlanned = true
      return true
    }
    guard isToPlan else { return }
    writing.asyncAfter(deadline: .now() + .seconds(2)) { [weak self] in self?.index() }
  }

  /// One batch at a time, so that what people record meanwhile waits for one batch at most.
  private func index() {
    upkeep.withLock { $0.isIndexPlanned = false }
    guard upkeep.withLock({ !$0.isClosed }) else { return }
    let (isExtended, isOutlined) = (extendIndex(from: Self.backlog), extendOutlines(from: Self.backlog))
    guard isExtended || isOutlined else { return }
    let isToPlan = upkeep.withLock { upkeep in
      defer { upkeep.isIndexPlanned = true }
      return !upkeep.isIndexPlanned
    }
    if isToPlan { writing.asyncAfter(deadline: .now() + .milliseconds(20)) { [weak self] in self?.index() } }
  }

  /// Takes a batch into the index where it lags by `backlog`; true where it did.
  ///
  /// A failure costs nothing: the search looks through what the index does not have.
  @discardableResult func extendIndex(from backlog: Int64) -> Bool {
    guard mayWrite, let lag = try? read(WordIndex.backlog), lag >= backlog else { return false }
    return (try? write(upTo: .milliseconds(200)) { try WordIndex.extend($0, by: Self.batch) }) != nil
  }

  /// As many events as a search looks through in a few milliseconds.
  private static let backlog: Int64 = 256
  private static let batch = 2000
}

/// One search through what was born here and elsewhere.
private struct Search {
  let words: SearchWords
  let incident: IncidentID?
  let limit: Int
  let db: Database
  private(set) var gaveUp = false

  init(words: SearchWords, incident: IncidentID?, limit: Int, db: Database) {
    (self.words, self.incident, self.limit, self.db) = (words, incident, limit, db)
  }

  /// The newest lines, the newest first.
  mutating func found() throws -> [RecordedEvent] {
    let own = try found(.here)
    let others = try found(.elsewhere)
    guard !others.isEmpty else { return own }
    let all = own + others
    let places = all.indices.sorted { (all[$1].event.recordedAt, $0) < (all[$0].event.recordedAt, $1) }
    return places.prefix(limit).map { all[$0] }
  }

  private mutating func found(_ origin: WordIndex.Origin) throws -> [RecordedEvent] {
    var tail = Tail(end: try origin.end(db), mark: try WordIndex.mark(db, of: origin))
    var found: [RecordedEvent] = []
    while found.count < limit, let chunk = tail.next() {
      found += try recordedEvents(origin.rows(chunk, db)).reversed().filter { recorded in
        (incident == nil || recorded.event.incident == incident)
          && words.match(recorded.event.searchable)
      }
    }
    gaveUp = gaveUp || tail.gaveUp
    if tail.mark > 0, found.count < limit {
      let rest = try WordIndex.find(words, in: incident, of: origin, limit: limit - found.count, db)
      found += try rest.flatMap { try recordedEvents(origin.rows(($0 - 1)...$0, db)) }
    }
    return Array(found.prefix(limit))
  }
}

/// What the index does not have, from the end, in pieces; of a long record whose index is yet to be made, only the end.
private struct Tail {
  private var end: Int64
  let mark: Int64
  private var left = 25
  private(set) var gaveUp = false

  init(end: Int64, mark: Int64) {
    self.end = end
    self.mark = mark
  }

  /// The numbers after the lower bound, up to the upper one.
  mutating func next() -> ClosedRange<Int64>? {
    guard end > mark else { return nil }
    guard left > 0 else {
      gaveUp = true
      return nil
    }
    left -= 1
    let start = max(mark, end - 2000)
    defer { end = start }
    return start...end
  }
}
