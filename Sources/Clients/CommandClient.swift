package import Domain

/// Runs a playbook's command in a session of its own, without a terminal, with limits on time and output.
package struct CommandClient: Sendable {
  package var run:
    @Sendable (_ request: CommandRequest, _ deliver: @escaping @Sendable (CommandProgress) -> Void) -> Void
  /// Ends a run and everything that it started; its end is still delivered.
  package var cancel: @Sendable (_ run: UniqueID) -> Void
  /// Ends all runs, delivers their ends and then returns; after a fifth of a second it returns all the same.
  package var endAll: @Sendable () -> Void

  package init(
    run:
      @escaping @Sendable (
        _ request: CommandRequest, _ deliver: @escaping @Sendable (CommandProgress) -> Void
      ) ->
      Void,
    cancel: @escaping @Sendable (_ run: UniqueID) -> Void,
    endAll: @escaping @Sendable () -> Void = {}
  ) {
    self.run = run
    self.cancel = cancel
    self.endAll = endAll
  }
}

package struct CommandRequest: Sendable, Equatable {
  package var run: UniqueID
  /// Given to `/bin/sh -c` as it is.
  package var script: String
  package var timeout: Duration

  package init(run: UniqueID, script: String, timeout: Duration) {
    self.run = run
    self.script = script
    self.timeout = timeout
  }
}

package enum CommandProgress: Sendable, Equatable {
  /// Bytes as they came, standard output and error in the order of arrival; capped, the rest is only counted.
  case output([UInt8])
  case ended(CommandEnd)
}

package struct CommandEnd: Sendable, Equatable {
  package var exit: Int?
  package var signal: Int?
  package var duration: Duration
  package var standardOutput: [UInt8]
  /// Standard output and error together, in the order of arrival.
  package var output: [UInt8]
  /// Bytes that it printed in all, also those past the cap.
  package var outputBytes: Int
  package var timedOut: Bool
  package var cancelled: Bool
  /// Why it could not be started, or nil.
  package var notStarted: String?

  package init(
    exit: Int? = nil, signal: Int? = nil, duration: Duration = .zero, standardOutput: [UInt8] = [],
    output: [UInt8] = [], outputBytes: Int = 0, timedOut: Bool = false, cancelled: Bool = false,
    notStarted: String? = nil
  ) {
    self.exit = exit
    self.signal = signal
    self.duration = duration
    self.standardOutput = standardOutput
    self.output = output
    self.outputBytes = outputBytes
    self.timedOut = timedOut
    self.cancelled = cancelled
    self.notStarted = notStarted
  }
}
