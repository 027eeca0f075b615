import Clients
import Domain
import Support
import Testing

@testable import MessageCurl

struct WebhookFormatTests {
  /// What the receiver saw of one message.
  private func received(
    _ format: Channel.WebhookFormat, path: String = "/hook", title: String = "SEV1 registry",
    text: String = "Pushes fail.\nNext at 12:30.", key: String = "k-1"
  ) async throws -> LoopbackRequest {
    let server = try LoopbackServer.http { _ in httpAnswer(200, "ok") }
    defer { server.close() }
    let result = await send(
      .webhook(url: .plain(server.url + path), format: format), title: title, text: text, key: key)
    #expect(result == .sent)
    return try #require(server.requests.first)
  }

  @Test func `json carries title, text and key`() async throws {
    let request = try await received(.json)
    #expect(request.method == "POST")
    #expect(request.target == "/hook")
    #expect(request.header("content-type") == "application/json")
    #expect(request.header("idempotency-key") == "k-1")
    #expect(
      request.text
        == #"{"idempotency_key":"k-1","text":"Pushes fail.\nNext at 12:30.","title":"SEV1 registry"}"#)
  }

  @Test func `slack gets one text with a bold title`() async throws {
    #expect(
      try await received(.slack).text == #"{"text":"*SEV1 registry*\n\nPushes fail.\nNext at 12:30."}"#)
  }

  @Test func `text from outside calls nobody in slack`() async throws {
    let request = try await received(.slack, title: "", text: "<!channel> a & b <\u{301}x>")
    #expect(request.text == "{\"text\":\"&lt;!channel&gt; a &amp; b &lt;\u{301}x&gt;\"}")
  }

  @Test func `mattermost gets one text with a bold title`() async throws {
    #expect(
      try await received(.mattermost).text == #"{"text":"**SEV1 registry**\n\nPushes fail.\nNext at 12:30."}"#
    )
  }

  @Test func `matrix gets a message under the key as its transaction`() async throws {
    let path = "/_matrix/client/v3/rooms/!ops:example.net/send/m.room.message?access_token=t0ken"
    let request = try await received(.matrix, path: path, key: "k/1")
    #expect(request.method == "PUT")
    #expect(
      request.target
        == "/_matrix/client/v3/rooms/!ops:example.net/send/m.room.message/k%2F1?access_token=t0ken")
    #expect(
      request.text == #"{"body":"SEV1 registry\n\nPushes fail.\nNext at 12:30.","msgtype":"m.text"}"#)
  }

  @Test func `ntfy gets plain text and the title as a header`() async throws {
    let request = try await received(.ntfy)
    #expect(request.header("title") == "SEV1 registry")
    #expect(request.header("content-type") == "text/plain; charset=utf-8")
    #expect(request.text == "Pushes fail.\nNext at 12:30.")
  }

  @Test func `a title of several lines cannot bring a header of its own`() async throws {
    let request = try await received(.ntfy, title: "down\r\nX-Evil: 1\nmore")
    #expect(request.header("title") == "down  X-Evil: 1 more")
    #expect(request.header("x-evil") == nil)
  }

  @Test func `an empty text is sent as an empty body`() async throws {
    #expect(try await received(.ntfy, text: "").body.isEmpty)
  }

  @Test(arguments: ["a\r\nb", "a\nb", "a\u{0}b"])
  func `a key that holds a line break is refused`(key: String) async throws {
    let server = try LoopbackServer.http { _ in httpAnswer() }
    let result = await send(.webhook(url: .plain(server.url), format: .json), key: key)
    #expect(result.isRefused)
    #expect(server.requests.isEmpty)
  }
}
