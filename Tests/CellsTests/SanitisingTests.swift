import Cells
import Support
import Testing

@Suite struct SanitisingTests {
  @Test(arguments: [
    ("plain text", "plain text"),
    ("\u{1B}]0;pwned\u{07}", "^[]0;pwned^G"),
    ("\u{1B}[2J", "^[[2J"),
    ("over\rwritten", "over^Mwritten"),
    ("back\u{08}space\u{7F}", "back^Hspace^?"),
    ("\u{9B}31m", "<9B>31m"),
    ("one\ntwo", "one␤two"),
    ("one\r\ntwo", "one␤two"),
    ("one\u{2028}two\u{2029}three\u{85}four", "one␤two␤three␤four"),
    ("a\tb", "a       b"),
    ("user\u{202E}txt.exe", "user<U+202E>txt.exe"),
    ("\u{2066}iso\u{2069}\u{200F}", "<U+2066>iso<U+2069><U+200F>"),
    ("pay\u{200B}pal", "pay<U+200B>pal"),
    ("soft\u{AD}hyphen\u{FEFF}", "soft<U+00AD>hyphen<U+FEFF>"),
    ("\u{E0041}\u{115F}\u{3164}", "<U+E0041><U+115F><U+3164>"),
    ("goo\u{200D}gle", "goo<U+200D>gle"),
    ("\u{E000}\u{FFFF}\u{378}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("e\u{301}\u{302}\u{303}\u{304}", "e\u{301}\u{302}"),
    ("\u{301}x", "\u{25CC}\u{301}x"),
    ("👨‍👩‍👧 ok", "👨 ok"),
    ("👍🏽", "👍"),
    ("❤️", "❤"),
    ("👩🏽‍💻!", "👩!"),
    ("🇩🇪", "DE"),
    ("x\u{FE0F}", "x<U+FE0F>"),
    ("日本語 é", "日本語 é"),
  ])
  func `what acts on a terminal or hides is made visible`(text: String, shown: String) {
    #expect(Array(sanitised(text).unicodeScalars) == Array(shown.unicodeScalars))
  }

  @Test func `no scalar that acts on a terminal survives among others`() {
    var chance = SeededGenerator(seed: 1)
    let suspicious: [Unicode.Scalar] = [
      "\u{1B}", "\u{9B}", "\u{202E}", "\u{200D}", "\u{301}", "👩", "\u{FE0F}", "e",
    ]
    for _ in 0..<3000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...24, using: &chance) {
        let any = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &chance)) ?? "x"
        text.append(Bool.random(using: &chance) ? any : suspicious.randomElement(using: &chance) ?? "x")
      }
      let shown = sanitised(String(text))
      #expect(shown.unicodeScalars.allSatisfy(isHarmless), "\(Array(text))")
      #expect(longestRunOfMarks(shown) <= 2)
    }
  }

  @Test func `every scalar by itself is harmless when shown`() {
    let bad = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init).filter {
      !sanitised(String($0)).unicodeScalars.allSatisfy(isHarmless)
    }
    #expect(bad.isEmpty)
  }

  @Test func `what has been sanitised stays as it is`() {
    let once = sanitised("a\u{1B}[0m \u{202E} e\u{301} 👩‍💻 \u{85} 日\u{FE0F}")
    #expect(sanitised(once) == once)
  }

  @Test func `each maximal part that is no UTF-8 becomes one replacement`() {
    #expect(sanitised(bytes: [0x61, 0xFF, 0x62]) == "a\u{FFFD}b")
    #expect(sanitised(bytes: [0xE2, 0x82, 0x41]) == "\u{FFFD}A")
    #expect(sanitised(bytes: [0xC0, 0xAF]) == "\u{FFFD}\u{FFFD}")
    #expect(sanitised(bytes: [0xED, 0xA0, 0x80]) == "\u{FFFD}\u{FFFD}\u{FFFD}")
    #expect(sanitised(bytes: [0xF0, 0x9F, 0x92]) == "\u{FFFD}")
    #expect(sanitised(bytes: [0xC2, 0x9B, 0x1B]) == "<9B>^[")
  }

  @Test func `lines end at every kind of line end, and a carriage return alone ends none`() {
    let lines = SafeText.lines(untrusted: "one\ntwo\r\nthree\u{2028}four\rfive\n")
    #expect(lines.map(\.string) == ["one", "two", "three", "four^Mfive"])
  }

  @Test func `tabs in lines go to every eighth column`() {
    #expect(SafeText.lines(untrusted: "a\tb\n日本\tc").map(\.string) == ["a       b", "日本    c"])
  }

  @Test func `empty lines stay, but not one after the last line end`() {
    #expect(SafeText.lines(untrusted: "a\n\nb\n").map(\.string) == ["a", "", "b"])
    #expect(SafeText.lines(untrusted: "").map(\.string) == [""])
  }

  @Test func `a literal is trusted and what is put into it is not`() {
    let host = "evil\u{1B}[2J"
    let text: SafeText = "├ \(host) \(3)"
    #expect(text.string == "├ evil^[[2J 3")
  }

  @Test func `a mark at the head of a value cannot change the literal before it`() {
    let value = "\u{338}"
    let text: SafeText = "=\(value)"
    #expect(text.string == "=\u{25CC}\u{338}")
  }
}

private func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
  let properties = scalar.properties
  if properties.isDefaultIgnorableCodePoint || properties.isBidiControl { return false }
  switch properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
    return false
  default: return !(0x1F1E6...0x1F1FF).contains(scalar.value)
  }
}

private func longestRunOfMarks(_ text: String) -> Int {
  var longest = 0
  var run = 0
  for scalar in text.unicodeScalars {
    run = columns(of: scalar) == 0 ? run + 1 : 0
    longest = max(longest, run)
  }
  return longest
}
