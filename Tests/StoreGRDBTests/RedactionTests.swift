import Clients
import Domain
import FoundationEssentials
import GRDB
import StoreGRDB
import Testing

@Suite struct RedactionTests {
  private static let secret = "hunter2-0123456789abcdef"

  private func redaction(of event: Event) -> Event {
    Sample.event(
      .redaction(Redaction(of: event.body, reason: "a password")), in: event.incident, corrects: event.id)
  }

  /// Which of the record's own files hold the secret byte for byte.
  private func places(_ scratch: Scratch) throws -> [String] {
    try ["", "-wal", "-shm", ".lock"].filter { end in
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: scratch.path + end)))
      return bytes.firstRange(of: Array(Self.secret.utf8)) != nil
    }
  }

  @Test(arguments: [0, 300, 4000, 40_000, 400_000])
  func `not a byte of the text is left in any file`(padding: Int) throws {
    let scratch = try Scratch()
    let store = try scratch.open()
    defer { store.close() }
    let incident = Sample.id()
    let text =
      String(repeating: "x", count: padding) + Self.secret + String(repeating: "y", count: padding / 4)
    let target = Sample.note(text, in: incident)
    let others = (0..<40).map { Sample.note("note \($0)", in: incident) }
    _ = try store.appendAndWait(others.prefix(20) + [target] + others.suffix(20))
    #expect(try !places(scratch).isEmpty, "the secret was there")
    _ = try store.appendAndWait([redaction(of: target)])
    #expect(try places(scratch) == [])
    let verdict = try verifyStore(scratch.path)
    #expect(verdict.problem == nil)
    #expect(verdict.removals.map(\.number) == [21] && verdict.removals.map(\.byNumber) == [42])
  }

  @Test func `the bytes go although other consoles have the record open`() throws {
    let scratch = try Scratch()
    let (store, other) = (try scratch.open(), try scratch.open())
    defer { [store, other].forEach { $0.close() } }
    let target = Sample.note(Self.secret, in: Sample.id())
    _ = try other.appendAndWait([target])
    _ = try store.opening()
    _ = try store.appendAndWait([redaction(of: target)])
    #expect(try places(scratch) == [])
    #expect(try other.appendAndWait([Sample.note("on it goes")]).first?.position.globalNumber == 3)
  }

  @Test func `a reader that holds on to the log delays it to the next commit after`() throws {
    let scratch = try Scratch()
    let store = try scratch.open()
    defer { store.close() }
    let target = Sample.note(Self.secret, in: Sample.id())
    _ = try store.appendAndWait([target])
    try scratch.raw { db in
      try db.execute(sql: "BEGIN; SELECT count(*) FROM event")
      _ = try store.appendAndWait([redaction(of: target)])
      #expect(try !places(scratch).isEmpty)
      try db.execute(sql: "COMMIT")
    }
    _ = try store.appendAndWait([Sample.note("next")])
    #expect(eventually { (try? places(scratch)) == [] })
  }

  @Test func `what is read afterwards says that text was removed`() throws {
    let scratch = try Scratch()
    let store = try scratch.open()
    defer { store.close() }
    let target = Sample.declared(Self.secret, as: Sample.id())
    _ = try store.appendAndWait([target, redaction(of: target)])
    let read = try #require(try store.opening().openIncidents.first)
    let incident = try #require(Incident(id: read.id, number: 1, events: read.events))
    #expect(incident.title == "[removed]" && incident.severity == .sev2 && incident.services == ["ci"])
    #expect(try StoreReader(path: scratch.path).incidents().first?.title == "[removed]")
  }

  @Test func `a text that is gone without a redaction is a fault, and named`() throws {
    let scratch = try Scratch()
    let store = try scratch.open()
    _ = try store.appendAndWait((1...3).map { Sample.note("note \($0)", in: UniqueID(high: 1, low: 1)) })
    store.close()
    try scratch.raw {
      try $0.execute(sql: "DROP TRIGGER payload_is_not_removed; DELETE FROM payload WHERE gseq = 2")
    }
    let problem = try #require(try verifyStore(scratch.path).problem)
    #expect(problem.fault == .payloadMissing && problem.globalNumber == 2)
    #expect(problem.words.hasPrefix("The text of event 2 (note, number 2 of incident "))
  }

  @Test(arguments: [
    "DELETE FROM payload WHERE gseq = 1", "DELETE FROM payload WHERE gseq = 3", "DELETE FROM payload",
    "INSERT INTO payload VALUES (2, zeroblob(16), x'00')",
    "INSERT OR REPLACE INTO payload VALUES (1, zeroblob(16), x'00')",
  ])
  func `the rules let nothing go but what a redaction names, and nothing come back`(statement: String) throws
  {
    let scratch = try Scratch()
    let store = try scratch.open()
    let target = Sample.note("two", in: UniqueID(high: 1, low: 1))
    _ = try store.appendAndWait(
      [Sample.note("one", in: UniqueID(high: 1, low: 1)), target, redaction(of: target)])
    store.close()
    #expect(throws: DatabaseError.self) { try scratch.raw { try $0.execute(sql: statement) } }
    #expect(try verifyStore(scratch.path).isIntact)
  }

  @Test func `a record of the first format is brought up to date, and read as it is`() throws {
    let scratch = try Scratch()
    let store = try scratch.open()
    let target = Sample.note(Self.secret, in: Sample.id())
    _ = try store.appendAndWait([target])
    store.close()
    try scratch.raw {
      try $0.execute(
        sql: """
          DROP TRIGGER payload_comes_with_its_event; DROP TRIGGER payload_is_not_removed;
          CREATE TRIGGER payload_is_not_removed BEFORE DELETE ON payload
          BEGIN SELECT RAISE(ABORT, 'payloads are not removed'); END;
          DROP TABLE word; DROP TABLE word_mark; DROP TABLE outline; DROP TABLE outline_mark;
          DROP TABLE foreign_payload; DROP TABLE foreign_event; DROP TABLE foreign_incident;
          PRAGMA user_version = 1
          """)
    }
    #expect(try verifyStore(scratch.path).isIntact)
    let again = try scratch.open()
    defer { again.close() }
    _ = try again.appendAndWait([redaction(of: target)])
    #expect(try places(scratch) == [])
  }
}
