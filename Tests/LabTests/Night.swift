import Testing

/// What happens in the lab in one night, and what the console shows of it.
struct Night {
  let lab: Lab
  let console: Console

  /// The orders that come in.
  static let orders = 180

  /// The list fills, the standby stops replaying: both columns rise, and the standby alone is not well.
  func queueAndLagRise() async throws {
    _ = try await lab.query("select pg_wal_replay_pause()", at: lab.ports.standby)
    for length in [20, 40, 60] {
      try await push(20)
      try await console.shows("\(length) orders") { $0.row("orders").contains(" \(length)") }
    }
    // The standby is to fail well before the primary, so that the one is no consequence of the other.
    let screen = try await console.shows("QUEUE and LAG rising") { screen in
      screen.row("orders").contains(" 60^") && screen.risingLag("replica").map { $0 > 8 } ?? false
    }
    #expect(screen.lines[0].contains("1 DEGRADED  3 OK"))
    #expect(screen.services == ["replica", "database", "orders", "shop"])
    #expect(screen.row("replica").contains("replication_lag > 3s, now"))
  }

  /// The primary stops: it stands above what it explains, and the standby, which failed before, stands for itself.
  func primaryGoesAway() async throws {
    try await lab.run("server pg_ctl -D pg/primary -m immediate stop")
    try await push(Self.orders - 60)
    let screen = try await console.shows("the primary as the root") { screen in
      screen.row("database").contains("DOWN ")
        && ["shop", "orders"].allSatisfy { screen.row($0).contains("via database") }
    }
    #expect(screen.lines[0].contains("2 DOWN  2 DEGRADED"))
    #expect(screen.services == ["database", "shop", "orders", "replica"])
    #expect(screen.row("shop").contains("DOWN"))
    #expect(screen.row("orders").contains("DEGRADED") && screen.row("orders").contains(" \(Self.orders)"))
    #expect(!screen.row("replica").contains("via"))
  }

  func declare() async throws {
    try await console.press("D")
    let form = try await console.shows("Nothing is recorded before you press Enter.").text
    for part in [
      "PostgreSQL primary is down", "(*) SEV1", "[x] nothing can be stored  true now", "database-outage",
    ] {
      #expect(form.contains(part), "\(part) in\n\(form)")
    }
    try await console.press("Enter")
    let screen = try await console.shows("step 1 of 11")
    #expect(screen.lines[1].contains(/INC-1 +SEV1 +PostgreSQL primary is down .* IC olga/))
  }

  /// Every step to the end; what its commands do is done to the servers.
  func walkThePlaybook() async throws {
    try await console.press("Enter")
    try await sendUpdate(1, at: 2)
    try await runCommand(at: 3, typing: nil)
    try await console.shows("step 4 of 11")
    try await console.press("Enter")
    try await console.shows("Choose")
    try await console.press("Enter")
    for step in 5...7 { try await runCommand(at: step, typing: "run") }
    // No key is pressed: the two waits see for themselves that the queue drains and the standby comes level.
    try await runCommand(at: 10, typing: nil)
    try await sendUpdate(2, at: 11)
    try await console.shows("complete")
    #expect(try await lab.query("select count(*) from orders", at: lab.ports.standby) == "\(Self.orders)")
  }

  /// Resolves the incident and accepts each of the five lines as it was drafted.
  func resolve() async throws {
    try await console.press("R")
    try await console.shows("Resolve INC-1?")
    try await console.press("Enter")
    try await console.shows("RESOLVED")
    for written in 1...5 {
      try await console.press("Enter")
      try await console.shows("Enter save")
      try await console.press("Enter")
      try await console.shows("\(written) lines written") { screen in
        screen.lines.count { $0.hasSuffix("  written") } == written
      }
      try await console.press("Down")
    }
  }

  /// Lets the step's command run here, after what its danger asks for.
  private func runCommand(at step: Int, typing word: String?) async throws {
    try await console.shows("step \(step) of 11")
    try await console.press("!")
    try await console.shows(word.map { "Type \($0) and Enter" } ?? "It only reads.")
    if let word { try await console.type(word) }
    try await console.press("Enter")
  }

  /// Sends the update that the step asks for, as it is filled in.
  private func sendUpdate(_ number: Int, at step: Int) async throws {
    try await console.shows("step \(step) of 11")
    try await console.press("Enter")
    try await console.shows("UPDATE \(number)")
    try await console.press("C-s")
  }

  private func push(_ count: Int) async throws {
    try await lab.run("redis-cli -p \(lab.ports.redis) rpush orders $(seq \(count))")
  }
}
