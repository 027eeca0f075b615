package import Cells

/// Text that is being typed, with its cursor; a paste lands in it as text and never as keys.
package struct TextField: Sendable, Equatable {
  package private(set) var characters: [Character]
  /// Characters to the left of the cursor.
  package private(set) var cursor: Int
  /// True where the last text that was inserted did not fit whole.
  package private(set) var isFull = false
  /// The bytes of all characters on record.
  private var weight: Int

  package init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
    weight = Self.weight(of: characters[...])
  }

  package var text: String { String(characters) }
  /// The text without white space at its ends.
  package var trimmed: String {
    let isSpace: (Character) -> Bool = { $0.isWhitespace }
    let tail = characters.drop(while: isSpace)
    return String(tail.prefix((tail.lastIndex { !isSpace($0) } ?? tail.startIndex - 1) + 1 - tail.startIndex))
  }
  package var isEmpty: Bool { characters.isEmpty }
  /// True for a text that came as a whole, as from an editor, and is longer than what is recorded.
  package var isTooLong: Bool { weight > Self.limit }
  /// What is wrong with it then, and what to do; nothing of it was taken away.
  package var longWords: SafeText {
    "this is \(Self.kilobytes(weight)) KB, and the record takes \(Self.kilobytes(Self.limit)) KB: shorten it, or keep it as a file and write down its name"
  }
  package var beforeCursor: String { String(characters[..<cursor]) }

  /// Takes an editing key; false when the key means nothing to a text field.
  package mutating func take(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .paste(let text): insert(text)
    case .backspace: deleteBackward(1)
    case .delete, .control("d"): deleteForward()
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .control("u"): deleteBackward(cursor)
    case .control("k"): remove(cursor..<characters.count)
    case .control("w"), .alt("\u{7F}"): deleteBackward(wordBefore())
    case .alt("b"): cursor -= wordBefore()
    case .alt("f"): cursor += wordAfter()
    case .control, .alt, .enter, .escape, .tab, .backTab, .insert, .up, .down, .pageUp, .pageDown, .function,
      .mouse, .pasteStalled:
      return false
    }
    return true
  }

  private mutating func insert(_ text: String) {
    var room = Self.limit - weight
    var inserted: [Character] = []
    isFull = false
    for character in text {
      room -= Self.weight(of: character)
      isFull = room < 0
      if isFull { break }
      inserted.append(character.isNewline || character == "\t" ? " " : character)
    }
    characters.insert(contentsOf: inserted, at: cursor)
    cursor += inserted.count
    weight += Self.weight(of: inserted[...])
  }

  private mutating func remove(_ range: Range<Int>) {
    weight -= Self.weight(of: characters[range])
    characters.removeSubrange(range)
  }

  private mutating func deleteBackward(_ count: Int) {
    let count = min(count, cursor)
    remove(cursor - count..<cursor)
    cursor -= count
  }

  private mutating func deleteForward() {
    guard cursor < characters.count else { return }
    remove(cursor..<cursor + 1)
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

  /// A text is stored whole; past this it would be a file (the record takes payloads of 256 KiB, and an update has
  /// three texts).
  private static let limit = 60_000

  private static func kilobytes(_ bytes: Int) -> String { String((bytes + 999) / 1000) }

  private static func weight(of characters: ArraySlice<Character>) -> Int {
    characters.reduce(0) { $0 + weight(of: $1) }
  }

  /// The bytes that a character takes on record, where a control character is spelled out.
  private static func weight(of character: Character) -> Int {
    character.unicodeScalars.reduce(0) { $0 + ($1.value < 0x20 ? 6 : UTF8.width($1)) }
  }
}
