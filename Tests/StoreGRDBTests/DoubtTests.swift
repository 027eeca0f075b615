import Clients
import Domain
import FoundationEssentials
import GRDB
import Glibc
@testable import StoreGRDB
import Testing

/// What is asked of the disk again after it has answered with an error.
@Suite struct DoubtTests {
  /// The events that are in the file itself, whatever the log beside it holds.
  private func eventsWithoutLog(_ scratch: Scratch) throws -> Int {
    let copy = scratch.folder + "/copy.db"
    try? FileManager.default.removeItem(atPath: copy)
    try FileManager.default.copyItem(atPath: scratch.path, toPath: copy)
    defer { try? FileManager.default.removeItem(atPath: copy) }
    let queue = try DatabaseQueue(path: copy)
    defer { try? queue.close() }
    return try queue.read { db in
      try db.tableExists("event") ? try Int.fetchOne(db, sql: "SELECT count(*) FROM event") ?? 0 : 0
    }
  }

  private func append(_ store: Store, _ events: [Event]) throws -> [RecordedEvent] {
    let answer = Answer<[RecordedEvent]>()
    store.append(events) { answer.give($0) }
    return try answer.wait().get()
  }

  @Test func `after an error of the disk the log is written out before anything is said to be saved`() throws
  {
    let scratch = try Scratch()
    let store = Store(scratch.options())
    try store.open()
    defer { store.close() }
    _ = try append(store, [Sample.note("before")])
    #expect(try eventsWithoutLog(scratch) == 0)
    store.connection.drop(inDoubt: true)
    _ = try append(store, [Sample.note("after")])
    #expect(try eventsWithoutLog(scratch) == 1)
    #expect(!store.connection.isInDoubt)
  }

  @Test func `what is found to be there already is written out before it is said to be saved`() throws {
    let scratch = try Scratch()
    let store = Store(scratch.options())
    try store.open()
    defer { store.close() }
    let event = Sample.note("written by somebody who was killed")
    _ = try append(store, [event])
    #expect(try eventsWithoutLog(scratch) == 0)
    _ = try append(store, [event])
    #expect(try eventsWithoutLog(scratch) == 1)
  }

  @Test func `a refused text costs no connection`() throws {
    let scratch = try Scratch()
    let store = Store(scratch.options())
    try store.open()
    defer { store.close() }
    let before = try store.connection.database()
    #expect(throws: StoreFailure.self) {
      try append(store, [Sample.note(String(repeating: "x", count: 600_000))])
    }
    #expect(try store.connection.database() === before)
  }

  @Test func `an error tells nothing of what people wrote`() throws {
    let scratch = try Scratch()
    let store = Store(scratch.options())
    try store.open()
    defer { store.close() }
    let error = #expect(throws: DatabaseError.self) {
      try store.connection.database().read {
        _ = try Row.fetchOne($0, sql: "SELECT abs(?)", arguments: ["the password is hunter2", 1])
      }
    }
    #expect(error?.description.contains("hunter2") == false)
  }

  @Test func `nothing is written to a file with a damaged page`() throws {
    let scratch = try Scratch()
    let store = try scratch.open()
    _ = try store.appendAndWait((0..<300).map { Sample.note("note \($0)") })
    store.close()
    try scratch.raw { _ = try $0.checkpoint(.truncate) }
    var bytes = try scratch.bytes()
    // The kind of a page deep in the file.
    bytes[bytes.count - 4096 * 3] = 0x77
    try bytes.write(to: URL(filePath: scratch.path))
    chmod(scratch.path, 0o600)
    var options = scratch.options()
    options.examinesFirst = true
    let failure = #expect(throws: StoreFailure.self) { try openStore(options) }
    #expect(failure?.exitCode == StoreFailure.corrupt(path: "", detail: "").exitCode)
    #expect(try scratch.bytes() == bytes)

    let damaged = Store(scratch.options())
    try damaged.open()
    defer { damaged.close() }
    #expect(throws: StoreFailure.self) { try damaged.examine() }
    #expect(throws: try #require(failure)) { try append(damaged, [Sample.note("not here")]) }
    #expect(try scratch.bytes() == bytes)
  }
}
