import Domain
import Testing

/// A sequence that is the same for the same seed (SplitMix64).
private struct NightDice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

struct RandomNightTests {
  /// The plainest form of the rule: the last so many verdicts alone decide.
  @Test(arguments: 1...20)
  func `any night changes state through the hysteresis alone`(seed: UInt64) {
    var dice = NightDice(state: seed)
    let schedule = Check.Schedule(
      downAfter: Int.random(in: 1...4, using: &dice), upAfter: Int.random(in: 1...3, using: &dice))
    var night = Night([service(schedule: schedule)])
    var outcomes: [Character] = []
    var before = ServiceState.unknown
    for _ in 0..<400 {
      let isCalm = Int.random(in: 0..<3, using: &dice) > 0
      outcomes.append(isCalm ? outcomes.last ?? "." : "..xs5".randomElement(using: &dice) ?? ".")
      _ = night.probe(String(outcomes.suffix(1)))
      let state = night.board.state(of: "web") ?? .unknown
      if state != before {
        switch state {
        case .down: #expect(outcomes.suffix(schedule.downAfter).allSatisfy { "x5".contains($0) })
        case .ok where before != .unknown:
          #expect(outcomes.suffix(schedule.upAfter).allSatisfy { $0 == "." })
        case .degraded where before == .down:
          #expect(outcomes.suffix(schedule.upAfter).allSatisfy { !"x5".contains($0) })
        case .degraded: #expect(outcomes.suffix(schedule.downAfter).allSatisfy { $0 != "." })
        default: break
        }
      }
      before = state
    }
    let told = night.changes
    #expect(zip(told, told.dropFirst()).allSatisfy { $0.to == $1.from && $1.from != $1.to })
  }

  @Test func `history stays within its bounds however long the night is`() {
    var night = Night([service(degraded: ["p95(latency, 24h) > 1s"], schedule: .init(every: .seconds(1)))])
    var dice = NightDice(state: 7)
    for _ in 0..<20 {
      _ = night.probe(
        String((0..<500).map { _ in "..xs".randomElement(using: &dice) ?? "." }), every: .seconds(1))
    }
    #expect(night.board.series("web", "latency", since: Night.start).count <= 2000)
  }
}
