import Documents
import Domain
import Settings
import Testing

private let host = [
  Listener(port: 22, process: "sshd"), Listener(port: 25), Listener(port: 53),
  Listener(port: 80, answersHTTP: true),
  Listener(port: 443, process: "nginx", answersHTTP: true), Listener(port: 3000), Listener(port: 3306),
  Listener(port: 5000), Listener(port: 5432), Listener(port: 6379),
  Listener(port: 6380, process: "redis-server"),
  Listener(port: 8010), Listener(port: 8065), Listener(port: 8080), Listener(port: 8200),
  Listener(port: 9090),
  Listener(port: 4711, process: "My App\n- evil: {", answersHTTP: true), Listener(port: 4712),
  Listener(port: 4712), Listener(port: 4713, process: "My App"),
]

struct DraftingTests {
  @Test func `a draft reads back without a finding`() {
    for (name, listeners) in [("ops-1", host), ("a \"b\" \\ # c\nd: e", []), ("x", [Listener(port: 1)])] {
      let text = draftSettings(host: name, listeners: listeners)
      let read = readSettings(text, file: "sitrep.yaml", include: { _ in [] })
      #expect(read.findings.map(\.text) == [], "\(text)")
      #expect(read.settings?.services.count == max(1, Set(listeners.map(\.port)).count))
    }
  }

  @Test func `known products get a check that fits them`() {
    let text = draftSettings(host: "ops-1", listeners: host)
    let services = readSettings(text, file: "f", include: { _ in [] }).settings?.services ?? []
    let redis = services.filter { $0.id.rawValue.hasPrefix("redis") }
    #expect(redis.map(\.id) == ["redis", "redis-6380"])
    #expect(
      redis.last?.checks.first?.probe
        == .tcp(
          TCPProbe(
            host: "127.0.0.1", port: 6380,
            dialogue: [.send("PING\r\n"), .expect("PONG"), .send("LLEN queue\r\n"), .expect(":[0-9]+")])))
    let ci = services.first { $0.id == "ci" }
    #expect(ci?.checks.first?.measurements.map(\.name) == ["queue_depth"])
  }

  @Test func `what listens is read from the kernel's table`() {
    let text = """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
         1: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2 1
         2: 0A00020F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 3 1
         3: 0100007F:1538 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 4 1
         4: 00000000000000000000000001000000:18EB 00000000000000000000000000000000:0000 0A 0 0 0 0 0 0 0
         5: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 0 0 0 0 0 0 0
      """
    #expect(parseListeners(procNetTCP: text) == [22, 80, 5432, 6379])
    #expect(parseListeners(procNetTCP: "") == [])
  }
}
