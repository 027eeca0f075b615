/// What bytes that begin with escape mean (ECMA-48, xterm's ctlseqs, rxvt, the Linux console).
enum EscapeSequence {
  enum Reading: Equatable {
    case unfinished
    case key(Key)
    /// A whole sequence that is no key.
    case nothing
    /// The beginning of a bracketed paste.
    case paste
    /// The escape before was the key Esc, and the last byte stands for itself.
    case escapeThenAgain
    /// The last byte belongs to no sequence; it stands for itself.
    case broken
  }

  /// What the bytes mean so far; `isLongerKnown` says that the terminal has a sequence that begins with them.
  static func reading(_ bytes: [UInt8], isLongerKnown: Bool) -> Reading {
    guard bytes.count > 1, let last = bytes.last else { return .unfinished }
    let reading =
      switch bytes[1] {
      case 0x5B: control(bytes)
      case 0x4F: singleShift(bytes)
      case 0x5D, 0x50: string(bytes, last: last)
      default: alt(bytes, last: last)
      }
    return isLongerKnown ? .unfinished : reading
  }

  private static func alt(_ bytes: [UInt8], last: UInt8) -> Reading {
    guard bytes.count == 2 else { return .broken }
    switch last {
    case 0x0D, 0x20...0x7F: return .key(.alt(Character(UnicodeScalar(last))))
    case 0xC2...0xF4: return .unfinished
    case 0x80...0xFF: return .broken
    default: return .escapeThenAgain
    }
  }

  /// An answer of the terminal to a question that we never asked, up to its end; else the key Alt with this letter.
  private static func string(_ bytes: [UInt8], last: UInt8) -> Reading {
    guard bytes.count > 2 else { return .unfinished }
    guard (0x21...0x3F).contains(bytes[2]) || bytes[2] == 0x7C else {
      return .broken
    }
    if last == 0x07 { return .nothing }
    return last == 0x5C && bytes[bytes.count - 2] == 0x1B ? .nothing : .unfinished
  }

  private static func singleShift(_ bytes: [UInt8]) -> Reading {
    guard bytes.count > 2, let last = bytes.last else { return .unfinished }
    switch last {
    case 0x30...0x3B: return .unfinished
    case 0x40...0x7E: return reading(shifted[last] ?? letters[last] ?? keypad(last))
    default: return .broken
    }
  }

  private static func control(_ bytes: [UInt8]) -> Reading {
    guard bytes.count > 2, let last = bytes.last else { return .unfinished }
    if bytes[2] == 0x5B { return linuxConsole(bytes) }
    if bytes[2] == 0x4D { return bytes.count < 6 ? .unfinished : .nothing }
    switch last {
    // rxvt ends a key with shift in a dollar sign; in an answer to a question it stands before the last byte.
    case 0x24 where bytes[2] != 0x3F: return numbered(bytes)
    case 0x20...0x3F: return .unfinished
    case 0x40, 0x5E, 0x7E: return numbered(bytes)
    case 0x4D, 0x6D: return bytes[2] == 0x3C ? mouse(bytes) : .nothing
    case 0x75: return reading(modified(code: numbers(bytes).first ?? 0, modifiers: modifiers(bytes, at: 1)))
    case 0x40...0x7E: return reading(letters[last])
    default: return .broken
    }
  }

  private static func linuxConsole(_ bytes: [UInt8]) -> Reading {
    guard bytes.count > 3 else { return .unfinished }
    return (0x41...0x45).contains(bytes[3]) ? .key(.function(Int(bytes[3]) - 0x40)) : .nothing
  }

  private static func numbered(_ bytes: [UInt8]) -> Reading {
    let numbers = numbers(bytes)
    switch numbers.first {
    case 200: return .paste
    case 27 where numbers.count > 2:
      return reading(modified(code: numbers[2], modifiers: modifiers(bytes, at: 1)))
    case let number?: return reading(numberedKeys[number])
    case nil: return .nothing
    }
  }

  /// SGR mouse (1006): button, column and row from 1; capital M is a press.
  private static func mouse(_ bytes: [UInt8]) -> Reading {
    let numbers = numbers(bytes)
    guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return .nothing }
    let point = Point(x: numbers[1] - 1, y: numbers[2] - 1)
    // Shift, meta and control add 4, 8 and 16.
    let kind: Key.Mouse.Kind? =
      switch (numbers[0] & ~0x1C, bytes.last == 0x4D) {
      case (0, true): .press
      case (0, false): .release
      case (64, true): .wheelUp
      case (65, true): .wheelDown
      default: nil
      }
    return reading(kind.map { .mouse(Key.Mouse(kind: $0, at: point)) })
  }

  private static func reading(_ key: Key?) -> Reading { key.map(Reading.key) ?? .nothing }
}
