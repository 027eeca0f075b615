import Domain
import Testing

@Suite struct RecordVerifyTests {
  private func head(_ record: RecordRows, _ incident: IncidentID? = nil) throws -> ChainHead {
    let verdict = record.verdict
    return try #require(incident == nil ? verdict.head : verdict.incidents.first { $0.incident == incident })
  }

  @Test func `a record that nobody touched holds`() {
    let verdict = RecordRows(events: 40).verdict
    #expect(verdict.problem == nil)
    #expect(verdict.events == 40)
    #expect(verdict.head?.number == 40)
    #expect(verdict.incidents.map(\.incident) == RecordRows.incidents)
    #expect(verdict.incidents.map(\.number) == [16, 16])
  }

  @Test func `an empty record holds and has no head`() {
    let verdict = RecordRows(events: 0).verdict
    #expect(verdict.isIntact && verdict.head == nil)
  }

  @Test func `every single changed bit of an event is found at that event`() {
    let record = RecordRows(events: 3)
    for byte in record.rows[1].body.indices {
      for bit in 0..<8 {
        var changed = record
        changed.rows[1].body[byte] ^= 1 << bit
        #expect(changed.verdict.problem?.globalNumber == 2)
      }
    }
  }

  @Test func `a changed event names the hash that it should have`() throws {
    var record = RecordRows(events: 10)
    record.rows[6].body[30] ^= 1
    let problem = try #require(record.verdict.problem)
    guard case .changed(_, let found) = problem.fault else { return #expect(Bool(false), "\(problem)") }
    #expect(found == record.rows[6].hash)
    #expect(problem.event == record.rows[6].event)
  }

  @Test func `a changed text is found though the chain holds`() {
    var record = RecordRows(events: 10)
    record.rows[3].payload?.bytes[2] ^= 1
    #expect(record.verdict.problem?.fault == .payloadChanged)
    #expect(record.verdict.problem?.globalNumber == 4)
  }

  @Test func `a missing text is found`() {
    var record = RecordRows(events: 10)
    record.rows[3].payload = nil
    #expect(record.verdict.problem?.fault == .payloadMissing)
  }

  @Test func `a removed event is counted`() {
    var record = RecordRows(events: 10)
    record.rows.removeSubrange(4...5)
    #expect(record.verdict.problem?.fault == .removed(missing: 2))
    #expect(record.verdict.problem?.globalNumber == 7)
  }

  @Test func `the first event cannot be removed`() {
    var record = RecordRows(events: 10)
    record.rows.removeFirst()
    #expect(record.verdict.problem?.fault == .removed(missing: 1))
  }

  @Test func `two events that changed places are found`() {
    var record = RecordRows(events: 10)
    record.rows.swapAt(4, 6)
    #expect(record.verdict.problem != nil)
  }

  @Test func `two events that changed their numbers are found`() {
    var record = RecordRows(events: 10)
    record.rows.swapAt(4, 6)
    record.rows[4].globalNumber = 5
    record.rows[6].globalNumber = 7
    #expect(record.verdict.problem?.fault == .reordered)
    #expect(record.verdict.problem?.globalNumber == 5)
  }

  @Test func `a change that was hashed anew breaks the link to the next event`() {
    var record = RecordRows(events: 10)
    record.rows[4].body[record.rows[4].body.count - 40] = 1
    record.rows[4].hash = ChainLink.hash(
      previousInIncident: record.rows[4].previousInIncident,
      previousInDatabase: record.rows[4].previousInDatabase, body: record.rows[4].body)
    #expect(record.verdict.problem != nil)
  }

  @Test func `a row under another incident than it was written for is found`() {
    var record = RecordRows(events: 10)
    record.rows[2].incident = RecordRows.incidents[1]
    #expect(record.verdict.problem?.globalNumber == 3)
  }

  @Test func `a record of another database is found`() {
    let verdict = verifyChain(RecordRows(events: 3).rows, database: UniqueID(high: 9, low: 9))
    #expect(verdict.problem?.fault == .foreignDatabase(RecordRows.database))
  }

  @Test func `a whole incident cannot be removed with its hashes written anew`() {
    var record = RecordRows(events: 10)
    record.rows.removeAll { $0.incident == RecordRows.incidents[0] }
    record.rehash(from: 0)
    #expect(record.verdict.problem != nil)
  }

  @Test func `a cut tail holds by itself and is found against a head`() throws {
    var record = RecordRows(events: 10)
    let kept = ChainAnchor(try head(record))
    record.rows.removeLast(3)
    #expect(record.verdict.isIntact)
    let verdict = verifyChain(record.rows, database: RecordRows.database, against: [kept])
    #expect(verdict.problem?.fault == .truncated(kept: kept))
    #expect(verdict.problem?.globalNumber == 7)
  }

  @Test func `an incident that was cut off is found against its head`() throws {
    var record = RecordRows(events: 10)
    let kept = ChainAnchor(try head(record, RecordRows.incidents[1]))
    record.rows.removeLast(5)
    let verdict = verifyChain(record.rows, database: RecordRows.database, against: [kept])
    #expect(verdict.problem?.fault == .truncated(kept: kept))
    #expect(verdict.problem?.incident == RecordRows.incidents[1])
  }

  @Test func `a record written anew holds by itself and is found against a short head`() throws {
    var record = RecordRows(events: 10)
    let kept = try #require(ChainAnchor(short: try head(record).short, of: nil))
    var body = try CanonicalBody(decoding: record.rows[4].body)
    body.isDrill = true
    record.rows[4].body = body.encoded()
    record.rehash(from: 4)
    #expect(record.verdict.isIntact)
    let verdict = verifyChain(record.rows, database: RecordRows.database, against: [kept])
    #expect(verdict.problem?.fault == .rewritten(kept: kept))
  }

  @Test func `a record that went on still holds against older heads`() throws {
    let early = RecordRows(events: 10)
    let kept = try [nil, RecordRows.incidents[0], RecordRows.incidents[1]].map {
      ChainAnchor(try head(early, $0))
    }
    let verdict = verifyChain(RecordRows(events: 30).rows, database: RecordRows.database, against: kept)
    #expect(verdict.problem == nil)
    #expect(verdict.anchorsHeld == 3)
  }

  @Test func `a head of another database is not taken for ours`() throws {
    let record = RecordRows(events: 10)
    var kept = ChainAnchor(try head(record))
    kept.database = UniqueID(high: 9, low: 9)
    let verdict = verifyChain(record.rows, database: RecordRows.database, against: [kept])
    #expect(verdict.problem?.fault == .otherDatabase(kept: kept))
  }

  @Test func `a thousand random changes are all found against a head`() throws {
    let record = RecordRows(events: 20)
    let kept = ChainAnchor(try head(record))
    var dice = SystemRandomNumberGenerator()
    for _ in 0..<1000 {
      var changed = record
      let place = Int.random(in: 0..<20, using: &dice)
      switch Int.random(in: 0..<5, using: &dice) {
      case 0: changed.rows[place].body[Int.random(in: 0..<changed.rows[place].body.count)] ^= 0x10
      case 1: changed.rows.remove(at: place)
      case 2: changed.rows.swapAt(place, (place + 1) % 20)
      case 3: changed.rows.removeLast(place + 1)
      default: changed.rows[place].payload?.salt[3] ^= 1
      }
      #expect(verifyChain(changed.rows, database: RecordRows.database, against: [kept]).problem != nil)
    }
  }

  @Test func `a problem says which event, of which incident`() {
    var record = RecordRows(events: 10)
    record.rows.remove(at: 2)
    #expect(
      record.verdict.problem?.words
        == "One event is missing before event 4 (note, number 2 of incident \(RecordRows.incidents[1])): "
        + "number 2 of incident \(RecordRows.incidents[0]).")
  }

  @Test func `a text that a redaction took out is told, and is no fault`() throws {
    var record = RecordRows(events: 10)
    record.redact(3)
    let verdict = record.verdict
    #expect(verdict.problem == nil)
    #expect(verdict.removals.map(\.globalNumber) == [4] && verdict.removals.map(\.by) == [11])
  }

  @Test func `a redaction excuses its own event alone`() throws {
    var record = RecordRows(events: 10)
    record.redact(3)
    record.rows[5].payload = nil
    #expect(record.verdict.problem?.fault == .payloadMissing)
    #expect(record.verdict.problem?.globalNumber == 6)
    #expect(record.verdict.problem?.kind == "note")
  }

  @Test func `an incident that is gone as a whole is named by a head that was kept`() throws {
    let record = RecordRows(events: 4)
    let kept = ChainAnchor(try head(record, RecordRows.incidents[1]))
    let rest = RecordRows(events: 1)
    let problem = verifyChain(rest.rows, database: RecordRows.database, against: [kept]).problem
    #expect(
      problem?.words
        == "incident \(RecordRows.incidents[1]) is gone as a whole: it had 2 events.")
  }
}
