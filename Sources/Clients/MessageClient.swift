package import Domain

/// Sends an update over a channel, once.
package struct MessageClient: Sendable {
  /// One attempt; the result comes exactly once, on any thread.
  ///
  /// Retrying is the caller's decision.
  package var send:
    @Sendable (_ message: OutgoingMessage, _ done: @escaping @Sendable (MessageResult) -> Void) -> Void

  package init(
    send:
      @escaping @Sendable (_ message: OutgoingMessage, _ done: @escaping @Sendable (MessageResult) -> Void) ->
      Void
  ) {
    self.send = send
  }
}

package struct OutgoingMessage: Sendable, Equatable {
  /// The same on every attempt, so that a receiver can tell a retry from a second message.
  package var idempotencyKey: String
  package var channel: Channel
  package var title: String
  package var text: String

  package init(idempotencyKey: String, channel: Channel, title: String, text: String) {
    self.idempotencyKey = idempotencyKey
    self.channel = channel
    self.title = title
    self.text = text
  }
}

package enum MessageResult: Sendable, Equatable {
  case sent
  /// Worth another attempt: no connection, a time-out before anything was sent, 429 or 5xx.
  case temporary(reason: String)
  case refused(reason: String)
}
