import Clients
import Domain
import Support
import Testing

@testable import MessageCurl

struct WebhookResultTests {
  private func result(
    _ format: Channel.WebhookFormat = .json,
    talk: @escaping @Sendable (LoopbackRequest, LoopbackConnection) -> Void
  ) async throws -> MessageResult {
    let server = try LoopbackServer.http(talk: talk)
    defer { server.close() }
    return await send(.webhook(url: .plain(server.url + "/hook"), format: format))
  }

  private func result(status: Int, _ body: String = "", headers: [String] = []) async throws -> MessageResult
  {
    try await result { _, connection in connection.send(httpAnswer(status, headers: headers, body)) }
  }

  @Test(arguments: [200, 201, 202, 204])
  func `any success is sent`(status: Int) async throws {
    #expect(try await result(status: status) == .sent)
  }

  @Test(arguments: [408, 429, 500, 502, 503])
  func `what may pass is temporary`(status: Int) async throws {
    #expect(try await result(status: status).isTemporary)
  }

  @Test func `a refusal tells the status and what was said`() async throws {
    #expect(try await result(status: 404, "no_team") == .refused(reason: "it answered 404: no_team"))
  }

  @Test func `of a long refusal only the beginning is told`() async throws {
    let reason = try await result(status: 400, String(repeating: "x", count: 5000)).reason
    #expect(reason == "it answered 400: " + String(repeating: "x", count: 200))
  }

  @Test func `a redirect is not followed`() async throws {
    let other = try LoopbackServer.http { _ in httpAnswer() }
    let outcome = try await result(status: 307, headers: ["Location: \(other.url)"])
    #expect(outcome.isRefused)
    #expect(outcome.reason.contains("redirects are not followed"))
    #expect(other.requests.isEmpty)
  }

  @Test func `an endless reply of success is sent`() async throws {
    let outcome = try await result { _, connection in
      connection.send("HTTP/1.1 200 OK\r\n\r\n")
      while connection.send(Array(repeating: UInt8(ascii: "x"), count: 65_536)) {}
    }
    #expect(outcome == .sent)
  }

  @Test func `no connection is temporary`() async throws {
    let url = SecretText.plain("http://127.0.0.1:\(try freePort())/")
    #expect(await send(.webhook(url: url, format: .slack)).isTemporary)
  }

  @Test func `a connection lost after the message was sent is doubtful where a repetition would show`()
    async throws
  {
    let outcome = try await result(.slack) { _, _ in }
    #expect(outcome.isRefused)
    #expect(outcome.reason.contains("may have arrived"))
  }

  @Test(arguments: [Channel.WebhookFormat.json, .matrix])
  func `a connection lost is temporary where the receiver knows a repetition`(
    format: Channel.WebhookFormat
  ) async throws {
    #expect(try await result(format) { _, _ in }.isTemporary)
  }

  @Test func `a link-local address is refused`() async {
    let url = SecretText.plain("http://169.254.169.254/latest/")
    let outcome = await send(.webhook(url: url, format: .json))
    #expect(outcome.isRefused)
    #expect(outcome.reason.contains("link-local"))
  }

  @Test(arguments: ["file:///etc/passwd", "hooks.example.net/x", "https://a b/", "https://a\r\nb/"])
  func `an address that is none is refused`(url: String) async {
    #expect(await send(.webhook(url: .plain(url), format: .json)).isRefused)
  }

  @Test func `a secret address is read at use and never told`() async throws {
    let server = try LoopbackServer.http { request in httpAnswer(403, "not at \(request.target) today") }
    let reference = SecretText.secret(prefix: "", reference: .environment("HOOK"))
    let outcome = await send(
      .webhook(url: reference, format: .slack), secrets: secrets(["HOOK": server.url + "/T0/B0/canary4711"]))
    #expect(server.requests.first?.target == "/T0/B0/canary4711")
    #expect(outcome == .refused(reason: "it answered 403: not at ‹redacted› today"))
  }

  @Test func `a secret that is missing is named`() async {
    let reference = SecretText.secret(prefix: "", reference: .environment("HOOK"))
    let outcome = await send(.webhook(url: reference, format: .slack))
    #expect(outcome.isRefused)
    #expect(outcome.reason.contains("HOOK"))
  }
}
