import Cells
import Clients
import Domain
import Exports
import Foundation
import StoreGRDB
import Support

/// A night with its world, its record in a folder of its own, and the consoles that look at it.
///
/// A class for its end: the folder goes with it.
final class Night {
  let world: ScriptedWorld
  let database: String
  private let folder: String
  private var consoles: [ScriptedConsole] = []
  private var listeners: [ScriptedListener] = []

  init(from time: String) throws {
    world = ScriptedWorld(at: moment(time))
    folder =
      FileManager.default.temporaryDirectory.path + "/sitrep-night-\(UInt64.random(in: 0...UInt64.max))"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    database = folder + "/sitrep.db"
  }

  deinit {
    for console in consoles { console.hangUp() }
    for listener in listeners { listener.hangUp() }
    try? FileManager.default.removeItem(atPath: folder)
  }

  func opens(_ login: String) throws -> ScriptedConsole {
    let console = try ScriptedConsole(login, in: world, database: database)
    consoles.append(console)
    return console
  }

  /// Opens a console by lines, as somebody types `sitrep --plain`.
  func listens(_ login: String, isTerminal: Bool = true) throws -> ScriptedListener {
    let listener = try ScriptedListener(login, in: world, database: database, isTerminal: isTerminal)
    listeners.append(listener)
    return listener
  }

  /// Time passes until then: in long stretches by five seconds, as on a busy host, and at their end by one.
  func at(_ time: String) {
    let end = moment(time)
    while world.now < end {
      let stride: Duration = end - world.now > .seconds(15) ? .seconds(5) : .seconds(1)
      world.move(to: min(world.now + stride, end))
      for console in consoles { console.pass() }
      for listener in listeners { listener.pass() }
    }
  }

  /// The connection of a console breaks.
  func drops(_ console: ScriptedConsole) {
    console.hangUp()
    consoles.removeAll { $0.login == console.login }
  }

  // What the disk says, whatever a console shows.

  func incident() throws -> Incident {
    let record = try StoreReader(path: database).incident(number: 1)
    guard let incident = Incident(id: record.id, number: record.number, events: record.events) else {
      throw StoreFolds()
    }
    return incident
  }

  /// The lines of the record, each with its minute, as in `03:05 declared SEV1: it is down`.
  func lines() throws -> [String] {
    try incident().timeline.map { "\($0.happenedAt.minuteText) \($0.text)" }
  }

  func verdict() throws -> ChainVerdict { try StoreReader(path: database).verify() }

  struct StoreFolds: Error {}
}
