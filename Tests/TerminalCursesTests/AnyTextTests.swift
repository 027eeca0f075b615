import Cells
import Support
import Testing

@testable import TerminalCurses

/// Text of every script and trick: what the frame says is what a terminal shows, cell for cell, and nothing leaks out.
@Suite struct AnyTextTests {
  private let size = Size(width: 100, height: 40)

  @Test(.enabled(if: Judge.hasTmux), arguments: 1...3)
  func `tmux shows the rows that were meant`(_ seed: UInt64) throws {
    let (bytes, frame) = drawn(seed: seed)
    let found = difference(try Judge.tmux(bytes, size: size), frame.rows)
    #expect(found == nil, "\(found ?? "")")
  }

  @Test(.enabled(if: Judge.hasPyte), arguments: 4...6)
  func `pyte shows the cells that were meant`(_ seed: UInt64) throws {
    let (bytes, frame) = drawn(seed: seed)
    let found = difference(try Judge.pyte(bytes, size: size), frame.barredRows.map(Self.withoutKeycaps))
    #expect(found == nil, "\(found ?? "")")
  }

  @Test func `no text leaves the cells it was given`() {
    var chance = SeededGenerator(seed: 99)
    for _ in 0..<2000 {
      var frame = Frame(size: Size(width: 40, height: 1))
      for x in 0..<40 { frame.put("#", at: Point(x: x, y: 0)) }
      let start = Int.random(in: 0..<38, using: &chance)
      let width = Int.random(in: 1...(40 - start), using: &chance)
      let bounds = Rect(x: start, y: 0, width: width, height: 1)
      let used = frame.put(
        SafeText(untrusted: text(&chance)), at: Point(x: start, y: 0), in: bounds)
      #expect(used <= width)
      let outside = (0..<40).filter { !(start..<start + width).contains($0) }
      #expect(outside.allSatisfy { frame[$0, 0] == Cell(base: 0x23, style: .text) })
    }
  }

  @Test func `whatever the text, the terminal gets no control but ours`() {
    for seed in UInt64(10)..<14 {
      let (bytes, _) = drawn(seed: seed)
      let sent = String(decoding: bytes, as: UTF8.self).replacing(
        /\u{1B}\[[0-9;?]*[A-Za-z]|\u{1B}M/.matchingSemantics(.unicodeScalar), with: "")
      let stray = sent.unicodeScalars.filter {
        ($0.value < 0x20 && !"\r\n\u{08}".unicodeScalars.contains($0)) || (0x7F..<0xA0).contains($0.value)
          || $0.properties.isDefaultIgnorableCodePoint || $0.properties.generalCategory == .format
      }
      #expect(stray.isEmpty, "\(stray.map { String($0.value, radix: 16) })")
    }
  }

  /// pyte drops marks that enclose, such as that of a keycap; they have no width.
  private static func withoutKeycaps(_ row: String) -> String {
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: row.unicodeScalars.filter { $0 != "\u{20E3}" })
    return String(kept)
  }

  /// The bytes of some frames one after the other, and the last of them.
  private func drawn(seed: UInt64) -> ([UInt8], Frame) {
    var chance = SeededGenerator(seed: seed)
    var painter = painter("xterm-256color")
    var frame = Frame(size: size)
    var bytes: [UInt8] = []
    for _ in 0..<6 {
      for y in 0..<size.height where Bool.random(using: &chance) {
        frame.fill(Rect(x: 0, y: y, width: size.width, height: 1))
        for _ in 0..<Int.random(in: 1...4, using: &chance) {
          let x = Int.random(in: 0..<size.width, using: &chance)
          let width = Int.random(in: 1...40, using: &chance)
          frame.put(
            SafeText(untrusted: text(&chance)), at: Point(x: x, y: y),
            in: Rect(x: x, y: y, width: width, height: 1),
            style: Style(Role.allCases.randomElement(using: &chance) ?? .text))
        }
      }
      bytes += painter.paint(frame)
    }
    return (bytes, frame)
  }

  private func text(_ chance: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...14, using: &chance)).map { _ in
      Self.pieces.randomElement(using: &chance)?.randomElement(using: &chance) ?? ""
    }.joined()
  }

  /// What every terminal's table has had for years, in whole characters and in torn ones.
  private static let pieces: [[String]] = [
    ["registry", "q", " ", "42%"],
    ["日本", "語", "障害", "경보", "장애", "ガス", "ｱ", "Ａ", "。"],
    ["👍", "🔥", "🚒", "😀", "⌚", "✅", "❤", "☎"],
    ["👩‍🚒", "👨‍👩‍👧", "🏳️‍🌈", "👍🏽", "❤️", "☎️", "1️⃣", "🇩🇪", "🇯", "🏽", "\u{FE0F}", "\u{200D}"],
    ["e\u{301}", "o\u{308}\u{323}", "a\u{300}\u{301}\u{302}\u{303}", "\u{301}", "日\u{309A}", " \u{338}"],
    ["עברית", "שָׁלוֹם", "العربية", "خطأ", "\u{202E}evil\u{202C}", "\u{200F}", "\u{2067}x\u{2069}"],
    ["\u{1B}[2J", "\u{1B}]0;x\u{07}", "\r", "\n", "\t", "\u{08}", "\u{9B}31m", "\u{7F}", "\0", "\u{0E}"],
    ["\u{AD}", "\u{200B}", "\u{FEFF}", "\u{2028}", "\u{E000}", "\u{FFFF}", "\u{E0041}", "\u{3164}"],
    ["─│┌┐", "▁▂▃█", "…", "→", "é", "ß", "Ж", "Ω", "ไทย", "हि"],
  ]
}
