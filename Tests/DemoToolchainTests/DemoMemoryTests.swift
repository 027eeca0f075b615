import Domain
import Synchronization
import Testing

@testable import DemoToolchain

@Suite struct DemoMemoryTests {
  @Test func `a demo that goes on keeps the pace, the ports and what was done`() throws {
    let began = Timestamp(milliseconds: 1_795_257_453_000)
    let kept = Kept()
    let first = try DemoToolchain.start(
      pace: .fast, now: { began }, monotonic: realMonotonic, random: { 7 }, remember: { kept.take($0) })
    #expect(try post("/admin/gc/stop", to: first, .registry).contains("stopped"))
    first.stop()
    let next = try DemoToolchain.start(
      pace: .normal, now: { began + .seconds(60) }, monotonic: realMonotonic, random: { 7 },
      memory: kept.memory)
    #expect(next.pace == .fast)
    #expect(next.port(of: .registry) == first.port(of: .registry))
    #expect(next.story.collection == .stopped)
    #expect(next.story.elapsed >= .seconds(480))
  }
}

/// What the demo asked to be kept; a class, since it tells on a thread of its own.
private final class Kept: Sendable {
  private let last = Mutex<DemoMemory?>(nil)

  var memory: DemoMemory? { last.withLock { $0 } }
  func take(_ memory: DemoMemory) { last.withLock { $0 = memory } }
}
