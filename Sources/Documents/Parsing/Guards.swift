/// The place of the first alias of a text that repeats anchors so often that composing it may never end.
///
/// Yams hashes keys in full, shared parts again and again. Sixteen aliases can multiply to at most 3^5 copies;
/// the scan takes quoted text for aliases too, but only where a name has both its `&` and its `*`.
func aliasBomb(in text: String) -> Position? {
  var anchors: Set<String> = []
  var aliases: [(name: String, position: Position)] = []
  var position = Position.start
  var previous: Unicode.Scalar = "\n"
  var marker: (kind: Unicode.Scalar, position: Position, name: String)?
  for scalar in text.unicodeScalars {
    if let open = marker {
      if scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "-" {
        marker?.name.unicodeScalars.append(scalar)
      } else {
        if open.kind == "&" { anchors.insert(open.name) } else { aliases.append((open.name, open.position)) }
        marker = nil
      }
    } else if scalar == "&" || scalar == "*",
      [" ", "\t", "\n", "\r", "[", "{", ",", "-", ":"].contains(previous)
    {
      marker = (scalar, position, "")
    }
    previous = scalar
    position = scalar == "\n" ? Position(line: position.line + 1, column: 1) : position.nextColumn
  }
  let used = aliases.filter { !$0.name.isEmpty && anchors.contains($0.name) }
  return used.count > 16 ? used[0].position : nil
}

/// The place where so many brackets are open, or dashes stand in a row, that composing could exhaust a thread's stack.
func dangerousNesting(in text: String) -> Position? {
  let limit = 200
  var open = 0
  var dashes = 0
  var position = Position.start
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
    case UInt8(ascii: "]"), UInt8(ascii: "}"): open = max(0, open - 1)
    case UInt8(ascii: "-"), UInt8(ascii: "?"): dashes += 1
    case UInt8(ascii: " "): break
    default: dashes = 0
    }
    if open > limit || dashes > 4000 { return position }
    position = byte == UInt8(ascii: "\n") ? Position(line: position.line + 1, column: 1) : position.nextColumn
  }
  return nil
}

extension Position {
  fileprivate var nextColumn: Position { Position(line: line, column: column + 1) }
}
