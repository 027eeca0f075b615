/// Duplicate keys that were renamed in the text so that it can be composed and all its findings be told at once.
///
/// Yams stops at the first mapping with a duplicate. Its first occurrence is given a new name of the same length,
/// so no place in the file moves, and the old name is put back when the nodes are converted.
struct RenamedKeys {
  private var originals: [Position: String] = [:]

  func original(at position: Position) -> String? { originals[position] }

  /// Renames the key at `position`; false if it is none of `keys` or too many have been renamed.
  mutating func rename(_ keys: [String], at position: Position, in text: inout String) -> Bool {
    guard originals.count < 100, originals[position] == nil else { return false }
    var scalars = Array(text.unicodeScalars)
    guard var index = offset(of: position, in: scalars) else { return false }
    if scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
    let key = keys.first { key in
      let wanted = Array(key.unicodeScalars)
      return !wanted.isEmpty && scalars[index...].starts(with: wanted)
    }
    guard let key, let replacement = Unicode.Scalar(0xE000 + UInt32(originals.count)) else { return false }
    scalars[index] = replacement
    originals[position] = key
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    text = String(view)
    text.makeContiguousUTF8()
    return true
  }
}

/// The index of a place among a text's scalars, by the line breaks that libyaml counts.
func offset(of position: Position, in scalars: [Unicode.Scalar]) -> Int? {
  var line = 1
  var index = 0
  while line < position.line {
    guard index < scalars.count else { return nil }
    let scalar = scalars[index]
    index += 1
    guard ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) else { continue }
    if scalar == "\r", index < scalars.count, scalars[index] == "\n" { index += 1 }
    line += 1
  }
  let target = index + position.column - 1
  return target < scalars.count ? target : nil
}
