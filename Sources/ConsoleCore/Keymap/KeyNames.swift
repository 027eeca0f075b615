package import Cells

extension Key {
  /// The key as the footer and the help page write it.
  package var name: SafeText {
    switch self {
    case .character(" "): "Space"
    case .character(let character): "\(character)"
    case .control(let character): "Ctrl-\(String(character).uppercased())"
    case .alt(let character): "Alt-\(character)"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .insert: "Ins"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    case .paste, .pasteStalled: "paste"
    case .mouse: "mouse"
    }
  }

  /// The key that is written so; large and small letters matter in a single character alone.
  package init?(name: String) {
    if name.count == 1, let character = name.first, character.isPrintable {
      self = .character(character)
      return
    }
    let word = name.lowercased()
    if let key = Self.named.first(where: { $0.name.string.lowercased() == word }) {
      self = key
    } else if word.hasPrefix("ctrl-"), let letter = word.last, word.count == 6, Self.controls.contains(letter)
    {
      self = .control(letter)
    } else if word.hasPrefix("alt-"), word.count == 5, let letter = name.last, letter.isPrintable {
      self = .alt(letter)
    } else if word.hasPrefix("f"), let number = Int(word.dropFirst()), (1...12).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }

  private static let named: [Key] = [
    .character(" "), .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .up, .down, .left, .right,
    .home, .end, .pageUp, .pageDown,
  ]
  private static let controls = "abcdefghijklmnopqrstuvwxyz["
}

extension Character {
  /// True for what a keyboard sends as itself.
  fileprivate var isPrintable: Bool {
    !isWhitespace && unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
  }
}
