import Testing

@testable import CommandRunner

struct CappedOutputTests {
  @Test func `what fits is kept whole`() {
    var output = CappedOutput()
    output.append(Array("abc".utf8))
    output.append(Array("def".utf8))
    #expect(output.bytes == Array("abcdef".utf8))
    #expect(output.total == 6)
  }

  @Test func `both shares are kept without a gap`() {
    var output = CappedOutput()
    let bytes = (0..<2 * CappedOutput.share).map { UInt8(truncatingIfNeeded: $0) }
    output.append(bytes)
    #expect(output.bytes == bytes)
  }

  @Test func `one byte more is told`() {
    var output = CappedOutput()
    output.append(Array(repeating: UInt8(ascii: "a"), count: CappedOutput.share))
    output.append([UInt8(ascii: "b")])
    output.append(Array(repeating: UInt8(ascii: "c"), count: CappedOutput.share))
    let text = String(decoding: output.bytes, as: UTF8.self)
    #expect(text.contains("a\n[... 1 bytes not kept ...]\nc"))
  }

  @Test func `only the beginning is returned for streaming`() {
    var output = CappedOutput()
    #expect(output.append(Array(repeating: 1, count: CappedOutput.share - 1)).count == CappedOutput.share - 1)
    #expect(output.append([2, 3]) == [2])
    #expect(output.append([4]).isEmpty)
  }
}
