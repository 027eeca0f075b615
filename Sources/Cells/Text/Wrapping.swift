extension SafeText {
  /// The text in lines of at most `count` columns, broken between words where it can be; at least one line.
  ///
  /// Blanks at a break are left out, all others stay; a word wider than a line is broken where the line ends.
  package func wrapped(to count: Int) -> [SafeText] {
    let limit = max(1, count)
    if let length = lengthOfASCII(string), length <= limit { return [self] }
    var lines: [SafeText] = []
    var rest = Substring(string)
    while let end = Self.lineEnd(of: rest, limit: limit) {
      lines.append(SafeText(known: Self.withoutTrailingBlanks(rest[..<end])))
      rest = rest[end...].drop { $0 == " " }
    }
    if !rest.isEmpty || lines.isEmpty { lines.append(SafeText(known: String(rest))) }
    return lines
  }

  /// Where the first line of text ends: after its last whole word, else in the middle of the word; nil if it all fits.
  private static func lineEnd(of text: Substring, limit: Int) -> Substring.Index? {
    var used = 0
    var afterWord: Substring.Index?
    var index = text.startIndex
    while index < text.endIndex {
      let isBlank = text[index] == " "
      if isBlank, index > text.startIndex, text[text.index(before: index)] != " " { afterWord = index }
      used += columns(of: text[index])
      if used > limit { break }
      index = text.index(after: index)
    }
    guard index < text.endIndex else { return nil }
    if let afterWord { return afterWord }
    // A wide character in a line of one column: it goes on a line of its own rather than nowhere.
    return index > text.startIndex ? index : text.index(after: index)
  }

  private static func withoutTrailingBlanks(_ text: Substring) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
