/// The events of a transfer that come without their text, until a redaction is seen that says so.
///
/// A redaction counts in whatever database it was written, and wherever it stands before or after.
package struct AwaitedTexts: Sendable {
  private var waiting: [EventID: (database: UniqueID, number: Int64, incident: IncidentID?)] = [:]
  /// The events whose text was taken out, as far as redactions are known.
  package private(set) var redacted: Set<RedactedEvent>

  package init(redacted: Set<RedactedEvent>) { self.redacted = redacted }

  /// True where every text that is missing was taken out by a redaction.
  package var isWhole: Bool { waiting.isEmpty }

  package mutating func follow(_ row: ChainRow, of database: UniqueID, saying body: CanonicalBody) {
    if row.payload == nil, !isRedacted(row) {
      waiting[row.event] = (database, row.globalNumber, row.incident)
    }
    if let target = RedactedEvent(of: body) { take(target) }
  }

  /// Takes in that an event's text was taken out.
  package mutating func take(_ target: RedactedEvent) {
    redacted.insert(target)
    if waiting[target.event]?.incident == target.incident { waiting[target.event] = nil }
  }

  package func isRedacted(_ row: ChainRow) -> Bool {
    redacted.contains(RedactedEvent(event: row.event, incident: row.incident))
  }

  package func require() throws(SyncFlaw) {
    let first = waiting.values.min { ($0.database, $0.number) < ($1.database, $1.number) }
    guard let first else { return }
    throw .textMissing(database: first.database, number: first.number)
  }
}
