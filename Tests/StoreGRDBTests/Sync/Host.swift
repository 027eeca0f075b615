import Clients
import Dispatch
import Domain
import FoundationEssentials
import Glibc
@testable import StoreGRDB

/// A bastion with a record of its own that is merged with others.
struct Host {
  let scratch: Scratch
  /// Gives identifiers and salts; the system's dice unless a test has its own.
  private let random: @Sendable () -> UInt64

  init(random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: 0...UInt64.max) }) throws {
    scratch = try Scratch()
    self.random = random
  }

  private var options: StoreOptions {
    var options = scratch.options()
    options.surroundings.random = random
    return options
  }

  /// The same record again, as after `cp`: what is written to one is not in the other.
  func copied() throws -> Host {
    let other = try Host(random: random)
    let file = other.scratch.folder + "/copy.db"
    _ = try backUp(record: scratch.path, to: file, replacing: true)
    _ = try restore(file, asRecord: other.scratch.path, at: Timestamp(milliseconds: 0))
    return other
  }

  @discardableResult
  func writes(_ events: Event...) throws -> [RecordedEvent] { try writes(events) }

  @discardableResult
  func writes(_ events: [Event]) throws -> [RecordedEvent] {
    let store = try openStore(options)
    defer { store.close() }
    return try store.appendAndWait(events)
  }

  /// Everything that is known here, by the database of birth.
  func content() throws -> [UniqueID: [ChainRow]] {
    let store = Store(reading: scratch.path)
    defer { store.connection.drop() }
    let known = try KnownChains(store)
    var content: [UniqueID: [ChainRow]] = [:]
    for head in try known.heads() {
      content[head.database] = try known.rows(of: head.database, after: 0, limit: .max)
    }
    return content
  }

  func database() throws -> UniqueID { try StoreReader(path: scratch.path).database() }

  /// False unless every chain holds, ours and those of others.
  func isIntact() throws -> Bool {
    let reader = try StoreReader(path: scratch.path)
    return try reader.verify().isIntact && reader.verifyOthers().allSatisfy(\.isIntact)
  }

  func incident(_ name: String) throws -> Incident? {
    guard let name = IncidentName(name) else { return nil }
    let record = try StoreReader(path: scratch.path).incident(called: name)
    return Incident(id: record.id, number: record.number, home: record.home, events: record.events)
  }

  /// Takes what a file holds, transaction by transaction, with a look after each.
  func takes(_ file: String, looking look: () throws -> Void) throws {
    try reading(file) { store, frames in
      var taking = try Taking(frames, KnownChains(store))
      while !taking.isDone {
        _ = try store.write { try taking.portion($0) }
        try look()
      }
    }
  }

  /// Checks what a file holds, with a look after each frame.
  func checks(_ file: String, looking look: () throws -> Void) throws {
    try reading(file) { store, frames in
      var check = try TransferCheck(KnownChains(store))
      try check.read(frames) { _ in try look() }
    }
  }

  private func reading(_ file: String, _ body: (Store, FrameReader) throws -> Void) throws {
    let store = Store(options)
    try store.open()
    defer { store.close() }
    let input = open(file, O_RDONLY)
    defer { close(input) }
    let frames = FrameReader(.descriptors(input: input, output: -1))
    try frames.opening(.file)
    _ = try frames.next()
    try body(store, frames)
  }

  @discardableResult
  func merges(file: String) throws -> SyncReport {
    let syncing = try Syncing(options)
    defer { syncing.close() }
    return try syncing.merge(file: file)
  }

  /// Merges with another host over a pipe that breaks after so many bytes; what each side reports or why it gave up.
  ///
  /// Its login may say something first.
  @discardableResult
  func merges(with other: Host, breakingAfter bytes: Int = .max, greeting: [UInt8] = []) throws -> (
    ours: Result<SyncReport, StoreFailure>, theirs: Result<SyncReport, StoreFailure>
  ) {
    var ends: [Int32] = [0, 0]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else { throw SyncFlaw.cutOff }
    let line = BrittleLine(ends[0], ends[1], lasts: bytes)
    let (ours, theirs) = (try Syncing(options), try Syncing(other.options))
    defer {
      ours.close()
      theirs.close()
    }
    if !greeting.isEmpty { try line.pipe(1).write(greeting) }
    let answered = Answer<SyncReport>()
    DispatchQueue.global().async {
      do throws(StoreFailure) {
        answered.give(.success(try theirs.answer(over: line.pipe(1), with: "there")))
      } catch {
        answered.give(.failure(error))
      }
      line.hangUp(1)
    }
    let begun: Result<SyncReport, StoreFailure>
    do throws(StoreFailure) {
      begun = .success(try ours.begin(over: line.pipe(0), with: "there"))
    } catch {
      begun = .failure(error)
    }
    line.hangUp(0)
    let result = (begun, answered.wait())
    for end in ends { close(end) }
    return result
  }
}

/// A connection that breaks for both sides once so many bytes went over it; a class, since both hold it.
final class BrittleLine: Sendable {
  private let ends: [Int32]
  private let left: Box<Int>

  init(_ one: Int32, _ other: Int32, lasts bytes: Int) {
    ends = [one, other]
    left = Box(bytes)
  }

  func hangUp(_ side: Int) { shutdown(ends[side], Int32(SHUT_RDWR)) }

  func pipe(_ side: Int) -> SyncPipe {
    let plain = SyncPipe.descriptors(input: ends[side], output: ends[side])
    return SyncPipe(
      read: { [self] limit in
        let bytes = try plain.read(min(limit, max(1, left.value)))
        left.change { $0 -= bytes.count }
        if left.value < 0 { for side in 0...1 { hangUp(side) } }
        return left.value < 0 ? [] : bytes
      },
      write: { try plain.write($0) })
  }
}
