import Domain
import Testing

struct HistoryTests {
  @Test func `the sparkline shows the worst of every part`() {
    var night = Night([service()])
    _ = night.probe("....x...ss..")
    let states = night.board.history(
      "web", from: Night.start - .seconds(60), to: Night.start + .seconds(360), buckets: 7)
    #expect(states == [nil, .ok, .ok, .down, .ok, .degraded, .ok])
  }

  @Test func `the latency of every part is its longest`() {
    var night = Night([service()])
    _ = night.probe("..x.s.")
    let levels = night.board.latencyHistory(
      "web", from: Night.start, to: Night.start + .seconds(240), buckets: 4)
    #expect(levels.map { $0.map { ($0 * 100).rounded() / 100 } } == [0.01, 0.01, 2, nil])
  }

  @Test func `a number that grows rises and one that wavers is flat`() {
    let queue = Check(
      id: "queue", probe: .http(HTTPProbe(url: "http://127.0.0.1/")),
      measurements: [MeasurementRule(name: "queue_depth", source: .json("$.n"))])
    var board = HealthBoard(services: [Service(id: "ci", title: "CI", checks: [queue])])
    for step in 0..<20 {
      _ = board.record(
        Sample(
          service: "ci", check: "queue", at: Night.start + .seconds(30 * step),
          values: ["queue_depth": Double(3 * step), "latency": step % 2 == 0 ? 0.1 : 0.104]))
    }
    #expect(board.status(of: "ci")?.trends == ["queue_depth": .rising, "latency": .flat])
  }
}
