import Domain
import Foundation
import Testing

/// The page tells strangers how to check the record: what it shows by example is what this program writes.
@Suite struct RecordPageTests {
  private let blocks: [String] = {
    let file = URL(filePath: #filePath).appending(path: "../../../../Sources/Domain/Domain.docc/Record.md")
    let page = (try? String(contentsOf: file.standardizedFileURL, encoding: .utf8)) ?? ""
    let example =
      page.split(separator: "## A worked example").last?.split(separator: "## A second").first ?? ""
    return example.split(separator: "```", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { $0.element.trimmingCharacters(in: .newlines) }
  }()

  private static func id(_ last: UInt64) -> UniqueID {
    UniqueID(high: 0x0193_0000_0000_7000, low: 0x8000_0000_0000_0000 | last)
  }

  private let payload = ChainRow.Payload(
    salt: (0..<16).map { UInt8($0) }, bytes: Array(#"{"text":"disk full"}"#.utf8))

  private var body: [UInt8] {
    let event = Event(
      id: Self.id(0x12), incident: Self.id(7), happenedAt: Timestamp(milliseconds: 1_795_230_847_000),
      recordedAt: Timestamp(milliseconds: 1_795_230_848_500), actor: Actor(login: "ana", host: "bastion"),
      source: .person, body: .note(Note(text: "disk full")))
    let boot = UniqueID("5f0c1d2e-3a4b-4c5d-8e6f-708192a3b4c5")
    return CanonicalBody(
      event, kind: event.body.kind, database: Self.id(1), number: 1, globalNumber: 1,
      origin: EventOrigin(userID: 1000, boot: boot ?? Self.id(0), toolVersion: "0.1.0"),
      monotonicNanoseconds: 86_400_000_000_000, commitment: payload.commitment
    ).encoded()
  }

  @Test func `the example is what this program writes`() throws {
    try #require(blocks.count == 7)
    let written = try EventBody.note(Note(text: "disk full")).encoded().payload
    #expect(blocks[0] == "\(String(decoding: written, as: UTF8.self))\n\(hex(payload.salt))")
    #expect(blocks[1] == hex(payload.commitment))
    #expect(blocks[2].filter { $0.isHexDigit } == hex(body))
    let before = [ChainLink.first(of: Self.id(7), in: Self.id(1)), ChainLink.first(in: Self.id(1))]
    #expect(blocks[3] == before.map(hex).joined(separator: "\n"))
    let hash = ChainLink.hash(previousInIncident: before[0], previousInDatabase: before[1], body: body)
    #expect(blocks[4] == hex(hash))
    let head = ChainHead(database: Self.id(1), incident: Self.id(7), number: 1, hash: hash)
    #expect(blocks[5] == head.anchor.trimmingCharacters(in: .newlines))
    #expect(blocks[6] == head.short)
  }

  @Test func `the example's numbers are in its bytes`() {
    #expect(blocks[2].contains(hex(Array("note".utf8))))
    #expect(blocks[2].hasPrefix(hex(Array("SITREP1\0".utf8))))
  }
}
