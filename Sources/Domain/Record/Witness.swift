/// What one person's consoles have seen of each chain: kept apart from the record, it shows if that is altered later.
///
/// A line is an anchor with blanks in place of its line breaks.
package struct Witness: Sendable, Equatable {
  /// One head of each chain, the chain that was seen last at the end.
  package private(set) var heads: [ChainHead]

  /// Reads what `text` wrote; a line that is none is left out.
  package init(text: String) {
    heads = text.split(whereSeparator: \.isNewline).compactMap { line in
      ChainAnchor(anchor: line.split(separator: " ").joined(separator: "\n")).flatMap { ChainHead($0) }
    }
  }

  package var text: String {
    heads.map { $0.anchor.split(separator: "\n").joined(separator: " ") + "\n" }.joined()
  }

  package func heads(of database: UniqueID) -> [ChainHead] { heads.filter { $0.database == database } }

  /// Takes heads in, in place of earlier ones of the same chains; of many chains the latest are kept.
  ///
  /// Two records may know the same other database, one of them less far: the furthest head of it stays.
  package mutating func see(_ seen: [ChainHead]) {
    let furthest = seen.map { new in
      heads.first { $0.isOfSameChain(as: new) && $0.number > new.number } ?? new
    }
    heads.removeAll { old in seen.contains { $0.isOfSameChain(as: old) } }
    heads = (heads + furthest).suffix(Self.most)
  }

  private static let most = 200
}

extension ChainHead {
  fileprivate func isOfSameChain(as other: ChainHead) -> Bool {
    database == other.database && incident == other.incident
  }

  /// The head that an anchor holds whole; nil for a short one.
  init?(_ anchor: ChainAnchor) {
    guard let database = anchor.database, anchor.hashPrefix.count == 32 else { return nil }
    self.init(
      database: database, incident: anchor.incident, number: anchor.number, hash: anchor.hashPrefix)
  }
}

/// A record that says something else than what this person's consoles have seen of it before.
package struct WitnessAlarm: Sendable, Equatable {
  /// The head that was seen.
  package var seen: ChainHead
  /// The hash that stands there now; nil where the record ends before.
  package var found: [UInt8]?
  package var lastNumber: Int64
  /// The incidents whose own heads do not agree either.
  package var incidents: [String]
  /// The letters of the other database whose events it is about; nil for those that were written here.
  package var other: String?

  package init(
    seen: ChainHead, found: [UInt8]?, lastNumber: Int64, incidents: [String], other: String? = nil
  ) {
    self.other = other
    self.seen = seen
    self.found = found
    self.lastNumber = lastNumber
    self.incidents = incidents
  }

  /// What is wrong, in one sentence.
  package var words: String {
    let where_ = incidents.isEmpty ? "" : " It shows in \(incidents.joined(separator: ", "))."
    let place = other.map { "what came from database \($0)" } ?? "this record"
    guard found != nil else {
      return "Your console has seen \(seen.number) events in \(place); now it has \(lastNumber). "
        + "The last ones were cut off, or an older copy was put back." + where_
    }
    return "Event \(seen.number) of \(place) is not the one that your console has seen there. "
      + "It, or something before it, was written anew." + where_
  }
}
