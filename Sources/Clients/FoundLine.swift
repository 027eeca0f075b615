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
  /// What its incident is called; nil for an event of none.
  package var incident: IncidentName?
  package var recorded: RecordedEvent

  package init(incident: IncidentName?, recorded: RecordedEvent) {
    self.incident = incident
    self.recorded = recorded
  }
}
