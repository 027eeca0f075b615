import Domain
import Testing

@Suite struct SyncFrameTests {
  private static let id = UniqueID(high: 0x0193_0000_0000_7000, low: 0x8000_0000_0000_ab12)
  private static let row = ChainRow(
    globalNumber: 1, incident: nil, number: 0, event: id, body: [1, 2, 3], previousInIncident: [],
    previousInDatabase: [], hash: [UInt8](repeating: 9, count: 32),
    payload: ChainRow.Payload(salt: [UInt8](repeating: 7, count: 16), bytes: [0x7B, 0x7D]))
  private static let frames: [SyncFrame] = {
    var bare = row
    bare.payload = nil
    let head = ChainHead(database: id, incident: nil, number: 42, hash: row.hash)
    return [
      .heads([]), .heads([head]), .database(id), .event(SyncedEvent(row)), .event(SyncedEvent(bare)),
      .end(3), .taken(1 << 40), .refused("full"),
    ]
  }()

  @Test(arguments: frames) func `a frame is read as it was written`(_ frame: SyncFrame) throws {
    let bytes = frame.encoded
    let length = bytes[1..<5].reduce(0) { $0 << 8 | Int($1) }
    #expect(length == bytes.count - 5)
    #expect(try SyncFrame(letter: bytes[0], bytes: Array(bytes[5...])) == frame)
  }

  @Test(arguments: frames) func `a frame that is a byte short or long is refused, or says its text`(
    _ frame: SyncFrame
  ) throws {
    let bytes = frame.encoded
    if case .refused = frame { return }
    let content = Array(bytes.dropFirst(5))
    #expect((try? SyncFrame(letter: bytes[0], bytes: content + [0])) != frame)
    guard !content.isEmpty else { return }
    #expect((try? SyncFrame(letter: bytes[0], bytes: content.dropLast())) != frame)
  }

  @Test func `of every length, an event's frame is read or refused`() {
    let bytes = Array(SyncFrame.event(SyncedEvent(Self.row)).encoded.dropFirst(5))
    for length in 0...bytes.count { _ = try? SyncFrame(letter: 0x45, bytes: Array(bytes.prefix(length))) }
    #expect(throws: SyncFlaw.malformed) { try SyncFrame(letter: 0x45, bytes: Array(bytes.prefix(35))) }
  }

  @Test func `heads that name a database twice, or a number below one, are refused`() {
    let head = ChainHead(database: Self.id, incident: nil, number: 0, hash: Self.row.hash)
    let zero = Array(SyncFrame.heads([head]).encoded.dropFirst(5))
    #expect(throws: SyncFlaw.malformed) { try SyncFrame(letter: 0x48, bytes: zero) }
    var one = head
    one.number = 1
    let twice = Array(SyncFrame.heads([one, one]).encoded.dropFirst(5))
    #expect(throws: SyncFlaw.malformed) { try SyncFrame(letter: 0x48, bytes: twice) }
  }

  @Test(arguments: SyncOpening.allCases) func `an opening is found at the end of any line`(
    _ side: SyncOpening
  )
    throws
  {
    let line = side.line.dropLast()
    #expect(try SyncOpening.read(line) == side)
    #expect(try SyncOpening.read("Welcome! # \(line)") == side)
    #expect(try SyncOpening.read("\(line) or so") == nil)
    #expect(throws: SyncFlaw.otherVersion(7)) { try SyncOpening.read("sitrep sync 7 \(side.rawValue)") }
  }

  @Test(
    arguments: [
      ("INC-7", 7, nil), ("inc-7", 7, nil), ("7", 7, nil), ("INC-7@ab12", 7, "ab12"), ("7@AB12", 7, "ab12"),
      ("INC-7@0193000000007000800000000000ab12", 7, "0193000000007000800000000000ab12"),
    ] as [(String, Int, String?)])
  func `what an incident is called is read`(_ text: String, _ number: Int, _ home: String?) {
    #expect(IncidentName(text) == IncidentName(number: number, home: home))
  }

  @Test(arguments: [
    "", "INC-", "INC-0", "INC--1", "INC-7@", "INC-7@xyzw", "INC-7@ab1", "INC-7@ab12@ab12", "@ab12",
  ])
  func `what is no incident's name is none`(_ text: String) { #expect(IncidentName(text) == nil) }
}
