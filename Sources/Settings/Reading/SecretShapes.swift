import Documents
import Domain

extension Shape where Value == SecretReference {
  /// Where a secret is; its value itself is refused, and never repeated in a finding.
  static var secretReference: Shape {
    let advice = "write where it is: env:NAME, file:/absolute/path, cred:NAME or {cmd: [program, argument]}"
    return Shape("a reference to a secret", example: "file:/etc/sitrep/token") { node, log in
      if node.entries != nil { return Shape.secretCommand.read(node, log) }
      guard let scalar = node.scalar, !scalar.isNull else {
        if !node.isNull {
          log.error(at: node.position, "\(node.words) is no reference to a secret", hint: advice)
        }
        return nil
      }
      if let reference = SecretReference(text: scalar.text) { return reference }
      log.error(at: node.position, "a secret may not stand in this file", hint: advice)
      return nil
    }
  }

  private static var secretCommand: Shape {
    .mapping("a reference to a secret") { reader in reader.required("cmd", .argv).map { .command($0) } }
  }
}

extension SecretReference {
  /// Nil for anything but a whole reference.
  init?(text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[1].isEmpty else { return nil }
    switch parts[0] {
    case "env" where parts[1].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }):
      self = .environment(parts[1])
    case "file" where parts[1].hasPrefix("/"): self = .file(parts[1])
    case "cred" where !parts[1].contains("/"): self = .credential(parts[1])
    default: return nil
    }
  }
}

extension Shape where Value == SecretText {
  /// Text that may be plain or a reference, as the address of a webhook.
  static var plainOrSecret: Shape {
    Shape("text or a reference to a secret", example: "env:NAME") { node, log in
      if node.entries != nil { return SecretText.prefixed.read(node, log) }
      guard let text = Shape<String>.string.read(node, log) else { return nil }
      let isMeant = ["env:", "file:", "cred:"].contains { text.hasPrefix($0) }
      guard isMeant else { return .plain(text) }
      return Shape<SecretReference>.secretReference.read(node, log).map { .secret(prefix: "", reference: $0) }
    }
  }
}

extension SecretText {
  /// `{prefix: "Bearer ", secret: "file:..."}`, or `{cmd: [...]}`.
  fileprivate static var prefixed: Shape<SecretText> {
    .mapping("a reference to a secret") { reader in
      if reader.hasKey("cmd") {
        return reader.required("cmd", .argv).map { .secret(prefix: "", reference: .command($0)) }
      }
      let prefix = reader.optional("prefix", .scalar("text") { $0 }, default: "")
      return reader.required("secret", .secretReference).map { .secret(prefix: prefix, reference: $0) }
    }
  }
}

extension Shape where Value == [HTTPHeader] {
  static var headers: Shape {
    Shape("headers", example: "{Accept: application/json}") { node, log in
      guard let entries = node.entries else {
        return Shape<[String: String]>.dictionary(of: .string).read(node, log).map { _ in [] }
      }
      return entries.compactMap { entry in
        let value = Shape<SecretText>.plainOrSecret.read(entry.value, log)
        guard let value else { return nil }
        if case .plain = value, isSecretName(entry.key.value) {
          log.error(
            at: entry.value.position, "\(entry.key.value) holds a secret, which may not stand in this file",
            hint: "write {prefix: \"Bearer \", secret: \"file:/etc/sitrep/token\"}, or env:, cred:, cmd:")
          return nil
        }
        return HTTPHeader(name: entry.key.value, value: value)
      }
    }
  }
}

/// Whether a header or variable with this name usually holds a secret.
func isSecretName(_ name: String) -> Bool {
  let name = name.lowercased()
  let exact = ["authorization", "proxy-authorization", "cookie", "x-api-key", "private-token"]
  return exact.contains(name)
    || ["token", "password", "passwd", "secret", "api-key", "api_key", "apikey"].contains {
      name.contains($0)
    }
}
