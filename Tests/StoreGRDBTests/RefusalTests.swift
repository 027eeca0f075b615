import Clients
import Domain
import FoundationEssentials
import GRDB
import Glibc
@testable import StoreGRDB
import Testing

@Suite struct RefusalTests {
  private func refusal(_ scratch: Scratch, readOnly: Bool = false) -> StoreFailure? {
    do throws(StoreFailure) {
      try openStore(scratch.options(readOnly: readOnly)).close()
      return nil
    } catch {
      return error
    }
  }

  /// Another program's database, with a table of its own.
  private func otherDatabase(_ sql: String = "") throws -> Scratch {
    let scratch = try Scratch()
    try scratch.raw { try $0.execute(sql: "CREATE TABLE recipe (name TEXT); \(sql)") }
    #expect(chmod(scratch.path, 0o600) == 0)
    return scratch
  }

  @Test(arguments: ["", "PRAGMA application_id = 7", "PRAGMA user_version = 3"])
  func `another program's database is refused and left as it is`(mark: String) throws {
    let scratch = try otherDatabase(mark)
    let before = try scratch.bytes()
    #expect(refusal(scratch) == .foreign(path: scratch.path))
    #expect(try scratch.bytes() == before)
    #expect(refusal(scratch, readOnly: true) == .foreign(path: scratch.path))
  }

  @Test func `a file that is no database is refused and left as it is`() throws {
    let scratch = try Scratch()
    let text = String(repeating: "Dear diary, the disk is full again.\n", count: 200)
    try scratch.put(text)
    #expect(refusal(scratch) == .corrupt(path: scratch.path, detail: "it is not a database"))
    #expect(try scratch.bytes() == Data(text.utf8))
  }

  @Test func `a database of a newer version is refused, and left as it is`() throws {
    let scratch = try Scratch()
    try scratch.open().close()
    try scratch.raw { try $0.execute(sql: "PRAGMA user_version = 99") }
    #expect(refusal(scratch) == .newerSchema(path: scratch.path, found: 99, known: Schema.version))
    #expect(
      refusal(scratch, readOnly: true) == .newerSchema(path: scratch.path, found: 99, known: Schema.version))
  }

  @Test func `a damaged page is said to be damage`() throws {
    let scratch = try Scratch()
    let store = try scratch.open()
    _ = try store.appendAndWait((0..<200).map { Sample.note("note \($0)") })
    store.close()
    try scratch.raw { _ = try $0.checkpoint(.truncate) }
    var bytes = try scratch.bytes()
    for place in 4096 * 3..<bytes.count { bytes[place] = 0xff }
    try bytes.write(to: URL(filePath: scratch.path))
    let failure = #expect(throws: StoreFailure.self) { try verifyStore(scratch.path) }
    #expect(failure?.exitCode == StoreFailure.corrupt(path: "", detail: "").exitCode)
  }

  @Test func `a symbolic link is refused`() throws {
    let scratch = try Scratch()
    #expect(symlink("/etc/passwd", scratch.path) == 0)
    guard case .unsafe(_, let why, _) = refusal(scratch) else { return #expect(Bool(false)) }
    #expect(why == "it is a symbolic link")
  }

  @Test func `a file with a second name is refused`() throws {
    let scratch = try Scratch()
    try scratch.open().close()
    #expect(link(scratch.path, scratch.folder + "/other") == 0)
    guard case .unsafe(_, let why, _) = refusal(scratch) else { return #expect(Bool(false)) }
    #expect(why == "it has a second name (a hard link)")
  }

  @Test(arguments: [0o604, 0o602, 0o666, 0o601])
  func `a file that others may use is refused with the command that mends it`(mode: Int) throws {
    let scratch = try Scratch()
    try scratch.open().close()
    chmod(scratch.path, mode_t(mode))
    guard case .unsafe(_, let why, let mend) = refusal(scratch) else { return #expect(Bool(false)) }
    #expect(why == "every user may use it (mode \(String(mode, radix: 8)))")
    #expect(mend == "chmod o= \(scratch.path)")
  }

  @Test func `a folder that every user may write to is refused`() throws {
    let scratch = try Scratch()
    chmod(scratch.folder, 0o777)
    guard case .unsafe(let path, _, let mend) = refusal(scratch) else { return #expect(Bool(false)) }
    #expect(path == scratch.folder)
    #expect(mend == "chmod o-w \(scratch.folder)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder).isEmpty)
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
  func `a file of another user is refused`() throws {
    let scratch = try Scratch()
    try scratch.open().close()
    #expect(chown(scratch.path, 4321, 4321) == 0)
    guard case .unsafe(_, let why, _) = refusal(scratch) else { return #expect(Bool(false)) }
    #expect(why == "it belongs to user 4321")
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a folder away"))
  func `a group shares a file in a folder that hands its group down`() throws {
    let scratch = try Scratch()
    #expect(chown(scratch.folder, 0, 4321) == 0 && chmod(scratch.folder, 0o2770) == 0)
    try scratch.open().close()
    var status = stat()
    for ending in ["", "-wal", "-shm", ".lock", ".use"] {
      #expect(stat(scratch.path + ending, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o660 && status.st_gid == 4321, "\(ending)")
    }
    #expect(chown(scratch.path, 4321, 4321) == 0)
    #expect(refusal(scratch) == nil)
  }

  @Test func `folders that are missing are made for the owner alone`() throws {
    let scratch = try Scratch()
    var options = scratch.options()
    options.path = scratch.folder + "/a/b/sitrep.db"
    try openStore(options).close()
    var status = stat()
    #expect(stat(scratch.folder + "/a/b", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
  }

  @Test func `what cannot be written is named`() throws {
    let scratch = try Scratch()
    var options = scratch.options()
    options.path = "/proc/sitrep/sitrep.db"
    #expect(throws: StoreFailure.notWritable(path: "/proc/sitrep")) { try openStore(options) }
    #expect(throws: StoreFailure.notFound("The record \(scratch.path)")) {
      try openStore(scratch.options(readOnly: true))
    }
  }

  @Test(arguments: [
    StoreFailure.notWritable(path: "/x"), .diskFull(path: "/x"), .locked(path: "/x", holder: 7),
    .unsafe(path: "/x", why: "why", mend: "mend"), .foreign(path: "/x"),
    .newerSchema(path: "/x", found: 2, known: 1), .corrupt(path: "/x", detail: "torn"),
    .exists(path: "/x"), .inUse(path: "/x", who: []), .inUse(path: "/x", who: ["ana"]),
    .other(path: "/x", detail: "odd"),
  ])
  func `every refusal says where, ends as a sentence and leaves with a code of its own kind`(
    failure: StoreFailure
  ) {
    #expect(failure.words.contains("/x"))
    #expect((65...77).contains(failure.exitCode))
  }
}
