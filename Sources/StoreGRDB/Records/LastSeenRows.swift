import Domain
import FoundationEssentials
import GRDB

/// The last known state of each service: not part of the record, only what the first frame shows.
enum LastSeenRows {
  static func fetch(_ db: Database) throws -> [LastSeen] {
    let statement = try db.cachedStatement(
      sql: #"SELECT service, state, since, at, "values" FROM last_seen ORDER BY service"#)
    let cursor = try Row.fetchCursor(statement)
    var states: [LastSeen] = []
    while let row = try cursor.next() {
      let values: String = row[4]
      states.append(
        LastSeen(
          service: ServiceID(row[0]), state: ServiceState(rawValue: row[1]) ?? .unknown,
          since: Timestamp(milliseconds: row[2]), at: Timestamp(milliseconds: row[3]),
          values: ValuesText.values(values)))
    }
    return states
  }

  /// Writes states that are newer than those there.
  static func save(_ states: some Sequence<LastSeen>, _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO last_seen (service, state, since, at, "values") VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (service) DO UPDATE
        SET state = excluded.state, since = excluded.since, at = excluded.at, "values" = excluded."values"
        WHERE excluded.at >= last_seen.at
        """)
    for state in states {
      try statement.execute(
        arguments: [
          state.service.rawValue, state.state.rawValue, state.since.milliseconds, state.at.milliseconds,
          ValuesText.text(state.values),
        ])
    }
    guard let newest = states.map(\.at.milliseconds).max() else { return }
    try db.cachedStatement(sql: "DELETE FROM last_seen WHERE at < ?").execute(arguments: [newest - kept])
  }

  /// Thirty days, in milliseconds: what nobody has looked at since is no service any more.
  private static let kept: Int64 = 30 * 24 * 3600 * 1000
}

/// Named numbers as lines of number, blank and name: read in a microsecond on the way to the first frame.
enum ValuesText {
  static func text(_ values: [String: Double]) -> String {
    values.sorted { $0.key < $1.key }.filter { !$0.key.contains("\n") }
      .map { "\($0.value) \($0.key)\n" }.joined()
  }

  static func values(_ text: String) -> [String: Double] {
    var values: [String: Double] = [:]
    // By bytes: by characters it would take a tenth of the start.
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      guard let blank = line.firstIndex(of: UInt8(ascii: " ")),
        let value = Double(Substring(line[..<blank]))
      else { continue }
      values[String(Substring(line[line.index(after: blank)...]))] = value
    }
    return values
  }
}
