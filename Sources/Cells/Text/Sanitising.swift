/// The text in one line with everything that acts on a terminal, or hides, made visible.
///
/// Control characters take caret form (`^[`), C1 controls their number (`<9B>`), format and invisible characters
/// theirs (`<U+202E>`); a line end becomes `␤` and a tab spaces; what Unicode has not assigned becomes U+FFFD. At most
/// two marks stay on a base. An emoji sequence is cut to its first scalar and a flag is spelled, because terminals
/// disagree about their widths.
package func sanitised(_ text: some StringProtocol) -> String {
  let text = String(text)
  if isPrintableASCII(text) { return text }
  return Sanitiser.run(over: text.unicodeScalars)[0]
}

/// The same for bytes that ought to be UTF-8; each maximal part that is not becomes U+FFFD.
package func sanitised(bytes: some Collection<UInt8>) -> String {
  sanitised(String(decoding: bytes, as: UTF8.self))
}

extension SafeText {
  /// Bytes from outside, in one line.
  package init(untrusted bytes: some Collection<UInt8>) { self.init(known: sanitised(bytes: bytes)) }

  /// Text from outside in lines, with tabs to every eighth column; a carriage return alone moves nothing.
  package static func lines(untrusted text: some StringProtocol) -> [SafeText] {
    Sanitiser.run(over: text.unicodeScalars, inLines: true).map(SafeText.init(known:))
  }

  /// Bytes from outside in lines.
  package static func lines(untrusted bytes: some Collection<UInt8>) -> [SafeText] {
    lines(untrusted: String(decoding: bytes, as: UTF8.self))
  }
}

/// Byte by byte without a branch in between: nearly all text is so, and all of it is asked.
private func isPrintableASCII(_ text: String) -> Bool {
  text.utf8.withContiguousStorageIfAvailable { bytes in
    var others: UInt8 = 0
    for byte in bytes { others |= byte &- 0x20 < 0x5F ? 0 : 1 }
    return others == 0
  } ?? text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
}

/// One pass over scalars, with what the marks and emoji before the current one allow.
private struct Sanitiser {
  private var lines: [String] = [""]
  private let inLines: Bool
  private var column = 0
  private var marks = 0
  /// What a mark, a variation selector or a joiner would belong to.
  private var base: Unicode.Scalar?

  static func run(over scalars: some BidirectionalCollection<Unicode.Scalar>, inLines: Bool = false)
    -> [String]
  {
    var sanitiser = Sanitiser(inLines: inLines)
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      index = scalars.index(after: index)
      let next = index < scalars.endIndex ? scalars[index] : nil
      if sanitiser.take(scalar, next: next) == .withNext { index = scalars.index(after: index) }
    }
    // A text that ends with a line end has no empty line after it.
    if inLines, sanitiser.lines.count > 1, sanitiser.lines.last == "" { sanitiser.lines.removeLast() }
    return sanitiser.lines
  }

  private init(inLines: Bool) { self.inLines = inLines }

  private enum Taken { case one, withNext }

  private mutating func take(_ scalar: Unicode.Scalar, next: Unicode.Scalar?) -> Taken {
    switch scalar.value {
    case 0x20..<0x7F: keep(scalar)
    case 0x09: show(String(repeating: " ", count: 8 - column % 8))
    case 0x0D where next == "\n":
      endLine()
      return .withNext
    case 0x0A, 0x85, 0x2028, 0x2029: endLine()
    case 0..<0x20, 0x7F: show("^" + String(UnicodeScalar(UInt8(scalar.value ^ 0x40))))
    case 0x80..<0xA0: show("<" + String(scalar.value, radix: 16, uppercase: true) + ">")
    case 0x1F1E6...0x1F1FF: show(String(UnicodeScalar(UInt8(scalar.value - 0x1F1E6 + 0x41))))
    case 0x200D where base?.isPictograph == true && next?.isPictograph == true: return .withNext
    case 0xFE0E, 0xFE0F: if base?.properties.isEmoji != true { show(scalar.spelled) }
    case 0x1F3FB...0x1F3FF where base?.isPictograph == true: break
    default: takeOther(scalar)
    }
    return .one
  }

  private mutating func takeOther(_ scalar: Unicode.Scalar) {
    if scalar.properties.isDefaultIgnorableCodePoint { return show(scalar.spelled) }
    switch scalar.properties.generalCategory {
    case .format, .control: show(scalar.spelled)
    case .unassigned, .privateUse, .surrogate: keep("\u{FFFD}")
    default:
      if columns(of: scalar) == 0 { keepMark(scalar) } else { keep(scalar) }
    }
  }

  private mutating func keep(_ scalar: Unicode.Scalar) {
    lines[lines.count - 1].unicodeScalars.append(scalar)
    column += columns(of: scalar)
    marks = 0
    base = scalar
  }

  private mutating func keepMark(_ scalar: Unicode.Scalar) {
    if base == nil { keep("\u{25CC}") }
    guard marks < 2 else { return }
    marks += 1
    lines[lines.count - 1].unicodeScalars.append(scalar)
  }

  private mutating func show(_ ascii: String) {
    lines[lines.count - 1] += ascii
    column += ascii.utf8.count
    marks = 0
    base = nil
  }

  private mutating func endLine() {
    if inLines { lines.append("") } else { keep("␤") }
    if inLines { column = 0 }
    base = nil
  }
}

extension Unicode.Scalar {
  /// Digits are emoji to Unicode too, as the bases of keycaps.
  fileprivate var isPictograph: Bool { value > 0x7F && properties.isEmoji }

  fileprivate var spelled: String {
    let number = String(value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - number.utf8.count)) + number + ">"
  }
}
