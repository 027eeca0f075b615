import Domain
import Testing

@Suite struct RecordBodyTests {
  private let body = RecordRows.body(
    6, incident: RecordRows.incidents[0], number: 4, commitment: [UInt8](repeating: 0xcc, count: 32))

  @Test func `the bytes on disk never change`() {
    #expect(
      hex(body.encoded())
        == """
        5349545245503100\
        0100000010\("00000000000000d10000000000000001")\
        0200000010\("00000000000000110000000000000001")\
        0300000008\("0000000000000004")\
        0400000008\("0000000000000007")\
        0500000010\("00000000000000e00000000000000006")\
        0600000004\("6e6f7465")\
        0700000008\("000001a3185c5006")\
        0800000008\("000001a3185c53ee")\
        0900000010\("00000000000000b00000000000000000")\
        0a00000008\("000000012a05f200")\
        0b00000004\("000003e8")\
        0c00000002\("6a6f")\
        0d00000003\("616e6e")\
        0e00000007\("62617374696f6e")\
        0f00000003\("312e30")\
        1000000006\("706572736f6e")\
        1100000010\("00000000000000010000000000000002")\
        1200000001\("01")\
        1300000001\("00")\
        1400000020\(String(repeating: "cc", count: 32))
        """)
  }

  @Test func `what was written is read`() throws {
    #expect(try CanonicalBody(decoding: body.encoded()) == body)
  }

  @Test func `what belongs to no incident, corrects nothing and is for nobody else is read`() throws {
    var bare = body
    bare.incident = nil
    bare.corrects = nil
    bare.actor.onBehalfOf = nil
    #expect(try CanonicalBody(decoding: bare.encoded()) == bare)
  }

  @Test func `a field that is not known is refused`() {
    #expect(throws: CanonicalBody.Flaw.unknownTag(21)) {
      try CanonicalBody(decoding: body.encoded() + [21, 0, 0, 0, 0])
    }
  }

  @Test func `a field that comes twice is refused`() {
    #expect(throws: CanonicalBody.Flaw.tagsOutOfOrder(19)) {
      try CanonicalBody(decoding: body.encoded() + [19, 0, 0, 0, 1, 0])
    }
  }

  @Test func `bytes that were cut off are refused at every length`() {
    let whole = body.encoded()
    for length in 0..<whole.count {
      #expect(throws: CanonicalBody.Flaw.self) { try CanonicalBody(decoding: Array(whole[..<length])) }
    }
  }

  @Test func `a length beyond the end is refused`() {
    #expect(throws: CanonicalBody.Flaw.cutOff) {
      try CanonicalBody(decoding: Array("SITREP1\0".utf8) + [1, 0xff, 0xff, 0xff, 0xff, 0])
    }
  }

  @Test func `a flag is zero or one`() {
    var bytes = body.encoded()
    bytes[bytes.count - 38] = 2
    #expect(throws: CanonicalBody.Flaw.malformed(19)) { try CanonicalBody(decoding: bytes) }
  }

  @Test func `text that is not UTF-8 is refused`() throws {
    var bytes = body.encoded()
    let name = try #require(bytes.firstRange(of: Array("bastion".utf8)))
    bytes[name.lowerBound] = 0xff
    #expect(throws: CanonicalBody.Flaw.malformed(14)) { try CanonicalBody(decoding: bytes) }
  }
}
