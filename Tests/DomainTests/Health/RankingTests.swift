import Domain
import Testing

/// The ranked rows as text, two blanks before what hangs from the row above.
private func rows(_ night: Night) -> String {
  night.board.ranked.map { row in
    String(repeating: "  ", count: row.depth) + "\(row.id) \(row.state.word)"
      + (row.via.map { " via \($0)" } ?? "")
  }.joined(separator: "\n")
}

private func toolchain(_ schedule: Check.Schedule = Check.Schedule(downAfter: 1)) -> Night {
  Night(
    [
      service("git", tier: 4, schedule: schedule),
      service("ci", tier: 6, dependsOn: ["git", "registry"], schedule: schedule),
      service("deploy", tier: 7, dependsOn: ["ci"], schedule: schedule),
      service("registry", tier: 5, dependsOn: ["store"], schedule: schedule),
      service("postgres", tier: 3, schedule: schedule),
    ], components: [Component(id: "store", tier: 2)])
}

extension Night {
  /// One probe of each service at this moment.
  fileprivate mutating func round(_ outcomes: [(ServiceID, Character)]) {
    for (service, outcome) in outcomes {
      changes += board.record(Self.sample(outcome, service, "http", at: now))
    }
    now = now + .seconds(30)
  }
}

struct RankingTests {
  @Test func `what was never probed stands in the order of tiers`() {
    #expect(
      rows(toolchain()) == """
        postgres UNKNOWN
        git UNKNOWN
        registry UNKNOWN
        ci UNKNOWN
        deploy UNKNOWN
        """)
  }

  @Test func `a root stands before what hangs from it`() {
    var night = toolchain()
    night.round([("git", "."), ("postgres", "."), ("registry", "x"), ("ci", "s"), ("deploy", "x")])
    #expect(
      rows(night) == """
        registry DOWN
          deploy DOWN via registry
          ci DEGRADED via registry
        postgres OK
        git OK
        """)
    #expect(night.board.status(of: "ci")?.via == "registry")
    #expect(night.changes.last?.via == "registry")
    #expect(night.board.tally == [.down: 2, .degraded: 1, .ok: 2])
  }

  @Test func `a child that failed more than an interval earlier is a root of its own`() {
    var night = toolchain()
    night.round([("ci", "s")])
    night.round([("ci", "s")])
    night.round([("ci", "s"), ("registry", "x")])
    #expect(night.board.status(of: "ci")?.via == nil)
    #expect(night.board.ranked.prefix(2).map(\.depth) == [0, 0])
  }

  @Test func `a child that failed within an interval before its parent hangs from it`() {
    var night = toolchain()
    night.round([("ci", "s")])
    night.round([("registry", "x")])
    #expect(night.board.status(of: "ci")?.via == "registry")
  }

  @Test func `a dependency that nothing is known of is looked through`() {
    var night = toolchain()
    night.round([("registry", "x"), ("deploy", "x")])
    #expect(night.board.status(of: "deploy")?.via == "registry")
    night.round([("ci", ".")])
    #expect(night.board.status(of: "deploy")?.via == nil)
  }

  @Test func `a circle of dependencies ends`() {
    var night = Night([
      service("a", dependsOn: ["b"], schedule: .init(downAfter: 1)),
      service("b", dependsOn: ["a"], schedule: .init(downAfter: 1)),
    ])
    night.round([("a", "x"), ("b", "x")])
    #expect(night.board.ranked.count == 2)
  }
}
