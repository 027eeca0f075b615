import Cells
import Support
import Testing

@Suite struct InputDecoderTests {
  @Test(
    arguments: [
      ("a", [.character("a")]), ("é日", [.character("é"), .character("日")]),
      ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]), ("\u{7F}", [.backspace]), ("\u{08}", [.backspace]),
      ("\u{03}", [.control("c")]), ("\u{1A}", [.control("z")]), ("\0", [.control(" ")]),
      ("\u{1F}", [.control("_")]),
      ("\u{1B}[A", [.up]), ("\u{1B}OA", [.up]), ("\u{1B}[1;5C", [.right]), ("\u{1B}[b", [.down]),
      ("\u{1B}Od", [.left]),
      ("\u{1B}[H", [.home]), ("\u{1B}OF", [.end]), ("\u{1B}[1~", [.home]), ("\u{1B}[8~", [.end]),
      ("\u{1B}[5~", [.pageUp]), ("\u{1B}[6~", [.pageDown]), ("\u{1B}[2~", [.insert]),
      ("\u{1B}[3~", [.delete]),
      ("\u{1B}[3;5~", [.delete]), ("\u{1B}[3$", [.delete]), ("\u{1B}[3^", [.delete]),
      ("\u{1B}[Z", [.backTab]),
      ("\u{1B}OP", [.function(1)]), ("\u{1B}[11~", [.function(1)]), ("\u{1B}[[A", [.function(1)]),
      ("\u{1B}[1;2P", [.function(1)]), ("\u{1B}[24~", [.function(12)]), ("\u{1B}Oj", [.character("*")]),
      ("\u{1B}Op", [.character("0")]), ("\u{1B}OM", [.enter]),
      ("\u{1B}x", [.alt("x")]), ("\u{1B}é", [.alt("é")]), ("\u{1B}]x", [.alt("]"), .character("x")]),
      ("\u{1B}\u{1B}[A", [.escape, .up]), ("\u{1B}\u{03}", [.escape, .control("c")]),
      ("\u{1B}[27;5;99~", [.control("c")]), ("\u{1B}[99;5u", [.control("c")]), ("\u{1B}[9;2u", [.backTab]),
      ("\u{1B}[<0;3;7M", [.mouse(Key.Mouse(kind: .press, at: Point(x: 2, y: 6)))]),
      ("\u{1B}[<0;3;7m", [.mouse(Key.Mouse(kind: .release, at: Point(x: 2, y: 6)))]),
      ("\u{1B}[<64;1;1M", [.mouse(Key.Mouse(kind: .wheelUp, at: Point(x: 0, y: 0)))]),
      ("\u{1B}[<65;1;1M", [.mouse(Key.Mouse(kind: .wheelDown, at: Point(x: 0, y: 0)))]),
      ("\u{1B}[<35;1;1M", []), ("\u{1B}[<0;0;0M", []), ("\u{1B}[I", []),
      ("\u{1B}[?2026;1$ya", [.character("a")]),
      ("\u{1B}]11;rgb:00/00/00\u{07}a", [.character("a")]), ("\u{1B}P1$r0m\u{1B}\\a", [.character("a")]),
      ("\u{1B}[M !!a", [.character("a")]),
      ("\u{1B}[99999999999999999999999~a", [.character("a")]),
      ("\u{1B}[12\u{03}", [.control("c")]),
      ("\u{1B}[200~line 1\rline 2\u{1B}[201~a", [.paste("line 1\nline 2"), .character("a")]),
      ("\u{1B}[200~\u{1B}[A\u{03}\u{1B}[201\u{1B}[201~", [.paste("\u{1B}[A\u{03}\u{1B}[201")]),
    ] as [(String, [Key])])
  func `bytes become the keys that were pressed`(bytes: String, keys: [Key]) {
    var decoder = InputDecoder()
    #expect(decoder.decode(Array(bytes.utf8)) == keys)
    #expect(decoder.waiting == .nothing)
  }

  @Test func `an escape alone is the key Esc once nothing follows`() {
    var decoder = InputDecoder()
    #expect(decoder.decode([0x1B]).isEmpty)
    #expect(decoder.waiting == .afterEscape)
    #expect(decoder.flush() == [.escape])
    #expect(decoder.waiting == .nothing)
  }

  @Test func `the beginning of a sequence alone is the key Alt`() {
    var decoder = InputDecoder()
    #expect(decoder.decode([0x1B, 0x5B]).isEmpty)
    #expect(decoder.waiting == .inSequence)
    #expect(decoder.flush() == [.alt("[")])
  }

  @Test func `a paste that goes on after a long pause is still no key`() {
    var decoder = InputDecoder()
    #expect(decoder.decode(Array("\u{1B}[200~half".utf8)).isEmpty)
    #expect(decoder.waiting == .inPaste)
    #expect(decoder.flush() == [.paste("half"), .pasteStalled])
    #expect(decoder.waiting == .inStalledPaste)
    #expect(decoder.decode(Array("q and\r".utf8)).isEmpty)
    #expect(decoder.flush() == [.paste("q and\n")])
    #expect(decoder.decode(Array("half\u{1B}[201~q".utf8)) == [.paste("half"), .character("q")])
  }

  @Test func `a paste that never ends is left with Esc`() {
    var decoder = InputDecoder()
    _ = decoder.decode(Array("\u{1B}[200~half".utf8))
    _ = decoder.flush()
    #expect(decoder.decode([0x1B]).isEmpty)
    #expect(decoder.flush() == [.paste("")])
    #expect(decoder.waiting == .nothing)
    #expect(decoder.decode(Array("q".utf8)) == [.character("q")])
  }

  @Test func `text with an end mark in it has no keys after it`() {
    var decoder = InputDecoder()
    #expect(
      decoder.decode(Array("\u{1B}[200~a\u{1B}[201~q\u{1B}[200~b\u{1B}[201~\r".utf8)) == [
        .paste("aq\u{1B}[200~b"), .enter,
      ])
  }

  @Test func `a paste of a megabyte is one key and what is beyond is dropped`() {
    var decoder = InputDecoder()
    let text = String(repeating: "0123456789abcde\u{1B}", count: 80_000)
    let keys = decoder.decode(Array("\u{1B}[200~\(text)\u{1B}[201~q".utf8))
    #expect(keys.count == 2)
    #expect(keys.first == .paste(String(text.prefix(1 << 20))))
  }

  @Test func `a terminal's own sequences come from its table`() {
    let table: [(String, Key)] = [
      ("\u{1B}[224z", .function(1)), ("\u{1B}A", .up), ("\u{1B}?M", .enter), ("\u{7F}", .delete),
    ]
    var decoder = InputDecoder(sequences: table.map { KeySequence(bytes: Array($0.utf8), key: $1) })
    #expect(
      decoder.decode(Array("\u{1B}[224z\u{1B}A\u{1B}?M\u{7F}".utf8)) == [
        .function(1), .up, .enter, .backspace,
      ])
    #expect(decoder.decode(Array("\u{1B}?".utf8)).isEmpty)
    #expect(decoder.flush() == [.alt("?")])
  }

  @Test func `bytes that are no UTF-8 are dropped`() {
    var decoder = InputDecoder()
    #expect(
      decoder.decode([0xFF, 0x61, 0xC3, 0x62, 0xE2, 0x82, 0x1B, 0x5B, 0x41, 0xC0, 0x80]) == [
        .character("a"), .character("b"), .up,
      ])
    #expect(decoder.decode([0xED, 0xA0, 0x80, 0xC2, 0x9B, 0x63]) == [.character("c")])
  }

  @Test func `any split of the bytes gives the same keys`() {
    var chance = SeededGenerator(seed: 5)
    let pieces = [
      "\u{1B}", "[", "O", "A", "1;5", "~", "<0;3;4M", "200~", "\u{1B}[201~", "é", "日", "x", "\r", "]0;",
      "\u{07}", "P", "27;5;99",
    ]
    for _ in 0..<2000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...12, using: &chance) {
        bytes +=
          Bool.random(using: &chance)
          ? Array((pieces.randomElement(using: &chance) ?? "").utf8)
          : [UInt8.random(in: 0...255, using: &chance)]
      }
      // What comes together is read together where a paste has several ends.
      guard String(decoding: bytes, as: UTF8.self).ranges(of: "\u{1B}[201~").count < 2 else { continue }
      var whole = InputDecoder()
      let expected = whole.decode(bytes) + whole.flush()
      var split = InputDecoder()
      var keys: [Key] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...3, using: &chance)
        keys += split.decode(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      #expect(keys + split.flush() == expected)
    }
  }

  @Test func `after any bytes the decoder still hears a key`() {
    var chance = SeededGenerator(seed: 9)
    for _ in 0..<2000 {
      var decoder = InputDecoder()
      _ = decoder.decode(
        (0..<Int.random(in: 1...40, using: &chance)).map { _ in UInt8.random(in: 0...255, using: &chance) })
      _ = decoder.flush()
      #expect(decoder.decode(Array("q".utf8)) == [.character("q")])
    }
  }
}
