/// A way to tell people; an optional part that may fail without blocking anything else.
package struct Channel: Sendable, Equatable, Identifiable {
  package var id: ChannelID
  package var transport: Transport
  /// What must work for the channel to work; a red one makes the form offer the next channel.
  package var needs: [ServiceID]

  package enum Transport: Sendable, Equatable {
    case webhook(url: SecretText, format: WebhookFormat)
    /// Text appended to a file, one update after the other.
    case file(path: String)
  }

  package enum WebhookFormat: String, Sendable, Equatable, CaseIterable {
    case json, slack, mattermost, matrix, ntfy
  }

  package init(id: ChannelID, transport: Transport, needs: [ServiceID] = []) {
    self.id = id
    self.transport = transport
    self.needs = needs
  }
}
