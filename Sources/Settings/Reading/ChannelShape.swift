import Documents
import Domain

/// A channel with the places of what it refers to.
struct ChannelRead {
  var channel: Channel
  var position: Position
  var needs: [Located<ServiceID>]
}

extension Shape where Value == ChannelRead {
  static var channel: Shape {
    .mapping("a channel") { reader in
      let id = reader.required("id", Shape<ChannelID>.identifier(Channel.self).located)
      let needs = reader.optional(
        "needs", .list(of: Shape<ServiceID>.identifier(Service.self).located), default: [])
      let unsupported = ["smtp", "status_page", "command"]
      reader.refuse(unsupported, "is not supported yet", hint: "write a webhook or file channel")
      let kinds = ["webhook", "file"]
      let isRefused = unsupported.contains { reader.hasKey($0) }
      if isRefused { for kind in kinds { _ = reader.optional(kind, .anything) } }
      let transport = isRefused ? nil : readTransport(reader, kinds)
      guard let id, let transport else { return nil }
      return ChannelRead(
        channel: Channel(id: id.value, transport: transport, needs: needs.map(\.value)),
        position: id.position,
        needs: needs)
    }
  }
}

private func readTransport(_ reader: MappingReader, _ kinds: [String]) -> Channel.Transport? {
  switch reader.exactlyOne(of: kinds) {
  case "webhook": reader.optional("webhook", .webhook)
  case "file": reader.optional("file", .updatesFile)
  default: nil
  }
}

extension Shape where Value == Channel.Transport {
  fileprivate static var webhook: Shape {
    .mapping("a webhook") { reader in
      let url = reader.required("url", .webhookURL)
      let format = reader.optional(
        "format", .word(Channel.WebhookFormat.self, "a format known here"), default: .json)
      return url.map { .webhook(url: $0, format: format) }
    }
  }

  fileprivate static var updatesFile: Shape {
    .mapping("a file channel") { reader in
      let path = Shape<String>.string.narrowed(to: "an absolute path", example: "/srv/status/updates.txt") {
        $0.hasPrefix("/") ? $0 : nil
      }
      return reader.required("path", path).map { .file(path: $0) }
    }
  }
}

extension Shape where Value == SecretText {
  fileprivate static var webhookURL: Shape {
    Shape("a URL or a reference to a secret", example: "env:CHAT_HOOK") { node, log in
      guard let text = Shape.plainOrSecret.read(node, log) else { return nil }
      guard case .plain = text else { return text }
      return Shape<String>.httpURL.read(node, log).map { .plain($0) }
    }
  }
}
