import Clients
import Domain
import FoundationEssentials
import GRDB
import Glibc
@testable import StoreGRDB
import Testing

/// Databases of every earlier format, as text in `__Snapshots__`, with data as the sitrep of that time wrote it.
@Suite struct MigrationTests {
  private static let formats = Array(1..<Schema.version)

  private func database(of format: Int) throws -> Scratch {
    let scratch = try Scratch()
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "__Snapshots__/format-\(format).sql")
    let text = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    try scratch.raw { try $0.execute(sql: text) }
    chmod(scratch.path, 0o600)
    return scratch
  }

  private func content(_ path: String) throws -> [ChainRow] {
    try StoreReader(path: path).rows(after: 0, limit: 1000)
  }

  @Test(arguments: formats)
  func `a database of an earlier format is brought up to date with all that it holds`(_ format: Int) throws {
    let scratch = try database(of: format)
    let before = try scratch.raw { try ChainRows.fetch($0, where: "1 = 1") }
    let store = try scratch.open()
    let opening = try store.opening()
    #expect(opening.openIncidents.map(\.number) == [2])
    #expect(opening.openIncidents.first?.events.count == 2)
    #expect(opening.lastSeen.first?.state == .down)
    _ = try store.appendAndWait([Sample.note("and on it goes", in: opening.openIncidents[0].id)])
    store.close()
    #expect(before.count >= 6)
    #expect(try content(scratch.path).dropLast() == before[...])
    let verdict = try verifyStore(scratch.path)
    #expect(verdict.isIntact, "\(verdict.problem?.words ?? "")")
    #expect(verdict.events == before.count + 1)
    #expect(
      try StoreReader(path: scratch.path).incidents().map(\.title) == [
        "ci is slow", "registry refuses uploads",
      ])
  }

  @Test(arguments: formats)
  func `a verified copy of the earlier format is kept`(_ format: Int) throws {
    let scratch = try database(of: format)
    let before = try scratch.raw { try ChainRows.fetch($0, where: "1 = 1") }
    try scratch.open().close()
    let kept = "\(scratch.path).before-format-\(Schema.version)"
    let queue = try DatabaseQueue(path: kept)
    #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == format)
    #expect(try queue.read { try ChainRows.fetch($0, where: "1 = 1") } == before)
    try queue.close()
    #expect(try checkRecord(kept).verdict.isIntact)
    var status = stat()
    #expect(stat(kept, &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test func `of the copies before formats the last two stay`() throws {
    let scratch = try database(of: 1)
    let ends = [Schema.version - 3, Schema.version - 2, Schema.version - 1].filter { $0 >= 0 }
    for end in ends { try Data("x".utf8).write(to: URL(filePath: "\(scratch.path).before-format-\(end)")) }
    try scratch.open().close()
    let left = try FileManager.default.contentsOfDirectory(atPath: scratch.folder)
      .filter { $0.contains(".before-format-") }.count
    #expect(left == 2)
  }

  @Test(arguments: formats)
  func `a copy of an earlier format is checked, backed up and put back`(_ format: Int) throws {
    let (old, new) = (try database(of: format), try Scratch())
    let held = try checkRecord(old.path)
    #expect(held.verdict.isIntact && held.holdings.incidents == 2)
    _ = try backUp(record: old.path, to: new.folder + "/copy.db", replacing: false)
    _ = try restore(new.folder + "/copy.db", asRecord: new.path, at: Timestamp(milliseconds: 0))
    try new.open().close()
    #expect(try verifyStore(new.path).isIntact)
    #expect(try content(new.path) == content(old.path))
  }
}
