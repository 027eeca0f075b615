/// The text with control characters in caret form and nothing that acts on a terminal.
func sanitised(_ text: some StringProtocol) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0..<0x20, 0x7F: result += "^" + String(UnicodeScalar(UInt8(scalar.value ^ 0x40)))
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
