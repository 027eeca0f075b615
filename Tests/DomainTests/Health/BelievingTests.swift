import Domain
import Testing

struct BelievingTests {
  @Test(arguments: [
    ("...", "ooo"), ("xxx", "u?u?D"), ("..x.x.", "ooo?oo?o"), ("..xxx", "ooo?o?D"), ("xxx.x..", "u?u?DDDDo"),
    ("sss", "u?u?d"), (".ssxx", "oo?o?d?d?"), (".ssxxx", "oo?o?d?d?D"), ("xxxss", "u?u?DDd"),
    ("xxxs..", "u?u?DDdo"), ("555", "u?u?D"), ("x", "u?"), (".xx.xx.", "oo?o?oo?o?o"),
  ])
  func `a state is believed after enough probes in a row`(outcomes: String, expected: String) {
    var night = Night([service()])
    #expect(night.probe(outcomes) == expected)
  }

  @Test func `only believed transitions are told and the first good one is none`() {
    var night = Night([service()])
    _ = night.probe("..x.xxx..")
    #expect(night.told == "web ok > down\nweb down > ok")
    #expect(night.changes.first?.because == "connection refused: 10.0.0.4")
  }

  @Test func `a condition tells itself with its value now`() {
    var night = Night([service()])
    _ = night.probe(".sss")
    #expect(night.board.status(of: "web")?.because == "latency > 1s, now 2s")
    _ = night.probe("555")
    #expect(night.board.status(of: "web")?.because == "status 503")
  }

  @Test func `a service that is down already is not suspected of it by another check`() {
    var pair = service()
    var second = pair.checks[0]
    second.id = "api"
    pair.checks.append(second)
    var night = Night([pair])
    #expect(night.probe("xxx") == "u?u?D")
    #expect(night.probe("x", check: "api") == "D")
  }

  @Test func `a down condition on the status replaces the common rule`() {
    var night = Night([service(down: ["status not in (200, 503)"])])
    #expect(night.probe("555") == "ooo")
  }

  @Test func `a missing number makes a check unknown and never well`() {
    var night = Night([service()])
    #expect(night.probe(".   .") == "ooouo")
    #expect(night.told == "web ok > unknown\nweb unknown > ok")
  }

  @Test func `the bad spell begins with its first red probe`() {
    var night = Night([service()])
    _ = night.probe("..xxxx")
    let status = night.board.status(of: "web")
    #expect(status?.firstBadAt == Night.start + .seconds(60))
    #expect(status?.since == Night.start + .seconds(120))
  }

  @Test func `a single success does not end a bad spell`() {
    var night = Night([service()])
    _ = night.probe("xxx.x")
    #expect(night.board.status(of: "web")?.firstBadAt == Night.start)
    _ = night.probe("..")
    #expect(night.board.status(of: "web")?.firstBadAt == nil)
  }

  @Test func `silence makes a service unknown after three intervals and the time limit`() {
    var night = Night([service()])
    _ = night.probe("..")
    let last = Night.start + .seconds(30)
    #expect(night.board.nextRipening == last + .seconds(95))
    #expect(night.board.advance(to: last + .seconds(94)).isEmpty)
    let changes = night.board.advance(to: last + .seconds(100))
    #expect(changes.map(\.to) == [.unknown] && changes.first?.because == "nothing heard for 1m")
  }

  @Test func `an old sample is dropped`() {
    var night = Night([service()])
    _ = night.probe("...")
    let late = Night.sample("x", "web", "http", at: Night.start + .seconds(40))
    #expect(night.board.record(late).isEmpty)
    #expect(night.letter("web") == "o")
  }

  @Test func `a clock that was set back does not silence a check`() {
    var night = Night([service()])
    _ = night.probe("...")
    night.now = Night.start - .hours(2)
    #expect(night.probe("xxx") == "o?o?D")
  }
}

struct HoldTests {
  @Test func `a hold ripens without another probe and is told at its time`() {
    var night = Night([service(degraded: ["latency > 1s for 40s"])])
    #expect(night.probe(".ss") == "ooo")
    let ripe = Night.start + .seconds(70)
    #expect(night.board.nextRipening == ripe)
    let changes = night.board.advance(to: ripe)
    #expect(changes.map(\.to) == [.degraded])
    #expect(night.board.status(of: "web")?.since == ripe)
    #expect(night.board.status(of: "web")?.firstBadAt == Night.start + .seconds(30))
  }

  @Test func `a hold that is broken begins anew`() {
    var night = Night([service(degraded: ["latency > 1s for 40s"])])
    #expect(night.probe("s.s.s.") == "oooooo")
    #expect(night.board.advance(to: night.now).isEmpty)
  }

  @Test func `a window is unknown until half of it is covered`() {
    var night = Night([service(degraded: ["avg(latency, 4m) > 1s"], schedule: .init(downAfter: 1))])
    #expect(night.probe("ssssss") == "oooddd")
  }

  @Test func `a percentile is the nearest rank of the window`() {
    var night = Night([service(degraded: ["p50(latency, 5m) > 1s"], schedule: .init(downAfter: 1))])
    #expect(night.probe(".....sssssssss") == "oooooooooodddd")
  }

  @Test func `a live condition holds only when it has held long enough`() throws {
    var night = Night([service()])
    let calm = LiveCondition(
      service: "web", test: .measured(try Condition.parse("latency < 100ms for 60s", units: [:]).get()))
    let well = LiveCondition(service: "web", test: .state([.ok]), hold: .seconds(60))
    #expect(night.board.truth(of: calm, at: night.now) == .unknown)
    _ = night.probe("s..")
    #expect(night.board.truth(of: calm, at: Night.start + .seconds(60)) == .no)
    _ = night.probe(".")
    #expect(night.board.truth(of: calm, at: Night.start + .seconds(90)) == .yes)
    #expect(night.board.truth(of: well, at: Night.start + .seconds(90)) == .yes)
    #expect(
      night.board.truth(of: LiveCondition(service: "gone", test: .state([.ok])), at: night.now) == .unknown)
  }

  @Test func `the status may be held for a time`() throws {
    var night = Night([service(down: ["status > 599"])])
    let well = LiveCondition(
      service: "web", test: .measured(try Condition.parse("status == 200 for 2m", units: [:]).get()))
    _ = night.probe("5....")
    #expect(night.board.truth(of: well, at: Night.start + .seconds(120)) == .no)
    #expect(night.board.truth(of: well, at: Night.start + .seconds(150)) == .yes)
  }
}
