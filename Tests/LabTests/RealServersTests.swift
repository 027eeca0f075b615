import Support
import Testing

/// The whole program against servers as Debian ships them.
@Suite(
  .enabled(
    if: Programs.missing.isEmpty,
    "the lab needs servers from Debian's packages: apt-get install \(Programs.missing.joined(separator: " "))"
  ))
struct RealServersTests {
  @Test func `a primary that goes away is seen as the root, walked through and exported`() async throws {
    let lab = try Lab()
    defer { lab.close() }
    // The application behind nginx, which is well while it can reach its database.
    let app = try LoopbackServer.http { [primary = lab.ports.primary.number] _ in
      isOpen(primary) ? httpAnswer(200, "orders") : httpAnswer(503, "no database")
    }
    defer { app.close() }
    try await lab.startServers(app: app.port)

    let night = Night(lab: lab, console: try await open(lab))
    try await night.queueAndLagRise()
    try await night.primaryGoesAway()
    try await night.declare()
    try await night.walkThePlaybook()
    try await night.resolve()
    try await night.console.press("q")

    let exported = try await Exported(from: lab.home)
    exported.checkMarkdown()
    exported.checkJSON()
    try await exported.checkRecord(in: lab.home)
  }

  /// Writes configuration and playbook, which must be in order, and opens the console on them.
  private func open(_ lab: Lab) async throws -> Console {
    try lab.home.write(lab.configuration, to: lab.home.configuration)
    try lab.home.write(lab.playbook(orders: Night.orders), to: "config/sitrep/playbooks/database-outage.yaml")
    try lab.home.write(lab.worker, to: "worker")
    for command in ["check", "lint"] {
      let ended = try await BuiltProgram.run(command, in: lab.home)
      #expect(ended.code == 0, "\(command): \(ended.output)\(ended.complaint)")
    }
    let console = try await Console(in: lab)
    try await console.shows("4 OK")
    return console
  }
}
