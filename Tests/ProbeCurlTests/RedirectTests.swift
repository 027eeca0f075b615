import Clients
import Domain
import Support
import Testing

@testable import ProbeCurl

struct RedirectTests {
  private func askFollowing(_ url: String, _ follow: Int) async -> ProbeAnswer {
    await ask(.http(HTTPProbe(url: url, follow: follow)))
  }

  @Test func `the first answer is judged unless redirects are wanted`() async throws {
    let server = try LoopbackServer.http { _ in httpAnswer(302, headers: ["Location: /next"]) }
    #expect(await askFollowing(server.url, 0).values["status"] == 302)
    #expect(server.requests.count == 1)
  }

  @Test func `a wanted redirect is followed`() async throws {
    let server = try LoopbackServer.http { request in
      request.target == "/" ? httpAnswer(302, headers: ["Location: /next"]) : httpAnswer(200, "there")
    }
    #expect(await askFollowing(server.url, 1).words == "there")
  }

  @Test func `a loop of redirects ends at the limit`() async throws {
    let server = try LoopbackServer.http { _ in httpAnswer(302, headers: ["Location: /again"]) }
    #expect(await askFollowing(server.url, 3).failure?.kind == .unexpectedAnswer)
    #expect(server.requests.count == 4)
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/"])
  func `a redirect to another protocol is refused`(target: String) async throws {
    let server = try LoopbackServer.http { _ in httpAnswer(302, headers: ["Location: \(target)"]) }
    let answer = await askFollowing(server.url, 3)
    #expect(answer.failure?.kind == .unexpectedAnswer)
    #expect(!answer.words.contains("root:"))
  }

  @Test(arguments: ["169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]", "[fd00:ec2::254]"])
  func `a redirect to a link-local address is refused`(host: String) async throws {
    let server = try LoopbackServer.http { _ in
      httpAnswer(302, headers: ["Location: http://\(host)/latest/meta-data/"])
    }
    let failure = await askFollowing(server.url, 3).failure
    #expect(failure?.kind == .unexpectedAnswer)
    #expect(failure?.detail.contains("link-local") == true)
  }

  @Test func `a login is not carried to another host`() async throws {
    let second = try LoopbackServer.http { _ in httpAnswer() }
    let first = try LoopbackServer.http { _ in
      httpAnswer(302, headers: ["Location: http://localhost:\(second.port)/"])
    }
    let probe = HTTPProbe(
      url: first.url, headers: [HTTPHeader(name: "Authorization", value: .plain("Bearer abcdef"))], follow: 1)
    _ = await ask(.http(probe))
    #expect(first.requests.first?.header("authorization") == "Bearer abcdef")
    #expect(second.requests.count == 1)
    #expect(second.requests.first?.header("authorization") == nil)
  }
}
