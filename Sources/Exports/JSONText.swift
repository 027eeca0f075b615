import Comms

/// A value on its way to JSON; objects are written with sorted keys, so that the same value gives the same bytes.
indirect enum JSONText {
  case object([String: JSONText])
  case array([JSONText])
  case string(String)
  case number(Int64)
  case bool(Bool)
  case null
  /// JSON that is valid already.
  case verbatim(String)

  static func optional(_ text: String?) -> JSONText { text.map { .string($0) } ?? .null }

  var text: String {
    var result = ""
    append(to: &result)
    return result
  }

  func append(to text: inout String) {
    switch self {
    case .object(let members):
      text += "{"
      for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        text += index == 0 ? "\"" : ",\""
        appendEscaped(member.key, to: &text)
        text += "\":"
        member.value.append(to: &text)
      }
      text += "}"
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        element.append(to: &text)
      }
      text += "]"
    case .string(let string):
      text += "\""
      appendEscaped(string, to: &text)
      text += "\""
    case .number(let number): text += String(number)
    case .bool(let bool): text += bool ? "true" : "false"
    case .null: text += "null"
    case .verbatim(let json): appendHarmless(json, to: &text)
    }
  }
}

private func appendEscaped(_ string: String, to text: inout String) {
  if string.utf8.allSatisfy({
    $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
  }) {
    text += string
    return
  }
  for scalar in string.unicodeScalars {
    switch scalar {
    case "\"": text += "\\\""
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    case "\t": text += "\\t"
    case _ where scalar.mustBeEscaped: text += escape(scalar)
    default: text.unicodeScalars.append(scalar)
    }
  }
}

/// Valid JSON again: what is hidden can only stand in its strings, white space between its tokens goes.
private func appendHarmless(_ json: String, to text: inout String) {
  if json.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
    text += json
    return
  }
  for scalar in json.unicodeScalars {
    if scalar.value < 0x20 { continue }
    if scalar.mustBeEscaped { text += escape(scalar) } else { text.unicodeScalars.append(scalar) }
  }
}

extension Unicode.Scalar {
  /// What `cat` must not bring to a terminal: C0, C1, bidi controls, invisible characters and line separators.
  fileprivate var mustBeEscaped: Bool { isControl || isBidiControl || isInvisible || isLineSeparator }
}

private func escape(_ scalar: Unicode.Scalar) -> String {
  UTF16.encode(scalar).map { units in
    units.map { unit in
      let hex = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    }.joined()
  } ?? ""
}

/// Bytes as hexadecimal digits.
func hexText(_ bytes: [UInt8]) -> String {
  func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
  return String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
    for (index, byte) in bytes.enumerated() {
      buffer[index * 2] = digit(byte >> 4)
      buffer[index * 2 + 1] = digit(byte & 15)
    }
    return bytes.count * 2
  }
}
