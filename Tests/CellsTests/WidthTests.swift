import Cells
import Glibc
import Testing

@Suite struct WidthTests {
  @Test(arguments: [
    ("a", 1), ("é", 1), ("e\u{301}", 1), ("日", 2), ("Ｗ", 2), ("한", 2), ("👍", 2), ("⌚", 2), ("❤", 1), ("▁", 1),
    ("─", 1),
    ("…", 1), ("│", 1), ("±", 1), ("\u{301}", 0), ("ﾊ", 1), ("ก", 1), ("\u{1112}\u{1161}\u{11AB}", 2),
  ])
  func `a character takes the columns that terminals give it`(text: String, width: Int) {
    #expect(columns(of: text) == width)
  }

  @Test func `widths are the C library's but where Unicode has another opinion`() throws {
    let locale = try #require(newlocale(1 << LC_CTYPE, "C.UTF-8", nil))
    let before = uselocale(locale)
    defer {
      uselocale(before)
      freelocale(locale)
    }
    // The header hides it from Swift.
    let symbol = try #require(dlsym(nil, "wcwidth"))
    let wcwidth = unsafeBitCast(symbol, to: (@convention(c) (wchar_t) -> Int32).self)
    let different = (UInt32(0xA0)..<0x30000).compactMap(Unicode.Scalar.init).filter { scalar in
      let theirs = Int(wcwidth(wchar_t(scalar.value)))
      return theirs >= 0 && theirs != columns(of: scalar) && !isDisputed(scalar)
    }
    #expect(different.map { String($0.value, radix: 16) } == [])
  }

  private func isDisputed(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isDefaultIgnorableCodePoint { return true }
    switch scalar.properties.generalCategory {
    case .format, .spacingMark: return true
    default: break
    }
    return switch scalar.value {
    // Wide since Unicode 16: trigrams, hexagrams and counting rods.
    case 0x2630...0x2637, 0x268A...0x268F, 0x4DC0...0x4DFF, 0x1D300...0x1D376: true
    // Ambiguous, an Ahom vowel that was reclassified, and the letters of flags, which are never drawn.
    case 0x3248...0x324F, 0x1171E, 0x1F1E6...0x1F1FF: true
    default: false
    }
  }
}
