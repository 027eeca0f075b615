import Clients
import Dispatch
import Domain
import Support
import Synchronization
import Testing

@testable import ProbeCurl

struct CrowdTests {
  /// Answers every connection once `count` are open at the same time: nobody is answered if fewer are let in.
  private func crowdServer(_ count: Int) throws -> LoopbackServer {
    let gate = Gate(count)
    return try LoopbackServer.http { _, connection in
      gate.arrive()
      connection.send(httpAnswer(200, "all here"))
    }
  }

  private func askMany(_ count: Int, _ probe: Probe, timeout: Duration) async -> [ProbeAnswer] {
    let prober = curlProber(secrets: secrets())
    return await withTaskGroup(of: ProbeAnswer.self) { group in
      for _ in 0..<count { group.addTask { await prober.answer(to: probe, timeout: timeout) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test func `64 probes are under way at once`() async throws {
    let server = try crowdServer(64)
    let answers = await askMany(64, .http(HTTPProbe(url: server.url)), timeout: .seconds(60))
    #expect(answers.count { $0.words == "all here" } == 64)
  }

  @Test func `64 dialogues are under way at once`() async throws {
    let gate = Gate(64)
    let server = try LoopbackServer { connection in
      gate.arrive()
      connection.send("220 ready\r\n")
      connection.holdUntilClosed()
    }
    let probe = Probe.tcp(TCPProbe(host: "127.0.0.1", port: server.port, dialogue: [.expect("220")]))
    let answers = await askMany(64, probe, timeout: .seconds(60))
    #expect(answers.count { $0.failure == nil } == 64)
  }

  @Test func `more than may be under way wait their turn`() async throws {
    let server = try LoopbackServer.http { _ in httpAnswer(200, "ok") }
    let answers = await askMany(1000, .http(HTTPProbe(url: server.url)), timeout: .seconds(60))
    #expect(answers.count { $0.words == "ok" } == 1000)
  }

  @Test func `those whose turn does not come in time are answered all the same`() async throws {
    let server = try LoopbackServer.http { _, connection in connection.holdUntilClosed() }
    let answers = await askMany(600, .http(HTTPProbe(url: server.url)), timeout: .milliseconds(500))
    #expect(answers.count { $0.failure?.kind == .timedOut } >= 256)
    #expect(answers.count { $0 == .neverAsked } > 0)
  }
}

/// Lets nobody through until `count` have arrived; a class, for all connections of a server meet at the same one.
private final class Gate: Sendable {
  private let missing = DispatchGroup()
  private let stillMissing: Mutex<Int>

  init(_ count: Int) {
    stillMissing = Mutex(count)
    for _ in 0..<count { missing.enter() }
  }

  func arrive() {
    // A probe that this machine kept too long may have been answered and asked again.
    stillMissing.withLock { still in
      guard still > 0 else { return }
      still -= 1
      missing.leave()
    }
    missing.wait()
  }
}
