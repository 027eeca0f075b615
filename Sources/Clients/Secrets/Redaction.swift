extension String {
  /// The text with each secret of at least six bytes replaced; shorter ones would blot out plain words.
  package func redacting(_ secrets: [String]) -> String {
    secrets.filter { $0.utf8.count >= 6 }
      .sorted { $0.utf8.count > $1.utf8.count }
      .reduce(self) { text, secret in
        // Bytes, not characters: a combining mark after the secret must not hide it.
        let parts = Array(text.utf8).split(separator: Array(secret.utf8), omittingEmptySubsequences: false)
        return String(decoding: Array(parts.joined(separator: "‹redacted›".utf8)), as: UTF8.self)
      }
  }
}
