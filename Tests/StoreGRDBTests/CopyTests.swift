import Clients
import Dispatch
import Domain
import FoundationEssentials
import GRDB
import Glibc
@testable import StoreGRDB
import Testing

@Suite struct CopyTests {
  private let scratch: Scratch
  private let incident = Sample.id()
  private var copy: String { scratch.folder + "/copy.db" }

  init() throws {
    scratch = try Scratch()
    let store = try scratch.open()
    _ = try store.appendAndWait([Sample.declared("x", as: incident), Sample.note("y", in: incident)])
    store.close()
  }

  private func write(_ text: String) throws {
    let store = try scratch.open()
    defer { store.close() }
    _ = try store.appendAndWait([Sample.note(text, in: incident)])
  }

  private func refusal(_ body: () throws(StoreFailure) -> Void) -> StoreFailure? {
    do throws(StoreFailure) {
      try body()
      return nil
    } catch {
      return error
    }
  }

  @Test func `a backup is one private file that holds the same`() throws {
    let held = try backUp(record: scratch.path, to: copy, replacing: false)
    #expect(held.incidents == 1 && held.events == 2 && held.head?.number == 2)
    let checked = try checkRecord(copy)
    #expect(checked.holdings == held && checked.verdict.isIntact)
    #expect(
      try StoreReader(path: copy).rows(after: 0, limit: 9)
        == StoreReader(path: scratch.path).rows(after: 0, limit: 9))
    var status = stat()
    #expect(stat(copy, &status) == 0 && status.st_mode & 0o777 == 0o600)
    let beside = try FileManager.default.contentsOfDirectory(atPath: scratch.folder).filter {
      $0.hasPrefix("copy")
    }
    #expect(beside == ["copy.db"])
  }

  @Test func `a backup while somebody writes holds an unbroken beginning`() throws {
    let store = try scratch.open()
    defer { store.close() }
    let written = Box(0)
    let isDone = Box(false)
    DispatchQueue.global().async {
      for _ in 0..<200 where !isDone.value {
        _ = try? store.appendAndWait([Sample.note("busy", in: incident)])
        written.change { $0 += 1 }
      }
    }
    #expect(eventually { written.value > 3 })
    let held = try backUp(record: scratch.path, to: copy, replacing: false)
    isDone.change { $0 = true }
    #expect(held.events > 5)
    #expect(try checkRecord(copy).verdict.isIntact)
    switch try lag(of: copy, behind: scratch.path) {
    case .behind, .same: break
    case let other: Issue.record("\(String(describing: other))")
    }
  }

  @Test func `a file that is there is replaced only when asked for`() throws {
    _ = try backUp(record: scratch.path, to: copy, replacing: false)
    try write("z")
    #expect(
      refusal { () throws(StoreFailure) in _ = try backUp(record: scratch.path, to: copy, replacing: false) }
        == .exists(path: copy))
    #expect(try lag(of: copy, behind: scratch.path) == .behind(1))
    _ = try backUp(record: scratch.path, to: copy, replacing: true)
    #expect(try lag(of: copy, behind: scratch.path) == .same)
  }

  @Test(arguments: ["", "-wal", ".lock"])
  func `nothing is written onto the record itself`(_ ending: String) throws {
    let before = try scratch.bytes()
    let failure = refusal { () throws(StoreFailure) in
      _ = try backUp(
        record: scratch.path,
        to: scratch.folder + "/../" + URL(filePath: scratch.folder).lastPathComponent + "/sitrep.db" + ending,
        replacing: true)
    }
    guard case .inUse? = failure else { return #expect(failure == nil) }
    #expect(try scratch.bytes() == before)
  }

  @Test func `nothing is written onto another record that has consoles`() throws {
    let other = try Scratch()
    try other.open().close()
    let failure = refusal { () throws(StoreFailure) in
      _ = try backUp(record: scratch.path, to: other.path, replacing: true)
    }
    guard case .inUse? = failure else { return #expect(failure == nil) }
  }

  @Test func `a record that is not in order replaces no backup`() throws {
    _ = try backUp(record: scratch.path, to: copy, replacing: false)
    try scratch.raw { db in
      try db.execute(
        sql: "DROP TRIGGER payload_is_not_changed; UPDATE payload SET data = x'7b7d' WHERE gseq = 2")
    }
    let failure = refusal { () throws(StoreFailure) in
      _ = try backUp(record: scratch.path, to: copy, replacing: true)
    }
    guard case .altered? = failure else { return #expect(failure == nil) }
    #expect(try checkRecord(copy).verdict.isIntact)
  }

  @Test func `a backup comes back, and the record before it is kept`() throws {
    _ = try backUp(record: scratch.path, to: copy, replacing: false)
    try write("after the backup")
    let restored = try restore(copy, asRecord: scratch.path, at: Timestamp(milliseconds: 1_800_000_000_000))
    #expect(restored.holdings.events == 2)
    #expect(restored.kept == scratch.path + ".before-restore-20270115T080000Z")
    let kept = try #require(restored.kept)
    #expect(try checkRecord(kept).holdings.events == 3)
    #expect(try verifyStore(scratch.path).events == 2)
    try write("and on it goes")
    #expect(try verifyStore(scratch.path).isIntact)
    #expect(try lag(of: kept, behind: scratch.path) == .forked(after: 2))
  }

  @Test func `a record that somebody has open is not replaced`() throws {
    _ = try backUp(record: scratch.path, to: copy, replacing: false)
    let store = try scratch.open()
    let failure = refusal { () throws(StoreFailure) in
      _ = try restore(copy, asRecord: scratch.path, at: .init(milliseconds: 0))
    }
    #expect(failure == .inUse(path: scratch.path, who: []))
    store.close()
    _ = try restore(copy, asRecord: scratch.path, at: .init(milliseconds: 0))
  }

  @Test func `a backup whose text was changed is not put in place`() throws {
    _ = try backUp(record: scratch.path, to: copy, replacing: false)
    let queue = try DatabaseQueue(path: copy)
    try queue.writeWithoutTransaction { db in
      try db.execute(
        sql: "DROP TRIGGER payload_is_not_changed; UPDATE payload SET data = x'7b7d' WHERE gseq = 2")
    }
    try queue.close()
    let before = try scratch.bytes()
    let failure = refusal { () throws(StoreFailure) in
      _ = try restore(copy, asRecord: scratch.path, at: .init(milliseconds: 0))
    }
    guard case .altered? = failure else { return #expect(failure == nil) }
    #expect(try scratch.bytes() == before)
  }

  @Test func `a damaged record gives way to its backup and is kept as it is`() throws {
    _ = try backUp(record: scratch.path, to: copy, replacing: false)
    try scratch.put(String(repeating: "not a database\n", count: 100))
    // The log holds the whole record still.
    for log in ["-wal", "-shm"] { unlink(scratch.path + log) }
    let restored = try restore(copy, asRecord: scratch.path, at: .init(milliseconds: 0))
    #expect(try Data(contentsOf: URL(filePath: #require(restored.kept))).starts(with: Data("not a".utf8)))
    #expect(try verifyStore(scratch.path).events == 2)
  }

  @Test func `where there is no record yet a backup becomes it`() throws {
    _ = try backUp(record: scratch.path, to: copy, replacing: false)
    let fresh = try Scratch()
    let restored = try restore(copy, asRecord: fresh.path, at: .init(milliseconds: 0))
    #expect(restored.kept == nil)
    #expect(try verifyStore(fresh.path).events == 2)
  }

  @Test func `states of services that nobody has looked at for a month are forgotten, events never`() throws {
    let store = try scratch.open()
    func seen(_ service: ServiceID, at day: Int64) -> LastSeen {
      LastSeen(
        service: service, state: .ok, since: .init(milliseconds: 0),
        at: .init(milliseconds: day * 86_400_000), values: [:])
    }
    store.remember([seen("gone", at: 1), seen("here", at: 20)])
    store.close()
    let later = try scratch.open()
    later.remember([seen("new", at: 40)])
    later.close()
    let last = try scratch.open()
    defer { last.close() }
    #expect(try last.opening().lastSeen.map(\.service) == ["here", "new"])
    #expect(try last.opening().openIncidents.first?.events.count == 2)
  }
}
