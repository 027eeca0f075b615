import Support

extension ProgramHome {
  /// A home whose one service is well, as its check says at once, with `more` in its configuration.
  static func quiet(
    more: String = "", environment: [String: String] = [:], isNew: Bool = false
  ) throws -> ProgramHome {
    let home = try ProgramHome(environment: environment, isNew: isNew)
    try home.write(
      """
      schema: sitrep/config@1
      place: quiet
      services:
        - id: registry
          checks: [{id: up, exec: {argv: ["true"]}, every: 1s}]
      \(more)
      """, to: home.configuration)
    return home
  }
}

/// Runs a test in a terminal of its own, which goes with its home whatever happens.
func inTerminal(
  _ home: ProgramHome, columns: Int = 120, rows: Int = 40, environment: [String: String] = [:],
  _ body: (Terminal) async throws -> Void
) async throws {
  let terminal = try await Terminal(in: home, columns: columns, rows: rows, environment: environment)
  do {
    try await body(terminal)
  } catch {
    await terminal.close()
    throw error
  }
  await terminal.close()
}
