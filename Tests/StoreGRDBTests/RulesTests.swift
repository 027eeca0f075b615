import Clients
import Domain
import FoundationEssentials
import GRDB
@testable import StoreGRDB
import Testing

@Suite struct RulesTests {
  private func filled() throws -> Scratch {
    let scratch = try Scratch()
    let store = try scratch.open()
    _ = try store.appendAndWait((1...3).map { Sample.note("note \($0)", in: UniqueID(high: 1, low: 1)) })
    store.close()
    return scratch
  }

  @Test(arguments: [
    "UPDATE event SET seq = 9 WHERE gseq = 2",
    "DELETE FROM event WHERE gseq = 3",
    "UPDATE payload SET data = x'00' WHERE gseq = 2",
    "DELETE FROM payload WHERE gseq = 2",
    "INSERT OR REPLACE INTO event SELECT * FROM event WHERE gseq = 2",
    "INSERT OR REPLACE INTO event SELECT 4, incident, 4, randomblob(16), body, prev_i, prev_g, hash FROM event WHERE gseq = 2",
    "INSERT OR REPLACE INTO event SELECT 4, incident, 4, event_id, body, prev_i, prev_g, randomblob(32) FROM event WHERE gseq = 2",
    "INSERT OR REPLACE INTO payload SELECT gseq, salt, x'00' FROM payload WHERE gseq = 2",
    "INSERT INTO event SELECT 5, incident, 4, randomblob(16), body, hash, hash, randomblob(32) FROM event WHERE gseq = 3",
    "INSERT INTO event SELECT 4, incident, 5, randomblob(16), body, hash, hash, randomblob(32) FROM event WHERE gseq = 3",
    "INSERT INTO event SELECT 4, incident, 4, randomblob(16), body, hash, prev_g, randomblob(32) FROM event WHERE gseq = 3",
    "INSERT INTO event SELECT 4, incident, 4, randomblob(16), body, prev_i, hash, randomblob(32) FROM event WHERE gseq = 3",
    "INSERT INTO event SELECT 4, incident, 4, randomblob(16), body, hash, hash, randomblob(31) FROM event WHERE gseq = 3",
    "INSERT INTO event SELECT 4, incident, 4, randomblob(16), zeroblob(65537), hash, hash, randomblob(32) FROM event WHERE gseq = 3",
    "INSERT INTO event SELECT 4, incident, 4, randomblob(16), 'text', hash, hash, randomblob(32) FROM event WHERE gseq = 3",
  ])
  func `sqlite3 itself refuses to change the record`(statement: String) throws {
    let scratch = try filled()
    #expect(throws: DatabaseError.self) { try scratch.raw { try $0.execute(sql: statement) } }
    let verdict = try verifyStore(scratch.path)
    #expect(verdict.isIntact)
    #expect(verdict.events == 3)
  }

  @Test func `an event that follows the rules may be inserted, so the refusals above are the triggers'`()
    throws
  {
    let scratch = try filled()
    try scratch.raw {
      try $0.execute(
        sql:
          "INSERT INTO event SELECT 4, incident, 4, randomblob(16), body, hash, hash, randomblob(32) FROM event WHERE gseq = 3"
      )
    }
  }

  @Test func `who drops the triggers and edits is found by the chain`() throws {
    let scratch = try filled()
    try scratch.raw {
      try $0.execute(
        sql: "DROP TRIGGER payload_is_not_changed; UPDATE payload SET data = x'00' WHERE gseq = 2")
    }
    let verdict = try verifyStore(scratch.path)
    #expect(verdict.problem?.fault == .payloadChanged)
    #expect(verdict.problem?.globalNumber == 2)
  }

  @Test func `an incident that was given another number is found`() throws {
    let scratch = try filled()
    try scratch.raw { try $0.execute(sql: "UPDATE incident SET number = 7") }
    #expect(try verifyStore(scratch.path).problem?.fault == .misnumbered)
  }

  @Test func `a cut tail is found against a head that was kept`() throws {
    let scratch = try filled()
    let kept = ChainAnchor(try #require(try verifyStore(scratch.path).head))
    try scratch.raw {
      try $0.execute(
        sql: """
          DROP TRIGGER event_is_not_removed; DROP TRIGGER payload_is_not_removed;
          DELETE FROM payload WHERE gseq = 3; DELETE FROM event WHERE gseq = 3
          """)
    }
    #expect(try verifyStore(scratch.path).isIntact)
    #expect(try verifyStore(scratch.path, against: [kept]).problem?.fault == .truncated(kept: kept))
  }

  @Test func `the file says whose it is and keeps its log`() throws {
    let scratch = try filled()
    let found = try scratch.raw { db in
      try (
        Int.fetchOne(db, sql: "PRAGMA application_id"), Int.fetchOne(db, sql: "PRAGMA user_version"),
        String.fetchOne(db, sql: "PRAGMA journal_mode")
      )
    }
    #expect(found == (0x5349_5452, Schema.version, "wal"))
  }

  @Test func `the log and its index stay when the last store closes, for readers of a full disk`() throws {
    let scratch = try filled()
    #expect(FileManager.default.fileExists(atPath: scratch.path + "-wal"))
    #expect(FileManager.default.fileExists(atPath: scratch.path + "-shm"))
  }

  @Test func `only the owner may read any of the files`() throws {
    let scratch = try filled()
    for name in try FileManager.default.contentsOfDirectory(atPath: scratch.folder) {
      let attributes = try FileManager.default.attributesOfItem(atPath: scratch.folder + "/" + name)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
    }
  }
}
