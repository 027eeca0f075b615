extension Unicode.Scalar {
  /// True for C0, DEL and C1: what acts on a terminal.
  package var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }

  /// True for what turns the reading direction around (Unicode's Bidi_Control).
  package var isBidiControl: Bool {
    switch value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// True for what takes no room and can hide text (Default_Ignorable_Code_Point and fillers).
  package var isInvisible: Bool {
    switch value {
    case 0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200D, 0x2060...0x206F,
      0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  /// True for what ends a line, besides `\n` and `\r`.
  package var isLineSeparator: Bool { value == 0x2028 || value == 0x2029 || value == 0x85 }
}

/// The text with nothing in it that a terminal acts on and nothing that hides.
///
/// Controls appear in caret form, other hidden characters as `<U+202E>`; variation selectors go. In one line, line breaks
/// become spaces.
package func visible(_ text: String, oneLine: Bool = false) -> String {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
  var result = ""
  var previous: Unicode.Scalar?
  for scalar in text.unicodeScalars {
    let isSecondOfPair = scalar == "\n" && previous == "\r"
    previous = scalar
    if scalar == "\n" || scalar == "\r" || scalar.isLineSeparator {
      if !isSecondOfPair { result += oneLine ? " " : "\n" }
    } else {
      result += visible(scalar)
    }
  }
  return result
}

private func visible(_ scalar: Unicode.Scalar) -> String {
  switch scalar.value {
  case 0x09: return " "
  case ..<0x20, 0x7F: return "^" + String(Character(Unicode.Scalar(UInt8(scalar.value ^ 0x40))))
  case 0xFE00...0xFE0F: return ""
  default:
    guard scalar.isControl || scalar.isBidiControl || scalar.isInvisible else {
      return String(Character(scalar))
    }
    let hex = String(scalar.value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex + ">"
  }
}
