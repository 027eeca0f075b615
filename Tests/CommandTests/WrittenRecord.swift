import Clients
import Domain
import FoundationEssentials
import GRDB
import StoreGRDB
import Support

extension ProgramHome {
  /// A home whose record holds the registry's night as INC-1.
  static func withNight(resolved: Bool = true) throws -> ProgramHome {
    let home = try ProgramHome()
    try home.record(registryNight(resolved: resolved).events.map(\.event))
    return home
  }

  /// Writes events into the record as a console would, and what was last seen of services.
  func record(_ events: [Event], seen: [(service: String, state: ServiceState)] = []) throws {
    let store = try openStore(
      StoreOptions(path: database, surroundings: .real, origin: .ofThisProcess(toolVersion: "test")))
    defer { store.close() }
    if !events.isEmpty { _ = try store.appendAndWait(events) }
    let now = Surroundings.real.now()
    store.remember(
      seen.map {
        LastSeen(
          service: ServiceID($0.service), state: $0.state, since: now - .seconds(90), at: now, values: [:])
      })
  }

  /// Changes the record as somebody would who has SQLite and wants to.
  func alter(_ statements: String...) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: database, configuration: configuration)
    defer { try? queue.close() }
    try queue.writeWithoutTransaction { db in
      let triggers = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
      for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger)") }
      for statement in statements { try db.execute(sql: statement) }
    }
  }
}

extension Surroundings {
  /// The clock of the wall: what is fresh is told by it.
  static let real = {
    let start = ContinuousClock.now
    return Surroundings(
      now: { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) },
      monotonic: { ContinuousClock.now - start }, random: { UInt64.random(in: 0...UInt64.max) })
  }()
}
