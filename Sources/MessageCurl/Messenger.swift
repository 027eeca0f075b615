package import Clients
import Dispatch
import Domain
import Synchronization

/// Sends over webhooks through libcurl and to files; messages of one channel go one after the other.
package func curlMessenger(secrets: SecretClient) -> MessageClient {
  let messenger = Messenger(secrets: secrets)
  return MessageClient { message, done in messenger.send(message, done) }
}

/// A queue for each channel, so that a dead one holds back nobody else: a class, for any thread may send.
private final class Messenger: Sendable {
  private let secrets: SecretClient
  private let queues = Mutex<[ChannelID: DispatchQueue]>([:])

  init(secrets: SecretClient) { self.secrets = secrets }

  func send(_ message: OutgoingMessage, _ done: @escaping @Sendable (MessageResult) -> Void) {
    queue(for: message.channel.id).async { [secrets] in
      switch message.channel.transport {
      case .file(let path):
        done(append(message, to: path))
      case .webhook(let url, let format):
        done(Self.post(message, url, format, secrets))
      }
    }
  }

  private func queue(for channel: ChannelID) -> DispatchQueue {
    queues.withLock { queues in
      if let queue = queues[channel] { return queue }
      let queue = DispatchQueue(label: "sitrep.channel.\(channel)")
      queues[channel] = queue
      return queue
    }
  }

  private static func post(
    _ message: OutgoingMessage, _ url: SecretText, _ format: Channel.WebhookFormat, _ secrets: SecretClient
  ) -> MessageResult {
    let address: String
    do throws(SecretFailure) {
      address = try secrets.text(url)
    } catch {
      return .refused(reason: error.words)
    }
    do throws(WebhookProblem) {
      return WebhookAttempt(try WebhookRequest(message, url: address, format: format)).result()
    } catch {
      return .refused(reason: error.words)
    }
  }
}
