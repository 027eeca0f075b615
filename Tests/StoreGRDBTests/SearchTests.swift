import Clients
import Domain
import FoundationEssentials
@testable import StoreGRDB
import Support
import Testing

@Suite struct SearchTests {
  /// A record in which the words come from the index, from looking through the rows, or from both.
  enum Reach: CaseIterable, Sendable { case indexed, notYet, half }

  private func record(_ events: [Event], _ reach: Reach, in scratch: Scratch) throws -> Store {
    let store = Store(scratch.options())
    try store.open()
    let answer = Answer<[RecordedEvent]>()
    store.append(events) { answer.give($0) }
    _ = try answer.wait().get()
    switch reach {
    case .indexed: try store.write { try WordIndex.extend($0, by: events.count) }
    case .half: try store.write { try WordIndex.extend($0, by: events.count / 2) }
    case .notYet: break
    }
    return store
  }

  private func texts(_ found: Found) -> [String] { found.lines.map(\.recorded.event.body.sentence) }

  @Test(arguments: Reach.allCases)
  func `lines with all words are found, the newest first`(reach: Reach) throws {
    let scratch = try Scratch()
    let (a, b) = (Sample.id(), Sample.id())
    let store = try record(
      [
        Sample.declared("Registry is down", as: a), Sample.note("disk of registry-2 is full", in: a),
        Sample.declared("Git hangs", as: b), Sample.note("the disk of git-1 is fine", in: b),
        Sample.note("registry-20 restarted"),
      ], reach, in: scratch)
    defer { store.close() }
    #expect(
      texts(try store.search("DISK", incident: nil, limit: 9)) == [
        "the disk of git-1 is fine", "disk of registry-2 is full",
      ])
    #expect(texts(try store.search("full disk", incident: nil, limit: 9)) == ["disk of registry-2 is full"])
    #expect(try store.search("regis", incident: nil, limit: 9).lines.map(\.incident?.number) == [nil, 1, 1])
    #expect(texts(try store.search("registry-2", incident: nil, limit: 1)) == ["registry-20 restarted"])
    #expect(
      texts(try store.search("disk", incident: IncidentName(number: 1), limit: 9)) == [
        "disk of registry-2 is full"
      ])
    #expect(try store.search("egistry", incident: nil, limit: 9).lines.isEmpty)
    #expect(try store.search("disk", incident: IncidentName(number: 7), limit: 9).lines.isEmpty)
  }

  @Test(arguments: Reach.allCases)
  func `what an update says, what a command prints and who wrote is looked through`(reach: Reach) throws {
    let scratch = try Scratch()
    let incident = Sample.id()
    let sent = CommsEvent(
      kind: .sent, message: Sample.id(), number: 1, channel: "chat", text: "pushes fail since noon",
      fields: nil)
    let run = CommandRun(
      kind: .finished, run: Sample.id(), step: nil, command: "df", output: "/var/lib/registry 99%")
    let store = try record(
      [
        Sample.declared("x", as: incident), Sample.event(.comms(sent), in: incident),
        Sample.event(.commandRun(run), in: incident),
      ], reach, in: scratch)
    defer { store.close() }
    #expect(try store.search("noon", incident: nil, limit: 9).lines.count == 1)
    #expect(try store.search("99 var", incident: nil, limit: 9).lines.count == 1)
    #expect(try store.search("jo", incident: nil, limit: 9).lines.count == 3)
  }

  @Test(
    arguments: Reach.allCases,
    ["\"", "*", "AND", "a OR b", "NEAR(a b)", "said:x", "-x", "x\" OR \"y", "'", "^x", "{x}"])
  func `what means something to the index is looked for as words`(reach: Reach, typed: String) throws {
    let scratch = try Scratch()
    let store = try record([Sample.note("nothing of it")], reach, in: scratch)
    defer { store.close() }
    #expect(try store.search(typed, incident: nil, limit: 9).lines.isEmpty)
  }

  @Test func `the index and looking through agree on every word`() throws {
    var dice = SeededGenerator(seed: 3)
    let pieces = [
      "Disk", "ÄRGER", "ärger", "é", "e\u{301}", "10.0.0.1", "re-try", "Ünïx", "漢字", "😀ok", "_id", "A1b", "ß",
      "İx", "ﬁt",
    ]
    let events = (0..<60).map { _ in
      Sample.note((0..<4).map { _ in pieces.randomElement(using: &dice) ?? "" }.joined(separator: " "))
    }
    let (left, right) = (try Scratch(), try Scratch())
    let (indexed, plain) = (try record(events, .indexed, in: left), try record(events, .notYet, in: right))
    defer {
      indexed.close()
      plain.close()
    }
    for piece in pieces + pieces.map({ String($0.prefix(2)) }) + ["1", "10.0", "re", "k"] {
      let found = try indexed.search(piece, incident: nil, limit: 99).lines.map(\.recorded.event.id)
      #expect(
        found == (try plain.search(piece, incident: nil, limit: 99).lines.map(\.recorded.event.id)),
        "\(piece)")
    }
  }

  @Test func `the index follows by itself once it lags, and a forgotten one is made again`() throws {
    let scratch = try Scratch()
    let store = try record((0..<300).map { Sample.note("line \($0)") }, .notYet, in: scratch)
    defer { store.close() }
    #expect(eventually { (try? store.read(WordIndex.backlog)) == 0 })
    // Counted in the same transaction: the store looks after its index by itself meanwhile.
    let backlog = try store.write { db in
      try WordIndex.forget(db)
      return try WordIndex.backlog(db)
    }
    #expect(backlog == 300)
    #expect(texts(try store.search("line 299", incident: nil, limit: 9)) == ["line 299"])
    store.extendIndex(from: 1)
    #expect(eventually { (try? store.read(WordIndex.backlog)) == 0 })
    #expect(texts(try store.search("line 299", incident: nil, limit: 9)) == ["line 299"])
  }

  @Test(arguments: Reach.allCases)
  func `a text that was taken out of the record is not found any more`(reach: Reach) throws {
    let scratch = try Scratch()
    let incident = Sample.id()
    let target = Sample.note("the password is hunter2", in: incident)
    let store = try record([Sample.declared("x", as: incident), target], reach, in: scratch)
    defer { store.close() }
    let answer = Answer<[RecordedEvent]>()
    let redaction = Redaction(of: target.body, reason: "a password")
    store.append([Sample.event(.redaction(redaction), in: incident, corrects: target.id)]) { answer.give($0) }
    _ = try answer.wait().get()
    #expect(try store.search("hunter2", incident: nil, limit: 9).lines.isEmpty)
    _ = store.extendIndex(from: 1)
    #expect(try store.search("hunter2", incident: nil, limit: 9).lines.isEmpty)
    let word = Array("hunter2".utf8)
    for end in ["", "-wal"] {
      #expect([UInt8](try Data(contentsOf: URL(filePath: scratch.path + end))).firstRange(of: word) == nil)
    }
  }

  @Test func `a record that may only be read is searched too`() throws {
    let scratch = try Scratch()
    try record([Sample.note("disk is full")], .notYet, in: scratch).close()
    let reader = try StoreReader(path: scratch.path)
    #expect(try reader.search("disk", limit: 9).lines.count == 1)
    #expect(throws: StoreFailure.notFound("INC-3")) {
      try reader.search("disk", incident: IncidentName(number: 3), limit: 9)
    }
  }
}
