/// What somebody looks for: every word of it has to be there, the last letters of each may be missing.
///
/// Texts are taken apart as SQLite's `unicode61` does it without removing accents: runs of letters and digits, small.
/// So `registry-2` is two tokens that have to follow each other.
struct SearchWords: Sendable {
  /// The tokens of each typed word; only the last of a word may be a beginning.
  let phrases: [[Token]]

  /// UTF-8: to the index an accent of its own and a letter that has it are two things, to a String they are one.
  typealias Token = [UInt8]

  init(_ typed: String) {
    phrases = typed.split(whereSeparator: \.isWhitespace).map { Self.tokens(of: String($0)) }
      .filter { !$0.isEmpty }
  }

  /// True where nothing can be found, since no letter was typed.
  var isEmpty: Bool { phrases.isEmpty }

  /// The words in the language of FTS5.
  var query: String {
    let blank = [UInt8(ascii: " ")]
    return phrases.map { "\"\(String(decoding: Array($0.joined(separator: blank)), as: UTF8.self))\"*" }
      .joined(separator: " AND ")
  }

  /// Whether a text would be found by the index.
  func match(_ text: String) -> Bool {
    let tokens = Self.tokens(of: text)
    return phrases.allSatisfy { phrase in
      tokens.indices.contains { Self.begins(tokens[$0...], with: phrase) }
    }
  }

  private static func begins(_ tokens: ArraySlice<Token>, with phrase: [Token]) -> Bool {
    guard tokens.count >= phrase.count, let last = phrase.last else { return false }
    let same = zip(tokens, phrase.dropLast()).allSatisfy { $0 == $1 }
    return same && tokens[tokens.startIndex + phrase.count - 1].starts(with: last)
  }

  private static func tokens(of text: String) -> [Token] {
    text.unicodeScalars.split { !isPart($0) }.map { scalars in
      var token = String.UnicodeScalarView()
      for scalar in scalars { token.append(contentsOf: small(scalar)) }
      return Array(String(token).utf8)
    }
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .privateUse:
      true
    // The combining accents, which belong to the letter before them.
    case .nonspacingMark: (0x0300...0x0331).contains(scalar.value)
    default: false
    }
  }

  /// One letter for one letter: a form of several is left as it is, as in SQLite.
  private static func small(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
    let lower = scalar.properties.lowercaseMapping.unicodeScalars
    guard lower.count == 1 else { return String.UnicodeScalarView([scalar]) }
    return lower
  }
}
