package import Domain

/// Asks a service once.
package struct ProbeClient: Sendable {
  /// Starts a probe; the answer comes exactly once, on any thread, at the latest half a second after `timeout`.
  package var ask:
    @Sendable (_ probe: Probe, _ timeout: Duration, _ deliver: @escaping @Sendable (ProbeAnswer) -> Void) ->
      Void

  package init(
    ask:
      @escaping @Sendable (
        _ probe: Probe, _ timeout: Duration, _ deliver: @escaping @Sendable (ProbeAnswer) -> Void
      ) ->
      Void
  ) {
    self.ask = ask
  }
}
