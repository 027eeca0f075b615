import Glibc
import Testing

@testable import DemoToolchain

@Suite struct DemoToolchainTests {
  @Test(arguments: [
    (DemoService.git, "/app.git/info/refs?service=git-upload-pack", "# service=git-upload-pack"),
    (.ci, "/api/v2/buildrequests?complete=false&claimed=false", #""meta":{"total":"#),
    (.ci, "/api/v2/buildrequests?limit=1", #""meta":{"total":1}"#),
    (.ci, "/api/v2/workers", #""connected_to":[{"masterid":1}]"#),
    (.registry, "/v2/", "Docker-Distribution-Api-Version: registry/2.0"),
    (.objectStore, "/minio/health/cluster", "200 OK"),
    (.objectStore, "/status", #""disk_used":91.0"#),
    (.postgres, "/status", #""replay_lag":0."#),
    (.vault, "/v1/sys/health", #""sealed":false"#),
    (.idp, "/.well-known/openid-configuration", "issuer"),
    (.chat, "/health", "OK"),
    (.deployBot, "/status", #"\u001b"#),
  ]) func `at first every service is well`(service: DemoService, path: String, sign: String) throws {
    let demo = try startedDemo()
    let answer = try get(path, from: demo, service)
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.contains("Connection: close\r\n"))
    #expect(answer.contains(sign))
  }

  @Test func `the announced length is the length of the body`() throws {
    let demo = try startedDemo()
    let answer = try get("/status", from: demo, .postgres)
    let body = try #require(answer.split(separator: "\r\n\r\n", maxSplits: 1).last)
    #expect(answer.contains("Content-Length: \(body.utf8.count)\r\n"))
  }

  @Test func `a HEAD request gets the head alone`() throws {
    let demo = try startedDemo()
    let answer = try exchange("HEAD /status HTTP/1.1\r\n\r\n", with: demo.port(of: .postgres))
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.hasSuffix("\r\n\r\n"))
  }

  @Test func `the event queue speaks Redis over one connection`() throws {
    let demo = try startedDemo()
    let answer = try exchange("PING\r\nLLEN events\r\nLLEN evnts\r\nQUIT\r\n", with: demo.port(of: .redis))
    #expect(answer.split(separator: "\r\n").map { $0.prefix(1) } == ["+", ":", ":", "+"])
    #expect(answer.contains(":0\r\n+OK"))
  }

  @Test(arguments: DemoService.allCases.filter { $0 != .redis })
  func `an unknown path is not found`(service: DemoService) throws {
    let demo = try startedDemo()
    #expect(try get("/nowhere", from: demo, service).hasPrefix("HTTP/1.1 404 Not Found\r\n"))
  }

  @Test func `garbage is refused and the service lives on`() throws {
    let demo = try startedDemo()
    for service in DemoService.allCases where service != .redis {
      let answer = try exchange("\u{0}\u{7F}garbage\r\n\r\n", with: demo.port(of: service))
      #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
    }
    #expect(try exchange("*x\r\n", with: demo.port(of: .redis)).hasPrefix("-ERR"))
    #expect(try get("/v2/", from: demo, .registry).hasPrefix("HTTP/1.1 200"))
  }

  @Test func `a client that leaves in the middle harms nobody`() throws {
    let demo = try startedDemo()
    for _ in 0..<50 {
      let descriptor = try #require(connected(to: demo.port(of: .registry)))
      _ = send(descriptor, "POST /journey", 13, Int32(MSG_NOSIGNAL))
      close(descriptor)
    }
    #expect(try get("/v2/", from: demo, .registry).hasPrefix("HTTP/1.1 200"))
  }

  @Test func `pushes fail when the store is full while the front stays green`() throws {
    let demo = try startedDemo()
    #expect(try post("/journey/push", to: demo, .registry).hasPrefix("HTTP/1.1 201"))
    #expect(try post("/v2/canary/hello/blobs/uploads/", to: demo, .registry).hasPrefix("HTTP/1.1 202"))
    demo.advance(to: .seconds(60))
    let push = try post("/journey/push", to: demo, .registry)
    #expect(push.hasPrefix("HTTP/1.1 503"))
    #expect(push.contains("no space left on device"))
    let upload = try post("/v2/canary/hello/blobs/uploads/", to: demo, .registry)
    #expect(upload.hasPrefix("HTTP/1.1 503"))
    #expect(upload.contains(#""Err":28"#))
    #expect(try get("/v2/", from: demo, .registry).hasPrefix("HTTP/1.1 200"))
  }

  @Test func `the responder's actions bring pushes back`() throws {
    let demo = try startedDemo()
    demo.advance(to: .seconds(60))
    #expect(try post("/admin/restart", to: demo, .registry).contains("still fail"))
    demo.advance(to: .seconds(70))
    #expect(try post("/admin/prune-old-uploads", to: demo, .registry).contains("still running"))
    #expect(try post("/admin/gc/stop", to: demo, .registry).contains("stopped"))
    #expect(try post("/admin/prune-old-uploads", to: demo, .registry).contains("removed"))
    demo.advance(to: .seconds(85))
    #expect(try post("/journey/push", to: demo, .registry).hasPrefix("HTTP/1.1 201"))
  }

  @Test func `looking at an action does not perform it`() throws {
    let demo = try startedDemo()
    #expect(try get("/admin/gc/stop", from: demo, .registry).hasPrefix("HTTP/1.1 405"))
    #expect(demo.story.collection == .idle)
  }

  @Test func `the chat keeps what it receives`() throws {
    let demo = try startedDemo()
    #expect(try post("/hooks/incident", to: demo, .chat, body: #"{"text":"one"}"#).hasSuffix("\r\n\r\nok\n"))
    _ = try post("/hooks/incident", to: demo, .chat, body: #"{"text":"two ✓"}"#)
    #expect(demo.messages == [#"{"text":"one"}"#, #"{"text":"two ✓"}"#])
    #expect(try get("/messages", from: demo, .chat).contains("two ✓"))
  }

  @Test func `a faster pace makes the night shorter`() throws {
    let pace = DemoPace(factor: 1_000_000)
    let demo = try startedDemo(pace: pace)
    let deadline = realMonotonic() + .seconds(5)
    while demo.story.push == .works, realMonotonic() < deadline { sched_yield() }
    #expect(demo.story.push == .noSpace)
  }

  @Test func `stopping closes every port and may be repeated`() throws {
    let demo = try startedDemo()
    let idle = try #require(connected(to: demo.port(of: .registry)))
    defer { close(idle) }
    demo.stop()
    demo.stop()
    #expect(DemoService.allCases.allSatisfy { connected(to: demo.port(of: $0)) == nil })
    var byte: UInt8 = 0
    #expect(recv(idle, &byte, 1, 0) <= 0)
  }

  @Test func `more connections than it holds wait for their turn`() throws {
    let demo = try startedDemo()
    var held: [Int32] = []
    for _ in 0..<(ServerLoop.connectionLimit + 20) {
      held.append(try #require(connected(to: demo.port(of: .git))))
    }
    held.forEach { close($0) }
    #expect(try get("/status", from: demo, .postgres).hasPrefix("HTTP/1.1 200"))
  }
}
