import Domain

/// An update in one SMS: who, what, until when; cut at a word where it is too long.
package struct ShortMessage: Sendable, Equatable {
  package var text: String
  package var length: ShortMessageLength { ShortMessageLength(of: text) }

  package init(_ message: UpdateMessage) {
    let mark = message.watermark.map { "\($0) " } ?? ""
    let state = message.incident.isOpen ? "" : "RESOLVED "
    let opening = "\(mark)\(message.incident.name) \(message.incident.severity.word) \(state)"
    let closing = message.fields.nextUpdateAt.map { " Next \($0.minuteText) UTC." } ?? ""
    let body = [message.fields.happened, message.fields.doing]
      .map { plainLetters(visible($0, oneLine: true)) }.filter { !$0.isEmpty }
      .joined(separator: " ")
    text = Self.fitted(opening, body, closing)
    guard let head = message.head else { return }
    let anchored = text + " " + plainLetters(visible(head, oneLine: true))
    if ShortMessageLength(of: anchored).left >= 0 { text = anchored }
  }

  /// The opening and the closing whole, and as many words between them as there is room for.
  private static func fitted(_ opening: String, _ body: String, _ closing: String) -> String {
    let whole = opening + body + closing
    if ShortMessageLength(of: whole).left >= 0 { return whole }
    var kept = body.prefix(ShortMessageLength.plainLimit)
    while !kept.isEmpty {
      let words = kept.lastIndex(of: " ").map { kept[..<$0] } ?? ""
      // A single long word, such as an address, is cut inside rather than dropped with half of the text.
      kept = words.count * 2 > kept.count ? words : kept.dropLast()
      while let last = kept.last, " ,.".contains(last) { kept.removeLast() }
      let short = opening + kept + "..." + closing
      if ShortMessageLength(of: short).left >= 0 { return short }
    }
    return opening + closing
  }
}

/// How much of an SMS a text takes.
///
/// 160 septets in the GSM 7-bit alphabet, some characters counting twice; 70 UTF-16 units as soon as one character is
/// outside it (3GPP TS 23.038).
package struct ShortMessageLength: Sendable, Equatable {
  package static let plainLimit = 160

  package var used: Int
  package var limit: Int
  /// Negative where it is too long.
  package var left: Int { limit - used }

  package init(of text: String) {
    var septets = 0
    for scalar in text.unicodeScalars {
      if gsmBasic.contains(scalar) {
        septets += 1
      } else if gsmExtended.contains(scalar) {
        septets += 2
      } else {
        used = text.utf16.count
        limit = 70
        return
      }
    }
    used = septets
    limit = Self.plainLimit
  }
}

private let gsmBasic = Set(
  ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    + "abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
private let gsmExtended = Set("^{}\\[~]|€\u{0C}".unicodeScalars)

/// Quotes, dashes and spaces of the typesetter as those of the typewriter, which cost an SMS nothing.
private func plainLetters(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\u{2018}", "\u{2019}", "\u{201A}": result += "'"
    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{00AB}", "\u{00BB}": result += "\""
    case "\u{2010}"..."\u{2015}", "\u{2212}": result += "-"
    case "\u{2026}": result += "..."
    case "\u{00A0}", "\u{2002}"..."\u{200A}", "\u{202F}": result += " "
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
