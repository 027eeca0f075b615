import Cells
import Support
import Testing

@Suite struct CuttingTests {
  @Test(arguments: [(0, ""), (1, "…"), (4, "reg…"), (7, "regist…"), (8, "registry"), (20, "registry")])
  func `a text that is too wide ends in an ellipsis`(count: Int, shown: String) {
    let text: SafeText = "registry"
    #expect(text.cut(to: count).string == shown)
  }

  @Test(arguments: [(0, ""), (1, "…"), (2, "p…"), (3, "p…1"), (8, "prod…u-1"), (12, "prod-db-eu-1")])
  func `a name is cut in its middle`(count: Int, shown: String) {
    let text: SafeText = "prod-db-eu-1"
    #expect(text.cut(middleTo: count).string == shown)
  }

  @Test func `a wide character is never cut in half`() {
    let text: SafeText = "日本語"
    #expect(text.prefix(columns: 3).string == "日")
    #expect(text.suffix(columns: 3).string == "語")
    #expect(text.cut(to: 4).string == "日…")
    #expect(text.cut(to: 4).padded(to: 4).width == 4)
  }

  @Test func `a mark stays with its base`() {
    let text: SafeText = "e\u{301}e\u{301}"
    #expect(text.prefix(columns: 1).string.unicodeScalars.count == 2)
  }

  @Test func `padding fills with blanks and never cuts`() {
    let text: SafeText = "99%"
    #expect(text.padded(to: 5).string == "99%  ")
    #expect(text.padded(leadingTo: 5).string == "  99%")
    #expect(text.padded(to: 2).string == "99%")
    #expect(text.fitted(to: 2).string == "9…")
  }

  @Test(arguments: [
    ("stop debugging, start restoring", 10, ["stop", "debugging,", "start", "restoring"]),
    ("stop debugging, start restoring", 15, ["stop debugging,", "start restoring"]),
    ("short", 10, ["short"]),
    ("", 10, [""]),
    ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ("a  b   c", 4, ["a  b", "c"]),
    ("日本語です", 5, ["日本", "語で", "す"]),
    ("日本", 1, ["日", "本"]),
    ("   indented text", 12, ["   indented", "text"]),
    ("x   ", 2, ["x"]),
  ])
  func `lines break between words where they can`(text: String, count: Int, lines: [String]) {
    #expect(SafeText(untrusted: text).wrapped(to: count).map(\.string) == lines)
  }

  @Test func `no wrapped line is wider than asked and no word is lost`() {
    var chance = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let words = (0..<Int.random(in: 0...12, using: &chance)).map { _ in
        String(
          repeating: ["a", "日", "é"].randomElement(using: &chance) ?? "a",
          count: Int.random(in: 1...9, using: &chance))
      }
      let count = Int.random(in: 2...20, using: &chance)
      let lines = SafeText(untrusted: words.joined(separator: " ")).wrapped(to: count)
      #expect(lines.allSatisfy { $0.width <= count })
      #expect(lines.map(\.string).joined().filter { $0 != " " } == words.joined())
    }
  }
}
