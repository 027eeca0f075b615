extension String {
  /// True where the pattern matches somewhere; `^` and `$` stand for the ends of lines.
  func matches(_ pattern: String) -> Bool {
    guard let regex = try? Regex(pattern).anchorsMatchLineEndings().matchingSemantics(.unicodeScalar) else {
      return false
    }
    return firstMatch(of: regex) != nil
  }

  /// True where the pattern matches the whole text.
  func fits(pattern: String) -> Bool {
    guard let regex = try? Regex(pattern).matchingSemantics(.unicodeScalar) else { return false }
    return wholeMatch(of: regex) != nil
  }
}

/// True where the text is a regular expression.
func isPattern(_ text: String) -> Bool { (try? Regex(text)) != nil }
