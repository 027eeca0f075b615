import Clients
import Dispatch
import Domain
import GRDB
import Glibc
import Synchronization

extension Store {
  /// What the first frame needs, from one moment of the database.
  func opening() throws(StoreFailure) -> StoreOpening {
    do throws(StoreFailure) {
      return try beginning()
    } catch {
      if case .corrupt = error {
        damage.withLock { $0 = error }
        leaveAsFound()
      }
      throw error
    }
  }

  private func beginning() throws(StoreFailure) -> StoreOpening {
    let (opening, last, arrival) = try read { db in
      let incidents = try IncidentRows.open(db).map { try IncidentRows.beginning($0, db) }
      return (
        StoreOpening(openIncidents: incidents, lastSeen: try LastSeenRows.fetch(db)), try Self.lastNumber(db),
        try ForeignRows.lastArrival(db)
      )
    }
    follower.withLock { $0.start(from: last, arrival: arrival) }
    return opening
  }

  func incident(_ id: IncidentID) throws(StoreFailure) -> IncidentRecord {
    let record = try read { db in
      try IncidentRows.find(id, db).map { try IncidentRows.record($0, db) }
    }
    guard let record else { throw .notFound("Incident \(id)") }
    return record
  }

  static func lastNumber(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(gseq) FROM event")) ?? 0
  }

  /// Runs a reading on the reading queue and gives its result to `done`.
  func onReading<Value: Sendable>(
    _ done: @escaping @Sendable (Result<Value, StoreFailure>) -> Void,
    _ body: @escaping @Sendable () throws(StoreFailure) -> Value
  ) {
    reading.async {
      do throws(StoreFailure) {
        done(.success(try body()))
      } catch {
        done(.failure(error))
      }
    }
  }

  func requireFile() throws(StoreFailure) {
    var status = stat()
    guard stat(options.path, &status) == 0 else { throw .notFound("The record \(options.path)") }
    try FirstLook.refuse(options.path)
  }
}
