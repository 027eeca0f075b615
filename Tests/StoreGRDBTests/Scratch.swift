import Clients
import Domain
import FoundationEssentials
import GRDB
import Glibc
import StoreGRDB
import Synchronization
import Testing

/// A folder of a test's own, removed with it; a class, for its end.
final class Scratch: Sendable {
  let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory.path + "/sitrep-store-\(UInt64.random(in: 0...UInt64.max))"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var path: String { folder + "/sitrep.db" }

  func options(readOnly: Bool = false) -> StoreOptions {
    StoreOptions(
      path: path, surroundings: .forTests,
      origin: EventOrigin(userID: 1000, boot: UniqueID(high: 0xb, low: 0), toolVersion: "test"),
      readOnly: readOnly)
  }

  func open() throws -> StoreClient { try openStore(options()) }

  /// A connection that knows nothing of the rules, as somebody with sqlite3 has it.
  func raw<Value>(_ body: (Database) throws -> Value) throws -> Value {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? queue.close() }
    return try queue.writeWithoutTransaction(body)
  }

  /// Puts bytes there that no store has open.
  func put(_ text: String, mode: Int = 0o600) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  func bytes() throws -> Data { try Data(contentsOf: URL(filePath: path)) }
}

extension Surroundings {
  static var forTests: Surroundings {
    let start = ContinuousClock.now
    return Surroundings(
      now: { Timestamp(milliseconds: 1_800_000_000_000) },
      monotonic: { ContinuousClock.now - start },
      random: { UInt64.random(in: 0...UInt64.max) })
  }
}

/// Events as a console would write them.
enum Sample {
  static func id() -> UniqueID {
    UniqueID(high: UInt64.random(in: 0...UInt64.max), low: UInt64.random(in: 0...UInt64.max))
  }

  static func event(_ body: EventBody, in incident: IncidentID?, corrects: EventID? = nil) -> Event {
    Event(
      id: id(), incident: incident, happenedAt: Timestamp(milliseconds: 1_800_000_000_000),
      recordedAt: Timestamp(milliseconds: 1_800_000_000_500), actor: Actor(login: "jo", host: "bastion"),
      source: .person, body: body, corrects: corrects)
  }

  static func note(_ text: String, in incident: IncidentID? = nil) -> Event {
    event(.note(Note(text: text)), in: incident)
  }

  static func declared(_ title: String, as incident: IncidentID) -> Event {
    event(
      .declared(
        Declared(title: title, severity: .sev2, suggested: .sev1, triggers: ["it burns"], services: ["ci"])),
      in: incident)
  }

  static func milestone(_ kind: Milestone.Kind, in incident: IncidentID) -> Event {
    event(.milestone(Milestone(kind: kind)), in: incident)
  }
}

/// A value that another thread brings; a class, since both hold it.
final class Box<Value: Sendable>: Sendable {
  private let held: Mutex<Value>

  init(_ value: Value) { held = Mutex(value) }

  var value: Value { held.withLock { $0 } }
  @discardableResult
  func change<Result: Sendable>(_ body: @Sendable (inout Value) -> Result) -> Result {
    held.withLock { body(&$0) }
  }
}

/// Asks until the answer is yes, for ten seconds: other threads are in play.
func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
  let end = ContinuousClock.now + .seconds(60)
  while ContinuousClock.now < end {
    if try condition() { return true }
    usleep(2000)
  }
  return false
}
