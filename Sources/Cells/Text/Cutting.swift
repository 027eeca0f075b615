extension SafeText {
  /// As many whole characters from the front as fit into `count` columns.
  package func prefix(columns count: Int) -> SafeText {
    if lengthOfASCII(string) != nil {
      return SafeText(known: String(Substring(string.utf8.prefix(max(0, count)))))
    }
    var used = 0
    var end = string.startIndex
    while end < string.endIndex {
      used += Cells.columns(of: string[end])
      if used > count { break }
      end = string.index(after: end)
    }
    return SafeText(known: String(string[..<end]))
  }

  /// As many whole characters from the back as fit into `count` columns.
  package func suffix(columns count: Int) -> SafeText {
    if lengthOfASCII(string) != nil {
      return SafeText(known: String(Substring(string.utf8.suffix(max(0, count)))))
    }
    var used = 0
    var start = string.endIndex
    while start > string.startIndex {
      let before = string.index(before: start)
      used += Cells.columns(of: string[before])
      if used > count { break }
      start = before
    }
    return SafeText(known: String(string[start...]))
  }

  /// The text, or its beginning with `…` where it is wider than `count` columns.
  package func cut(to count: Int) -> SafeText {
    guard width > count else { return self }
    return count > 0 ? prefix(columns: count - 1) + "…" : ""
  }

  /// The text, or its beginning and its end around `…` where it is wider than `count` columns: for names.
  package func cut(middleTo count: Int) -> SafeText {
    guard width > count else { return self }
    guard count > 0 else { return "" }
    return prefix(columns: count / 2) + "…" + suffix(columns: (count - 1) / 2)
  }

  /// The text with blanks after it up to `count` columns; never cut.
  package func padded(to count: Int) -> SafeText { self + Self.blanks(count - width) }

  /// The text with blanks before it up to `count` columns; never cut.
  package func padded(leadingTo count: Int) -> SafeText { Self.blanks(count - width) + self }

  /// The text cut or padded to exactly `count` columns.
  package func fitted(to count: Int) -> SafeText { cut(to: count).padded(to: count) }

  package static func blanks(_ count: Int) -> SafeText {
    SafeText(known: String(repeating: " ", count: max(0, count)))
  }

  /// The text said `count` times.
  package func repeated(_ count: Int) -> SafeText {
    SafeText(known: String(repeating: string, count: max(0, count)))
  }
}
