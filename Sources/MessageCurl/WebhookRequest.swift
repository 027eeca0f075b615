import Clients
import Domain
import FoundationEssentials

/// The HTTP request that brings a message to a chat or a phone.
struct WebhookRequest: Equatable {
  var method = "POST"
  var url: String
  var headers: [String]
  var body: [UInt8]
  /// Whether the receiver knows a repeated message by its key, so that a doubtful attempt may be repeated.
  var isRepeatable: Bool

  init(_ message: OutgoingMessage, url: String, format: Channel.WebhookFormat) throws(WebhookProblem) {
    let key = message.idempotencyKey
    // By bytes: a carriage return and a line feed together are one Character in Swift.
    guard !url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else { throw .badURL }
    guard !key.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { throw .badKey }
    let scheme = url.prefix { $0 != ":" }.lowercased()
    guard scheme == "https" || scheme == "http" else { throw .badURL }
    self.url = url
    headers = ["Idempotency-Key: \(key)", "Content-Type: application/json"]
    isRepeatable = false
    let title = message.title.onOneLine
    switch format {
    case .json:
      body = try json(["idempotency_key": key, "title": title, "text": message.text])
      isRepeatable = true
    case .slack:
      body = try json(["text": joined("*\(title.escapedForSlack)*", message.text.escapedForSlack, title)])
    case .mattermost:
      body = try json(["text": joined("**\(title)**", message.text, title)])
    case .matrix:
      method = "PUT"
      self.url = matrixURL(url, key: key)
      body = try json(["msgtype": "m.text", "body": joined(title, message.text, title)])
      isRepeatable = true
    case .ntfy:
      headers = ["Idempotency-Key: \(key)", "Content-Type: text/plain; charset=utf-8"]
      if !title.isEmpty { headers.append("Title: \(title)") }
      body = Array(message.text.utf8)
    }
  }
}

enum WebhookProblem: Error, Equatable {
  case badURL, badKey, notEncoded

  var words: String {
    switch self {
    case .badURL: "the channel's url must begin with https:// or http:// and hold no spaces or line breaks"
    case .badKey: "the message's key holds a control character"
    case .notEncoded: "the message could not be written as JSON"
    }
  }
}

private func joined(_ heading: String, _ text: String, _ title: String) -> String {
  title.isEmpty ? text : "\(heading)\n\n\(text)"
}

private func json(_ fields: [String: String]) throws(WebhookProblem) -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  do {
    return Array(try encoder.encode(fields))
  } catch {
    throw .notEncoded
  }
}

/// A room's send address with the key as its transaction, by which a home server knows a repetition.
///
/// Source: Matrix client-server API, PUT /rooms/{roomId}/send/{eventType}/{txnId}.
private func matrixURL(_ url: String, key: String) -> String {
  let path = url.prefix { $0 != "?" }
  guard path.hasSuffix("/send/m.room.message") || path.hasSuffix("/send/m.room.message/") else { return url }
  let separator = path.hasSuffix("/") ? "" : "/"
  return path + separator + key.percentEncoded + url.dropFirst(path.count)
}

extension String {
  /// Control characters as spaces: a heading is one line, and a header may not hold another.
  fileprivate var onOneLine: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }

  /// Source: Slack, "Escaping text": with these three, text from outside calls nobody and links nowhere.
  fileprivate var escapedForSlack: String {
    // By scalars: a bracket with a combining mark is another Character, but the same bracket to Slack.
    var escaped = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  fileprivate var percentEncoded: String {
    utf8.map { byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      if isPlain || byte == UInt8(ascii: "-") { return String(UnicodeScalar(byte)) }
      return (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
