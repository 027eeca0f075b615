import Clients
import Domain
import FoundationEssentials
import GRDB
import StoreGRDB
import Testing

@Suite struct HeadsTests {
  private func filled() throws -> (Scratch, StoreClient) {
    let scratch = try Scratch()
    let store = try scratch.open()
    let incident = UniqueID(high: 1, low: 1)
    _ = try store.appendAndWait([Sample.declared("x", as: incident)])
    _ = try store.appendAndWait(
      (1...5).map { Sample.note("note \($0)", in: incident) } + [Sample.note("loose")])
    return (scratch, store)
  }

  @Test func `the heads are those that the check finds`() throws {
    let (scratch, store) = try filled()
    defer { store.close() }
    let verdict = try verifyStore(scratch.path)
    #expect(try store.heads() == [try #require(verdict.head)] + verdict.incidents)
  }

  @Test func `a record that went on does not contradict what was seen`() throws {
    let (scratch, store) = try filled()
    defer {
      store.close()
      withExtendedLifetime(scratch) {}
    }
    let seen = try store.heads()
    _ = try store.appendAndWait([Sample.note("more", in: UniqueID(high: 1, low: 1))])
    #expect(try store.contradiction(seen) == nil)
    #expect(try store.contradiction([]) == nil)
  }

  @Test func `another record has nothing to do with it`() throws {
    let (one, two) = (try filled(), try filled())
    defer {
      [one, two].forEach { $0.1.close() }
      withExtendedLifetime((one, two)) {}
    }
    #expect(try one.1.contradiction(two.1.heads()) == nil)
  }

  @Test func `a record that is shorter than what was seen is told, with the incident`() throws {
    let (scratch, store) = try filled()
    let seen = try store.heads()
    store.close()
    try scratch.raw {
      try $0.execute(
        sql: """
          DROP TRIGGER event_is_not_removed; DROP TRIGGER payload_is_not_removed;
          DELETE FROM payload WHERE gseq > 4; DELETE FROM event WHERE gseq > 4
          """)
    }
    let again = try scratch.open()
    defer { again.close() }
    let alarm = try #require(try again.contradiction(seen))
    #expect(alarm.found == nil && alarm.lastNumber == 4 && alarm.incidents == ["INC-1"])
    #expect(alarm.words.hasPrefix("Your console has seen 7 events in this record; now it has 4."))
  }

  @Test func `another event in its place is told`() throws {
    let (scratch, store) = try filled()
    let seen = try store.heads()
    store.close()
    try scratch.raw {
      try $0.execute(
        sql: "DROP TRIGGER event_is_not_changed; UPDATE event SET hash = randomblob(32) WHERE gseq = 7")
    }
    let again = try scratch.open()
    defer { again.close() }
    let alarm = try #require(try again.contradiction(seen))
    #expect(alarm.found != nil && alarm.words.contains("is not the one that your console has seen"))
  }
}
