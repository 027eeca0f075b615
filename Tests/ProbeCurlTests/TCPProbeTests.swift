import Clients
import Domain
import Support
import Testing

@testable import ProbeCurl

struct TCPProbeTests {
  private func askTCP(
    _ port: Int, _ dialogue: [TCPProbe.Turn] = [], timeout: Duration = .seconds(20)
  ) async -> ProbeAnswer {
    await ask(.tcp(TCPProbe(host: "127.0.0.1", port: port, dialogue: dialogue)), timeout: timeout)
  }

  @Test func `a port that takes connections is connected`() async throws {
    let server = try LoopbackServer { $0.holdUntilClosed() }
    let answer = await askTCP(server.port)
    #expect(answer.failure == nil)
    #expect(answer.values["connected"] == 1)
    #expect(answer.values["latency"] != nil)
    #expect(answer.values["connect"] != nil)
  }

  @Test func `a port on which nothing listens refuses`() async throws {
    #expect(await askTCP(try freePort()).failure?.kind == .refused)
  }

  @Test func `a dialogue is held in turn`() async throws {
    let server = try LoopbackServer { connection in
      connection.send("220 mail.example ESMTP\r\n")
      let greeting = connection.readLine()
      connection.send(greeting == "EHLO probe\r\n" ? "250-mail.example\r\n250 SIZE\r\n" : "500 what\r\n")
      connection.holdUntilClosed()
    }
    let answer = await askTCP(server.port, [.expect("^220 "), .send("EHLO probe\r\n"), .expect("250 SIZE")])
    #expect(answer.failure == nil)
    #expect(answer.words == "220 mail.example ESMTP\r\n250-mail.example\r\n250 SIZE\r\n")
  }

  @Test func `an answer in pieces is put together`() async throws {
    let server = try LoopbackServer { connection in
      for byte in Array("+PONG\r\n".utf8) { connection.send([byte]) }
      connection.holdUntilClosed()
    }
    #expect(await askTCP(server.port, [.send("PING\r\n"), .expect(#"\+PONG"#)]).failure == nil)
  }

  @Test func `another answer than expected is unexpected and quoted`() async throws {
    let server = try LoopbackServer { connection in
      connection.send("-NOAUTH Authentication required.\r\n")
      connection.holdUntilClosed()
    }
    let answer = await askTCP(server.port, [.expect(#"\+PONG"#)], timeout: .milliseconds(200))
    #expect(answer.failure?.kind == .unexpectedAnswer)
    #expect(answer.failure?.detail.contains("-NOAUTH") == true)
    #expect(answer.values["connected"] == 1)
  }

  @Test func `a server that says nothing times out`() async throws {
    let server = try LoopbackServer { $0.holdUntilClosed() }
    let answer = await askTCP(server.port, [.expect("220")], timeout: .milliseconds(200))
    #expect(answer.failure?.kind == .timedOut)
    #expect(answer.values["connected"] == 1)
  }

  @Test func `a server that hangs up before it answers is lost`() async throws {
    let server = try LoopbackServer { _ in }
    #expect(await askTCP(server.port, [.expect("220")]).failure?.kind == .connectionLost)
  }

  @Test func `a flood without the expected words ends at the cap`() async throws {
    let server = try LoopbackServer { connection in
      while connection.send(Array(repeating: UInt8(ascii: "x"), count: 8192)) {}
    }
    let answer = await askTCP(server.port, [.expect("never")])
    #expect(answer.failure?.kind == .unexpectedAnswer)
    #expect(answer.text.count == 64 * 1024)
  }

  @Test(arguments: ["", "a b", "a/b", "user@host"])
  func `a host that is none is not asked`(host: String) async {
    #expect(await ask(.tcp(TCPProbe(host: host, port: 1))).failure?.kind == .notStarted)
  }
}
