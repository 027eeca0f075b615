package import Cells

/// Text that is being typed, with its cursor; a paste lands in it as text and never as keys.
package struct TextField: Sendable, Equatable {
  package private(set) var characters: [Character]
  /// Characters to the left of the cursor.
  package private(set) var cursor: Int

  package init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  package var text: String { String(characters) }
  /// The text without white space at its ends.
  package var trimmed: String {
    let isSpace: (Character) -> Bool = { $0.isWhitespace }
    let tail = characters.drop(while: isSpace)
    return String(tail.prefix((tail.lastIndex { !isSpace($0) } ?? tail.startIndex - 1) + 1 - tail.startIndex))
  }
  package var isEmpty: Bool { characters.isEmpty }
  package var beforeCursor: String { String(characters[..<cursor]) }

  /// Takes an editing key; false when the key means nothing to a text field.
  package mutating func take(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .paste(let text): insert(Self.oneLine(text))
    case .backspace: deleteBackward(1)
    case .delete, .control("d"): deleteForward()
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .control("u"): deleteBackward(cursor)
    case .control("k"): characters.removeSubrange(cursor...)
    case .control("w"), .alt("\u{7F}"): deleteBackward(wordBefore())
    case .alt("b"): cursor -= wordBefore()
    case .alt("f"): cursor += wordAfter()
    case .control, .alt, .enter, .escape, .tab, .backTab, .insert, .up, .down, .pageUp, .pageDown, .function,
      .mouse:
      return false
    }
    return true
  }

  private mutating func insert(_ text: String) {
    let room = Self.limit - characters.count
    let inserted = Array(text.prefix(max(0, room)))
    characters.insert(contentsOf: inserted, at: cursor)
    cursor += inserted.count
  }

  private mutating func deleteBackward(_ count: Int) {
    let count = min(count, cursor)
    characters.removeSubrange(cursor - count..<cursor)
    cursor -= count
  }

  private mutating func deleteForward() {
    guard cursor < characters.count else { return }
    characters.remove(at: cursor)
  }

  private func wordBefore() -> Int {
    let left = characters[..<cursor].reversed()
    let spaces = left.prefix { $0.isWhitespace }.count
    return spaces + left.dropFirst(spaces).prefix { !$0.isWhitespace }.count
  }

  private func wordAfter() -> Int {
    let right = characters[cursor...]
    let spaces = right.prefix { $0.isWhitespace }.count
    return spaces + right.dropFirst(spaces).prefix { !$0.isWhitespace }.count
  }

  /// A note is stored whole; past this it would be a file (the record takes payloads of 256 KiB).
  private static let limit = 60_000

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}
