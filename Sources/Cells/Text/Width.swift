/// Columns that a string takes on the screen.
package func columns(of text: String) -> Int {
  if let length = lengthOfASCII(text) { return length }
  var sum = 0
  for scalar in text.unicodeScalars { sum += columns(of: scalar) }
  return sum
}

/// Columns that one character takes: those of its scalars together.
package func columns(of character: Character) -> Int {
  var sum = 0
  for scalar in character.unicodeScalars { sum += columns(of: scalar) }
  return sum
}

/// Columns that one scalar takes: 0, 1 or 2, whatever the terminal's own table says.
///
/// Two are East Asian Wide and Fullwidth and what is shown as an emoji by default (UAX 11, Unicode 17); none are
/// marks, format characters and the vowels and finals of conjoining Hangul; ambiguous is one, as in most locales.
package func columns(of scalar: Unicode.Scalar) -> Int {
  let value = scalar.value
  switch value {
  case 0xAD: return 0
  // The common ones, before the table is asked.
  case 0..<0x300, 0x2500..<0x25FD: return 1
  case 0x4E00..<0xA000, 0xAC00..<0xD7A4: return 2
  case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0
  default: break
  }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator: return 0
  default: return isWide(value) ? 2 : 1
  }
}

/// The characters of a text that is ASCII alone, where each takes one column; nil of any other.
func lengthOfASCII(_ text: String) -> Int? {
  text.utf8.withContiguousStorageIfAvailable { bytes in
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    return all < 0x80 ? bytes.count : nil
  }.flatMap(\.self)
}

private func isWide(_ value: UInt32) -> Bool {
  guard value >= 0x1100 else { return false }
  var low = 0
  var high = wideRanges.count / 2
  while low < high {
    let middle = (low + high) / 2
    if wideRanges[2 * middle + 1] < value { low = middle + 1 } else { high = middle }
  }
  return low < wideRanges.count / 2 && wideRanges[2 * low] <= value
}
