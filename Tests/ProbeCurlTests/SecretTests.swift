import Clients
import Dispatch
import Domain
import Support
import Testing

@testable import ProbeCurl

struct SecretTests {
  private func probe(_ url: String, _ value: SecretText) -> Probe {
    .http(HTTPProbe(url: url, headers: [HTTPHeader(name: "X-Token", value: value)]))
  }

  @Test func `a probe whose secret is missing says which and asks nothing`() async throws {
    let server = try LoopbackServer.http { _ in httpAnswer() }
    let answer = await ask(probe(server.url, .secret(prefix: "", reference: .environment("NOT_SET"))))
    #expect(answer.failure?.kind == .notStarted)
    #expect(answer.failure?.detail.contains("NOT_SET") == true)
    #expect(server.requests.isEmpty)
  }

  @Test(arguments: ["a\r\nX-Evil: 1", "a\nb", "a\rb", "a\u{0}b"])
  func `a header that holds a line break is refused`(value: String) async throws {
    let server = try LoopbackServer.http { _ in httpAnswer() }
    let answer = await ask(probe(server.url, .plain(value)))
    #expect(answer.failure?.kind == .notStarted)
    #expect(answer.failure?.detail.contains("X-Token") == true)
    #expect(server.requests.isEmpty)
  }

  @Test func `an error does not repeat a secret`() async throws {
    let server = try LoopbackServer.http { _ in
      httpAnswer(302, headers: ["Location: http://canary-4711.invalid/"])
    }
    let probe = HTTPProbe(
      url: server.url,
      headers: [HTTPHeader(name: "X", value: .secret(prefix: "", reference: .environment("S")))], follow: 1)
    let answer = await ask(.http(probe), secrets: secrets(["S": "canary-4711"]))
    let detail = try #require(answer.failure?.detail)
    #expect(!detail.contains("canary-4711"))
    #expect(detail.contains("‹redacted›"))
  }

  @Test func `a secret that does not come in time fails the probe in time`() async throws {
    let hang = DispatchSemaphore(value: 0)
    defer { hang.signal() }
    let hanging = SecretClient { _ in
      hang.wait()
      return ""
    }
    let answer = await ask(
      probe("http://127.0.0.1:1", .secret(prefix: "", reference: .command(["pass"]))),
      timeout: .milliseconds(100), secrets: hanging)
    #expect(answer.failure?.kind == .notStarted)
    #expect(answer.failure?.detail.contains("in time") == true)
  }
}
