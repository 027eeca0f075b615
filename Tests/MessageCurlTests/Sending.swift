import Clients
import Domain
import Foundation

@testable import MessageCurl

func secrets(_ values: [String: String] = [:]) -> SecretClient {
  SecretClient { reference throws(SecretFailure) in
    guard case .environment(let name) = reference, let value = values[name] else {
      throw .environmentNotSet(name: reference.words)
    }
    return value
  }
}

func send(
  _ transport: Channel.Transport, title: String = "SEV1 registry", text: String = "Pushes fail.",
  key: String = "k-1", secrets client: SecretClient = secrets()
) async -> MessageResult {
  let channel = Channel(id: "chat", transport: transport)
  let message = OutgoingMessage(idempotencyKey: key, channel: channel, title: title, text: text)
  return await withCheckedContinuation { continuation in
    curlMessenger(secrets: client).send(message) { continuation.resume(returning: $0) }
  }
}

extension MessageResult {
  var reason: String {
    switch self {
    case .sent: ""
    case .temporary(let reason), .refused(let reason): reason
    }
  }

  var isTemporary: Bool {
    guard case .temporary = self else { return false }
    return true
  }

  var isRefused: Bool {
    guard case .refused = self else { return false }
    return true
  }
}

/// A folder of the test's own.
struct TestFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
