import Domain
import Testing

private func outside(_ count: Int, hosts: Int) -> Night {
  Night(
    (0..<count).map { service(ServiceID("s\($0)"), url: "https://u@Host\($0 % hosts).example:8443/x") } + [
      service("local")
    ])
}

extension Night {
  fileprivate mutating func round(_ outcomes: String) {
    for (place, outcome) in outcomes.enumerated() {
      let id = place == outcomes.count - 1 ? "local" : ServiceID("s\(place)")
      changes += board.record(Self.sample(outcome, id, "http", at: now))
      now = now + .seconds(1)
    }
  }
}

struct CutOffTests {
  @Test func `when nothing outside answers this host is cut off and nobody is paged`() {
    var night = outside(4, hosts: 2)
    night.round(".....")
    for _ in 0..<5 { night.round("xxxx.") }
    #expect(night.board.isCutOff)
    #expect(night.letter("s0") == "u" && night.letter("local") == "o")
    #expect(night.board.status(of: "s0")?.because == "this host is cut off from the network")
    #expect(night.changes.isEmpty)
  }

  @Test func `the first thing that is reached ends it and failures count anew`() {
    var night = outside(4, hosts: 2)
    night.round(".....")
    for _ in 0..<5 { night.round("xxxx.") }
    night.round(".xxx.")
    #expect(!night.board.isCutOff)
    #expect(night.letter("s0") == "o" && night.letter("s1") == "o?")
    #expect(night.changes.isEmpty)
  }

  @Test func `three services on one host are an outage of that host`() {
    var night = outside(3, hosts: 1)
    night.round("....")
    for _ in 0..<3 { night.round("xxx.") }
    #expect(!night.board.isCutOff)
    #expect(night.letter("s0") == "D")
  }

  @Test func `an answer that is merely bad shows that the network is there`() {
    var night = outside(4, hosts: 2)
    night.round(".....")
    for _ in 0..<3 { night.round("xxxc.") }
    #expect(!night.board.isCutOff)
  }

  @Test func `what was down before does not make an outage of everything`() {
    var night = outside(4, hosts: 2)
    night.round("....")
    for _ in 0..<40 { night.round("xx...") }
    night.round("xxx..")
    #expect(!night.board.isCutOff)
  }
}
