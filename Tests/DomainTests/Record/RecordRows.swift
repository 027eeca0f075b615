import Domain

/// A small record of two incidents, built by the rules themselves.
struct RecordRows {
  static let database = UniqueID(high: 0xd1, low: 1)
  static let incidents = [UniqueID(high: 0x11, low: 1), UniqueID(high: 0x22, low: 2)]

  var rows: [ChainRow] = []

  /// Events that go to the incidents in turn, every fifth to none.
  init(events: Int) {
    for index in 0..<events { add(index, text: "note \(index)") }
  }

  /// Takes the text of a row out, with a redaction at the end.
  mutating func redact(_ row: Int) {
    rows[row].payload = nil
    add(rows.count, text: "secret", kind: "redacted", corrects: rows[row].event, to: rows[row].incident)
  }

  private mutating func add(_ index: Int, text: String) {
    add(
      index, text: text, kind: "note", corrects: UniqueID(high: 1, low: 2),
      to: index % 5 == 4 ? nil : Self.incidents[index % 2])
  }

  private mutating func add(
    _ index: Int, text: String, kind: String, corrects: EventID, to incident: IncidentID?
  ) {
    let before = rows.last { $0.incident == incident }
    let number = incident == nil ? 0 : (before?.number ?? 0) + 1
    let payload = ChainRow.Payload(
      salt: [UInt8](repeating: UInt8(index & 255), count: 16), bytes: Array("{\"text\":\"\(text)\"}".utf8))
    var said = Self.body(index, incident: incident, number: number, commitment: payload.commitment)
    (said.kind, said.corrects) = (kind, corrects)
    let body = said.encoded()
    let first = ChainLink.first(of: incident, in: Self.database)
    let previous = incident == nil ? first : before?.hash ?? first
    let last = rows.last?.hash ?? ChainLink.first(in: Self.database)
    rows.append(
      ChainRow(
        globalNumber: Int64(index + 1), incident: incident, number: number,
        event: UniqueID(high: 0xe0, low: UInt64(index)), body: body, previousInIncident: previous,
        previousInDatabase: last,
        hash: ChainLink.hash(previousInIncident: previous, previousInDatabase: last, body: body),
        payload: payload))
  }

  static func body(_ index: Int, incident: IncidentID?, number: Int64, commitment: [UInt8]) -> CanonicalBody {
    let event = Event(
      id: UniqueID(high: 0xe0, low: UInt64(index)), incident: incident,
      happenedAt: Timestamp(milliseconds: 1_800_000_000_000 + Int64(index)),
      recordedAt: Timestamp(milliseconds: 1_800_000_001_000 + Int64(index)),
      actor: Actor(login: "jo", onBehalfOf: "ann", host: "bastion"), source: .person,
      body: .note(Note(text: "")), corrects: UniqueID(high: 1, low: 2), isKey: true)
    return CanonicalBody(
      event, kind: "note", database: database, number: number, globalNumber: Int64(index + 1),
      origin: EventOrigin(userID: 1000, boot: UniqueID(high: 0xb0, low: 0), toolVersion: "1.0"),
      monotonicNanoseconds: 5_000_000_000, commitment: commitment)
  }

  var verdict: ChainVerdict { verifyChain(rows, database: Self.database) }

  /// Writes a row's hash anew, as somebody would who covers up a change.
  mutating func rehash(from index: Int) {
    for place in index..<rows.count {
      let before = rows[..<place].last { $0.incident == rows[place].incident }
      if let before, rows[place].incident != nil { rows[place].previousInIncident = before.hash }
      if place > 0 { rows[place].previousInDatabase = rows[place - 1].hash }
      rows[place].hash = ChainLink.hash(
        previousInIncident: rows[place].previousInIncident,
        previousInDatabase: rows[place].previousInDatabase, body: rows[place].body)
    }
  }
}
