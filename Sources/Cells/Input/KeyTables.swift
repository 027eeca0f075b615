extension EscapeSequence {
  /// The keys of `CSI number ~`.
  static let numberedKeys: [Int: Key] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12), 25: .function(13), 26: .function(14), 28: .function(15),
    29: .function(16), 31: .function(17), 32: .function(18), 33: .function(19), 34: .function(20),
  ]

  /// The keys of a letter after CSI, and after SS3; rxvt has small letters for arrows with shift or control.
  static let letters: [UInt8: Key] = [
    0x41: .up, 0x42: .down, 0x43: .right, 0x44: .left, 0x46: .end, 0x48: .home, 0x5A: .backTab,
    0x50: .function(1), 0x51: .function(2), 0x52: .function(3), 0x53: .function(4),
    0x61: .up, 0x62: .down, 0x63: .right, 0x64: .left,
  ]

  /// The keys of a letter after SS3 alone.
  static let shifted: [UInt8: Key] = [0x4D: .enter, 0x49: .tab]

  /// The keypad in application mode: SS3 j to y stand for `*` to `9`, X for `=`.
  static func keypad(_ letter: UInt8) -> Key? {
    switch letter {
    case 0x6A...0x79: .character(Character(UnicodeScalar(letter - 0x40)))
    case 0x58: .character("=")
    default: nil
    }
  }

  /// The key of a code point with modifiers, as xterm's modifyOtherKeys and `CSI u` tell it.
  static func modified(code: Int, modifiers: Int) -> Key? {
    guard code > 0, let scalar = UInt32(exactly: code).flatMap(UnicodeScalar.init) else { return nil }
    if code < 0x20 || code == 0x7F {
      return code == 0x09 && modifiers & 1 != 0 ? .backTab : Key(ascii: UInt8(code))
    }
    // Private use: keys such as caps lock, and C1.
    guard !(0x80..<0xA0).contains(code), !(0xE000..<0xF900).contains(code) else { return nil }
    let character = Character(scalar)
    if modifiers & 4 != 0, scalar.isASCII { return .control(Character(character.lowercased())) }
    return modifiers & 2 != 0 ? .alt(character) : .character(character)
  }

  /// The modifiers at a place in the numbers: 1 shift, 2 alt, 4 control.
  static func modifiers(_ bytes: [UInt8], at index: Int) -> Int {
    let numbers = numbers(bytes)
    return numbers.count > index ? max(0, numbers[index] - 1) : 0
  }

  /// The numbers between the introducer and the last byte; one that is absent is 0, one that is absurd stays small.
  static func numbers(_ bytes: [UInt8]) -> [Int] {
    var numbers: [Int] = [0]
    for byte in bytes.dropFirst(2).dropLast() {
      switch byte {
      case 0x30...0x39:
        numbers[numbers.count - 1] = min(9_999_999, numbers[numbers.count - 1] * 10 + Int(byte - 0x30))
      case 0x3B: numbers.append(0)
      default: break
      }
    }
    return numbers
  }
}
