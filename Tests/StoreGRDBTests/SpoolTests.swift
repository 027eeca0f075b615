import Clients
import Domain
import FoundationEssentials
import Glibc
@testable import StoreGRDB
import Synchronization
import Testing

/// What becomes of events that the record does not take.
@Suite struct SpoolTests {
  private func spooling(_ scratch: Scratch) -> StoreOptions {
    var options = scratch.options()
    options.spool = scratch.folder + "/spool/sitrep.jsonl"
    return options
  }

  private func append(_ store: Store, _ events: [Event]) throws -> [RecordedEvent] {
    let answer = Answer<[RecordedEvent]>()
    store.append(events) { answer.give($0) }
    return try answer.wait().get()
  }

  private func lines(_ options: StoreOptions) throws -> [String] {
    try String(decoding: Data(contentsOf: URL(filePath: try #require(options.spool))), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  /// A store whose record takes nothing until it is mended.
  private func damaged(_ options: StoreOptions) throws -> Store {
    let store = Store(options)
    try store.open()
    store.damage.withLock { $0 = .corrupt(path: options.path, detail: "a test says so") }
    return store
  }

  @Test func `what the record does not take is kept once each, and forgotten once it is on record`() throws {
    let scratch = try Scratch()
    let options = spooling(scratch)
    let store = try damaged(options)
    defer { store.close() }
    let events = [Sample.note("one"), Sample.note("two")]
    for _ in 0..<3 {
      #expect(
        throws: StoreFailure.kept(
          in: try #require(options.spool), because: .corrupt(path: options.path, detail: "a test says so"))
      ) { try append(store, events) }
    }
    #expect(try lines(options).count == 2)
    store.damage.withLock { $0 = nil }
    #expect(try append(store, events).map(\.event) == events)
    #expect(try lines(options).isEmpty)
  }

  @Test func `the next one to open the record finds what was kept, whole and in order`() throws {
    let scratch = try Scratch()
    let options = spooling(scratch)
    let incident = Sample.id()
    let events = [
      Sample.declared("Registry is down", as: incident), Sample.note("a\nb \u{1b}[2J é", in: incident),
      Sample.event(.unknown(UnknownKind(kind: "dreamt", payload: [0, 255, 10])), in: incident),
      Sample.event(.correction(Correction(retracted: true)), in: incident, corrects: Sample.id()),
    ]
    let first = try damaged(options)
    for event in events { #expect(throws: StoreFailure.self) { try append(first, [event]) } }
    first.close()
    let second = try openStore(options)
    defer { second.close() }
    #expect(second.keptAndWait() == events)
    #expect(try second.appendAndWait(events).map(\.event) == events)
    #expect(second.keptAndWait().isEmpty)
    #expect(try verifyStore(options.path).isIntact)
  }

  @Test func `while the record takes nothing, newer events do not overtake older ones`() throws {
    let scratch = try Scratch()
    let store = try damaged(spooling(scratch))
    defer { store.close() }
    let (older, newer) = ([Sample.note("older")], [Sample.note("newer")])
    #expect(throws: StoreFailure.self) { try append(store, older) }
    store.damage.withLock { $0 = nil }
    #expect(throws: StoreFailure.self) { try append(store, newer) }
    #expect(try append(store, older).first?.position.globalNumber == 1)
    #expect(try append(store, newer).first?.position.globalNumber == 2)
  }

  @Test func `a line that was cut off is passed over and put aside, never half read`() throws {
    let scratch = try Scratch()
    let options = spooling(scratch)
    let path = try #require(options.spool)
    let (whole, after) = (Sample.note("whole"), Sample.note("after"))
    let spool = Spool(path: path)
    try spool.keep([whole])
    let line = try lines(options)[0]
    try Data((line + "\n" + line.prefix(90)).utf8).write(to: URL(filePath: path))
    chmod(path, 0o600)
    try spool.keep([after])
    #expect(try spool.events() == [whole, after])
    spool.forget([whole.id, after.id])
    #expect(try spool.events().isEmpty)
    let left = try FileManager.default.contentsOfDirectory(atPath: scratch.folder + "/spool")
    #expect(left.count == 1 && left[0].contains(".unreadable-"))
  }

  @Test func `what others have kept stays until it is on record too`() throws {
    let scratch = try Scratch()
    let spool = Spool(path: scratch.folder + "/spool/x.jsonl")
    let (ours, theirs) = (Sample.note("ours"), Sample.note("theirs"))
    try spool.keep([ours])
    try spool.keep([theirs])
    spool.forget([ours.id])
    #expect(try spool.events() == [ours, theirs])
    spool.forget([ours.id, theirs.id])
    #expect(!spool.holdsAny)
  }

  @Test func `the spool is for its owner alone, and nobody else's is used`() throws {
    let scratch = try Scratch()
    let path = scratch.folder + "/spool/x.jsonl"
    try Spool(path: path).keep([Sample.note("secret")])
    var (file, folder) = (stat(), stat())
    #expect(stat(path, &file) == 0 && file.st_mode & 0o777 == 0o600)
    #expect(stat(scratch.folder + "/spool", &folder) == 0 && folder.st_mode & 0o777 == 0o700)
    let link = scratch.folder + "/spool/link.jsonl"
    #expect(symlink(path, link) == 0)
    #expect(throws: StoreFailure.self) { try Spool(path: link).keep([Sample.note("elsewhere")]) }
  }

  @Test func `where nothing can be kept the failure does not say that it is`() throws {
    let scratch = try Scratch()
    var options = spooling(scratch)
    options.spool = "/proc/sitrep/spool.jsonl"
    let store = try damaged(options)
    defer { store.close() }
    #expect(throws: StoreFailure.corrupt(path: options.path, detail: "a test says so")) {
      try append(store, [Sample.note("x")])
    }
  }

  @Test func `a text that the record will never take is not kept for another time`() throws {
    let scratch = try Scratch()
    let options = spooling(scratch)
    let store = Store(options)
    try store.open()
    defer { store.close() }
    let long = Sample.note(String(repeating: "x", count: 600_000))
    #expect(throws: StoreFailure.tooLong(path: options.path)) { try append(store, [long]) }
    #expect(try append(store, [Sample.note("short")]).count == 1)
    #expect(!Spool(path: try #require(options.spool)).holdsAny)
  }

  @Test func `who leaves while a lock is stuck is gone soon, and what waited is kept`() throws {
    let scratch = try Scratch()
    let options = spooling(scratch)
    let store = Store(options)
    try store.open()
    let holder = open(options.path + ".lock", O_RDWR)
    #expect(flock(holder, LOCK_EX) == 0)
    let event = Sample.note("on the way out")
    store.append([event]) { _ in }
    let time = ContinuousClock().measure { store.close() }
    close(holder)
    #expect(time < .seconds(4))
    #expect(try Spool(path: #require(options.spool)).events() == [event])
  }

  @Test func `a lock that is stuck keeps the event after five seconds, and names who has it`() throws {
    let scratch = try Scratch()
    let options = spooling(scratch)
    let store = Store(options)
    try store.open()
    defer { store.close() }
    let holder = open(options.path + ".lock", O_RDWR)
    #expect(flock(holder, LOCK_EX) == 0 && pwrite(holder, "      4321\n", 11, 0) == 11)
    let event = Sample.note("behind a lock")
    #expect(
      throws: StoreFailure.kept(
        in: try #require(options.spool), because: .locked(path: options.path + ".lock", holder: 4321))
    ) { try append(store, [event]) }
    close(holder)
    #expect(try append(store, [event]).count == 1)
  }
}
