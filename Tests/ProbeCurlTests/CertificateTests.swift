import Clients
import Domain
import Foundation
import Support
import Testing

@testable import ProbeCurl

/// Needs the program openssl, which makes the certificates and serves them.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")))
struct CertificateTests {
  private func askTLS(
    _ server: TLSServer, authorities: String?, verify: Bool = true, host: String = "localhost"
  )
    async -> ProbeAnswer
  {
    await ask(
      .http(
        HTTPProbe(
          url: "https://\(host):\(server.port)/", tls: TLSOptions(authorities: authorities, verify: verify),
          resolve: ["\(host):\(server.port):127.0.0.1"])))
  }

  @Test func `a trusted certificate tells its days`() async throws {
    let server = try TLSServer(days: 10)
    defer { server.stop() }
    let answer = await askTLS(server, authorities: server.certificate)
    #expect(answer.failure == nil)
    #expect(answer.values["status"] == 200)
    #expect(answer.values["tls_ok"] == 1)
    #expect((9.9...10).contains(try #require(answer.values["cert_days"])))
    #expect(answer.values["tls"] != nil)
  }

  @Test func `an untrusted certificate is refused and tells its days all the same`() async throws {
    let server = try TLSServer(days: 5)
    defer { server.stop() }
    let answer = await askTLS(server, authorities: nil)
    #expect(answer.failure?.kind == .certificate)
    #expect(answer.values["tls_ok"] == 0)
    #expect(answer.values["status"] == nil)
    #expect((4.9...5).contains(try #require(answer.values["cert_days"])))
  }

  @Test func `an expired certificate is refused and tells since when`() async throws {
    let server = try TLSServer(days: -3)
    defer { server.stop() }
    let answer = await askTLS(server, authorities: server.certificate)
    #expect(answer.failure?.kind == .certificate)
    #expect(answer.failure?.detail.contains("expired") == true)
    #expect((-3.1 ... -3).contains(try #require(answer.values["cert_days"])))
  }

  @Test func `a certificate for another name is refused and tells its days`() async throws {
    let server = try TLSServer(days: 10)
    defer { server.stop() }
    let answer = await askTLS(server, authorities: server.certificate, host: "other.example")
    #expect(answer.failure?.kind == .certificate)
    #expect(answer.values["tls_ok"] == 0)
    #expect(answer.values["cert_days"] != nil)
  }

  @Test func `without verification the answer is judged and the chain is told as not trusted`() async throws {
    let server = try TLSServer(days: 10)
    defer { server.stop() }
    let answer = await askTLS(server, authorities: nil, verify: false)
    #expect(answer.failure == nil)
    #expect(answer.values["status"] == 200)
    #expect(answer.values["tls_ok"] == 0)
    #expect(answer.values["cert_days"] != nil)
  }

  @Test func `a server that speaks no TLS fails in TLS`() async throws {
    let server = try LoopbackServer { connection in
      connection.send("SSH-2.0-OpenSSH_9.2\r\n")
      connection.holdUntilClosed()
    }
    let failure = await ask(.http(HTTPProbe(url: "https://127.0.0.1:\(server.port)/"))).failure
    #expect(failure?.kind == .tls)
  }

  @Test func `an authorities file that is not there is named`() async throws {
    let server = try TLSServer(days: 10)
    defer { server.stop() }
    let failure = await askTLS(server, authorities: "/nowhere/ca.pem").failure
    #expect(failure?.kind == .notStarted)
    #expect(failure?.detail.contains("/nowhere/ca.pem") == true)
  }
}
