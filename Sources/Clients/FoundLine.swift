package import Domain

/// What a search has found, the newest line first.
package struct Found: Sendable, Equatable {
  package var lines: [FoundLine]
  /// False where the words of the oldest events are still being gathered, which takes a minute after an upgrade.
  package var reachesBackToTheFirst: Bool

  package init(lines: [FoundLine], reachesBackToTheFirst: Bool) {
    self.lines = lines
    self.reachesBackToTheFirst = reachesBackToTheFirst
  }
}

/// A line of the record that a search has found.
package struct FoundLine: Sendable, Equatable {
  /// The number of its incident; nil for an event of none.
  package var number: Int?
  package var recorded: RecordedEvent

  package init(number: Int?, recorded: RecordedEvent) {
    self.number = number
    self.recorded = recorded
  }
}
