/// Looks until `look` finds something, for at most `patience`; the only place where a test waits for a process.
package func eventually<Found>(
  within patience: Duration = .seconds(20), _ look: () async throws -> Found?
) async throws -> Found? {
  let end = ContinuousClock.now + patience
  while true {
    if let found = try await look() { return found }
    guard ContinuousClock.now < end else { return nil }
    try await Task.sleep(for: .milliseconds(15))
  }
}
