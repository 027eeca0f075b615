import Clients
import Domain
import Support
import Testing

@testable import ProbeCurl

struct HTTPProbeTests {
  @Test func `an answer brings its status, its body and its phases`() async throws {
    let server = try LoopbackServer.http { _ in httpAnswer(200, #"{"queue":3}"#) }
    let answer = await askHTTP(server.url)
    #expect(answer.failure == nil)
    #expect(answer.words == #"{"queue":3}"#)
    #expect(answer.values["status"] == 200)
    #expect(answer.values["size"] == 11)
    #expect(answer.values["tls_ok"] == nil)
    #expect(["latency", "connect", "first_byte"].allSatisfy { answer.values[$0] != nil })
  }

  @Test func `an error status is an answer and no failure`() async throws {
    let server = try LoopbackServer.http { _ in httpAnswer(503, "read-only") }
    let answer = await askHTTP(server.url)
    #expect(answer.failure == nil)
    #expect(answer.values["status"] == 503)
    #expect(answer.words == "read-only")
  }

  @Test func `method, headers, body and login are sent as they were written`() async throws {
    let server = try LoopbackServer.http { _ in httpAnswer() }
    let probe = HTTPProbe(
      url: server.url + "/api", method: "PUT",
      headers: [
        HTTPHeader(name: "Accept", value: .plain("application/json")),
        HTTPHeader(name: "X-Token", value: .secret(prefix: "Bearer ", reference: .environment("TOKEN"))),
      ], body: "a=1", basicAuth: BasicAuth(user: "ann", password: .plain("pw")))
    _ = await ask(.http(probe), secrets: secrets(["TOKEN": "s3cret-value"]))
    let request = try #require(server.requests.first)
    #expect(request.method == "PUT")
    #expect(request.target == "/api")
    #expect(request.text == "a=1")
    #expect(request.header("accept") == "application/json")
    #expect(request.header("x-token") == "Bearer s3cret-value")
    #expect(request.header("authorization") == "Basic YW5uOnB3")
    #expect(request.header("expect") == nil)
  }

  @Test func `a body past the limit is cut and counts as an answer`() async throws {
    let server = try LoopbackServer.http { _, connection in
      connection.send("HTTP/1.1 200 OK\r\n\r\n")
      while connection.send(Array(repeating: UInt8(ascii: "x"), count: 65_536)) {}
    }
    let answer = await ask(.http(HTTPProbe(url: server.url, bodyLimit: 100_000)))
    #expect(answer.failure == nil)
    #expect(answer.text.count == 100_000)
    #expect(answer.values["status"] == 200)
  }

  @Test func `endless headers end the probe`() async throws {
    let server = try LoopbackServer.http { _, connection in
      connection.send("HTTP/1.1 200 OK\r\n")
      while connection.send("X-More: \(String(repeating: "y", count: 1000))\r\n") {}
    }
    #expect(await askHTTP(server.url).failure?.kind == .unexpectedAnswer)
  }

  @Test func `a silent server is given up at the timeout and not much later`() async throws {
    let server = try LoopbackServer.http { _, connection in connection.holdUntilClosed() }
    let begun = ContinuousClock.now
    let answer = await askHTTP(server.url, timeout: .milliseconds(300))
    #expect(answer.failure?.kind == .timedOut)
    #expect(ContinuousClock.now - begun >= .milliseconds(290))
    #expect(answer.failure?.detail.contains("timed out") == true)
  }

  @Test func `a server that stops in the middle of its headers is given up at the timeout`() async throws {
    let server = try LoopbackServer.http { _, connection in
      connection.send("HTTP/1.1 200 OK\r\nX-Half")
      connection.holdUntilClosed()
    }
    #expect(await askHTTP(server.url, timeout: .milliseconds(200)).failure?.kind == .timedOut)
  }

  @Test func `a connection closed in the middle of the body is lost`() async throws {
    let server = try LoopbackServer.http { _ in "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf" }
    let answer = await askHTTP(server.url)
    #expect(answer.failure?.kind == .connectionLost)
    #expect(answer.values["status"] == 200)
  }

  @Test func `a connection closed without a word is lost`() async throws {
    let server = try LoopbackServer.http { _ in "" }
    let failure = await askHTTP(server.url).failure
    #expect(failure?.kind == .connectionLost, "\(String(describing: failure))")
  }

  @Test func `a port on which nothing listens refuses`() async throws {
    #expect(await askHTTP("http://127.0.0.1:\(try freePort())").failure?.kind == .refused)
  }

  @Test func `a name that nobody has is not resolved`() async {
    let failure = await askHTTP("http://nobody.invalid/").failure
    #expect(failure?.kind == .nameNotResolved)
    #expect(failure?.detail.contains("nobody.invalid") == true)
  }

  @Test func `an answer that is not HTTP is unexpected`() async throws {
    let server = try LoopbackServer { connection in
      connection.send("220 mail ready\r\n")
      connection.holdUntilClosed()
    }
    #expect(await askHTTP(server.url).failure?.kind == .unexpectedAnswer)
  }

  @Test(arguments: ["file:///etc/passwd", "gopher://127.0.0.1/", "example.net", "http://a\u{0}b/"])
  func `only http and https are asked`(url: String) async {
    #expect(await askHTTP(url).failure?.kind == .notStarted)
  }

  @Test func `a fixed address is asked under its own name`() async throws {
    let server = try LoopbackServer.http { _ in httpAnswer() }
    let probe = HTTPProbe(
      url: "http://registry.example:\(server.port)/",
      resolve: ["registry.example:\(server.port):127.0.0.1"])
    #expect(await ask(.http(probe)).failure == nil)
    #expect(server.requests.first?.header("host") == "registry.example:\(server.port)")
  }

  @Test func `a proxy is asked only where the probe names one`() async throws {
    let proxy = try LoopbackServer.http { _ in httpAnswer(200, "by proxy") }
    let answer = await ask(.http(HTTPProbe(url: "http://far.example/x", proxy: proxy.url)))
    #expect(answer.words == "by proxy")
    #expect(proxy.requests.first?.target == "http://far.example/x")
  }

  @Test func `HEAD waits for no body`() async throws {
    let server = try LoopbackServer.http { _ in "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" }
    let answer = await ask(.http(HTTPProbe(url: server.url, method: "HEAD")))
    #expect(answer.failure == nil)
    #expect(server.requests.first?.method == "HEAD")
  }
}
