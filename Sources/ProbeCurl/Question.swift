import Clients
import Domain

/// A probe with its secrets in place; it lives from the ask to the answer, in memory alone.
struct Question: Sendable {
  enum Kind: Sendable {
    case http(HTTPProbe, headers: [String], password: String?)
    case tcp(TCPProbe)
  }

  var kind: Kind
  /// What must not be repeated in an error.
  private var secrets: [String] = []

  init(_ probe: Probe, secrets client: SecretClient) throws(QuestionProblem) {
    switch probe {
    case .http(let http):
      var found: [String] = []
      var headers: [String] = []
      for header in http.headers {
        let value = try Self.read(header.value, client, &found)
        headers.append(try Self.line(header.name, value))
      }
      var password: String?
      if let auth = http.basicAuth { password = try Self.read(auth.password, client, &found) }
      kind = .http(http, headers: headers, password: password)
      secrets = found
    case .tcp(let tcp):
      kind = .tcp(tcp)
    case .exec:
      throw .notOurs
    }
  }

  /// A transfer whose handshake costs about a millisecond of our own time.
  var wantsHandshake: Bool {
    guard case .http(let http, _, _) = kind else { return false }
    return http.url.prefix(6).lowercased() == "https:"
  }

  func redacted(_ text: String) -> String { secrets.isEmpty ? text : text.redacting(secrets) }

  private static func read(
    _ text: SecretText, _ client: SecretClient, _ found: inout [String]
  ) throws(QuestionProblem) -> String {
    do throws(SecretFailure) {
      let value = try client.text(text)
      if case .secret(let prefix, _) = text { found.append(String(value.dropFirst(prefix.count))) }
      return value
    } catch {
      throw .secret(error)
    }
  }

  /// A header as libcurl takes it: `Name: value`, and `Name;` for an empty value.
  private static func line(_ name: String, _ value: String) throws(QuestionProblem) -> String {
    // By bytes: a carriage return and a line feed together are one Character in Swift.
    let isBroken = (name + value).utf8.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 }
    guard !isBroken, !name.isEmpty, !name.utf8.contains(UInt8(ascii: ":")) else { throw .header(name) }
    return value.isEmpty ? "\(name);" : "\(name): \(value)"
  }
}

enum QuestionProblem: Error {
  case secret(SecretFailure)
  case header(String)
  case notOurs

  var words: String {
    switch self {
    case .secret(let failure): failure.words
    case .header(let name):
      "the header \(name) holds a line break or a colon in its name: write it on one line"
    case .notOurs: "a program is not asked over the network"
    }
  }
}

extension Probe {
  var hasSecrets: Bool {
    guard case .http(let http) = self else { return false }
    return http.headers.contains { $0.value.isSecret } || http.basicAuth?.password.isSecret == true
  }
}

extension SecretText {
  fileprivate var isSecret: Bool {
    switch self {
    case .plain: false
    case .secret: true
    }
  }
}
