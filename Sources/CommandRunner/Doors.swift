package import Clients
import Dispatch
import Domain

/// Runs playbook commands, each in a session of its own.
package func commandRunner() -> CommandClient {
  CommandClient { request, deliver in
    processes.put(
      .start(
        Order(
          run: request.run, argv: ["/bin/sh", "-c", request.script],
          environment: ChildEnvironment.personal(), timeout: request.timeout, kind: .command, deliver: deliver
        ),
        asked: ContinuousClock.now))
  } cancel: { run in
    processes.put(.cancel(run))
  } endAll: {
    let ended = DispatchSemaphore(value: 0)
    processes.put(.endAll(ended))
    _ = ended.wait(timeout: .now() + .milliseconds(200))
  }
}

/// Runs exec probes, 32 at once.
package func execProber() -> ProbeClient {
  ProbeClient { probe, timeout, deliver in
    guard case .exec(let exec) = probe else {
      let failure = ProbeFailure(kind: .notStarted, detail: "only a program can be run")
      return deliver(ProbeAnswer(failure: failure))
    }
    processes.put(
      .start(
        Order(
          argv: exec.command, environment: ChildEnvironment.bare(declared: exec.environment),
          workingDirectory: exec.workingDirectory, timeout: timeout, kind: .probe
        ) { progress in
          if case .ended(let end) = progress { deliver(ProbeAnswer(end)) }
        }, asked: ContinuousClock.now))
  }
}

extension ExecProbe {
  /// With a shell the first word is its script and the others are `$1`, `$2`, ...: never part of the script.
  fileprivate var command: [String] {
    guard shell, let script = argv.first else { return argv }
    return ["/bin/sh", "-c", script, "sh"] + argv.dropFirst()
  }
}

extension ProbeAnswer {
  fileprivate init(_ end: CommandEnd) {
    self.init(text: end.standardOutput)
    if let why = end.notStarted {
      failure = ProbeFailure(kind: .notStarted, detail: why)
      return
    }
    values["duration"] = end.duration / .seconds(1)
    if let exit = end.exit { values["exit"] = Double(exit) }
    if end.timedOut {
      failure = ProbeFailure(kind: .timedOut, detail: "it had not ended by then, and was ended")
    } else if let signal = end.signal {
      failure = ProbeFailure(kind: .other, detail: "ended by signal \(signal)")
    }
  }
}
