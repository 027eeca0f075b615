/// What a check of the record found: how much was read, the heads of all chains, and the first thing that is wrong.
package struct ChainVerdict: Sendable, Equatable {
  package var database: UniqueID
  package var events: Int
  /// The head of the chain over everything; nil where nothing is recorded.
  package var head: ChainHead?
  /// The heads of the incidents, in the order in which they began.
  package var incidents: [ChainHead]
  /// How many of the given anchors were found in place.
  package var anchorsHeld: Int
  /// The texts that are gone, each with the redaction that says so.
  package var removals: [ChainRemoval] = []
  /// The incidents of which lists say something else than their events: no part of the record, and made again from it.
  package var misleading: [IncidentID] = []
  /// Nil where everything holds.
  package var problem: ChainProblem?

  package var isIntact: Bool { problem == nil }
}

/// A text that was taken out of the record, and the event that says so.
package struct ChainRemoval: Sendable, Equatable {
  package var globalNumber: Int64
  package var incident: IncidentID?
  package var number: Int64
  package var kind: String
  /// The redaction's number in the database, and in the incident.
  package var by: Int64
  package var byNumber: Int64
  /// The database that the redaction was written in, where it is another one.
  package var byDatabase: UniqueID?
}

/// The first thing that is wrong with a record, and the event at which it shows.
package struct ChainProblem: Sendable, Equatable {
  package var fault: Fault
  /// The number in the database of the event at which it shows.
  package var globalNumber: Int64
  package var incident: IncidentID?
  /// The number in the incident; 0 where there is none.
  package var number: Int64
  package var event: EventID?
  /// The event's kind, where it can be read.
  package var kind: String?
  /// Where events are gone: those of one incident, as far as its own numbers tell.
  package var lost: Lost?
  /// The short numbers of incidents of which nothing is left.
  package var goneIncidents: [Int] = []

  package struct Lost: Sendable, Equatable {
    package var incident: IncidentID
    package var numbers: ClosedRange<Int64>
  }

  package enum Fault: Sendable, Equatable {
    /// The event's bytes are not those that were hashed.
    case changed(expected: [UInt8], found: [UInt8])
    /// Events before this one are gone: so many numbers are missing.
    case removed(missing: Int64)
    /// It stands where another number belongs.
    case reordered
    /// It does not follow the event before it: that one, or both, were written anew.
    case brokenLink
    /// The row says something else than the bytes that were hashed.
    case rowDiffers
    /// It was born in another database.
    case foreignDatabase(UniqueID)
    case unreadable(CanonicalBody.Flaw)
    /// The text is not the one that was written.
    case payloadChanged
    case payloadMissing
    /// The chain is shorter than a head of it that was kept.
    case truncated(kept: ChainAnchor)
    /// The chain was written anew: where a kept head has its event stands another one.
    case rewritten(kept: ChainAnchor)
    /// A kept head belongs to another database.
    case otherDatabase(kept: ChainAnchor)
    /// The incident does not bear the short number that it was given.
    case misnumbered
    /// No event is left of incidents that were given these short numbers.
    case incidentsGone([Int])
  }

  package init(
    fault: Fault, globalNumber: Int64, incident: IncidentID? = nil, number: Int64 = 0, event: EventID? = nil,
    kind: String? = nil
  ) {
    self.fault = fault
    self.globalNumber = globalNumber
    self.incident = incident
    self.number = number
    self.event = event
    self.kind = kind
  }
}

/// Checks a whole record, given in the order of its numbers, and against heads that were kept elsewhere.
package func verifyChain(
  _ rows: some Sequence<ChainRow>, database: UniqueID, against anchors: [ChainAnchor] = []
) -> ChainVerdict {
  var verifier = ChainVerifier(database: database, anchors: anchors)
  for row in rows { verifier.check(row) }
  return verifier.verdict()
}
