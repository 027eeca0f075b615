import Domain
import Testing

@Suite struct RecordHeadTests {
  private let head = ChainHead(
    database: RecordRows.database, incident: RecordRows.incidents[0], number: 42,
    hash: (0..<32).map { UInt8($0 * 8 + 1) })

  @Test func `the anchor names the chain, its length and the whole hash`() {
    #expect(
      head.anchor == """
        sitrep/00000000-0000-00d1-0000-000000000001/00000000-0000-0011-0000-000000000001
        42
        AQkRGSEpMTlBSVFZYWlxeYGJkZmhqbG5wcnR2eHp8fk=

        """)
  }

  @Test func `an anchor is read as it was written`() {
    #expect(ChainAnchor(anchor: head.anchor) == ChainAnchor(head))
  }

  @Test func `the anchor of a whole database names no incident`() {
    var whole = head
    whole.incident = nil
    #expect(ChainAnchor(anchor: whole.anchor) == ChainAnchor(whole))
  }

  @Test(arguments: [
    "", "sitrep/x\n1\nAA==\n", "other/00000000-0000-00d1-0000-000000000001\n1\nAA==",
    "sitrep/00000000-0000-00d1-0000-000000000001\n0\nAQkRGSEpMTlBSVFZYWlxeYGJkZmhqbG5wcnR2eHp8fk=",
    "sitrep/00000000-0000-00d1-0000-000000000001\n1\nAQkRGSEpMTlBSVFZYWlxeYGJkZmhqbG5wcnR2eHp8f=",
  ])
  func `what is no anchor is not read`(text: String) {
    #expect(ChainAnchor(anchor: text) == nil)
  }

  @Test func `the short form is the length and eighty bits in letters that are hard to confuse`() {
    #expect(head.short == "#42 044h-2691-54rk-jga9")
  }

  @Test(arguments: ["#42 044h-2691-54rk-jga9", "42 044H269154RKJGA9", "#42 o44h-269l-54rk-jga9"])
  func `the short form is read as people write it`(text: String) throws {
    let anchor = try #require(ChainAnchor(short: text, of: head.incident))
    #expect(anchor.number == 42)
    #expect(anchor.hashPrefix == Array(head.hash.prefix(10)))
  }

  @Test(arguments: ["#42", "#42 044h-2691-54rk-jga", "#x 044h-2691-54rk-jga9", "#42 044h-2691-54rk-jga!"])
  func `what is no short form is not read`(text: String) {
    #expect(ChainAnchor(short: text, of: nil) == nil)
  }
}
