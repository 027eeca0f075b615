package import Clients
import Dispatch
import Domain
import Synchronization

/// Asks over HTTP and TCP, on one thread of libcurl's multi interface; `secrets` are read at each probe.
package func curlProber(secrets: SecretClient) -> ProbeClient {
  let prober = Prober(secrets: secrets)
  return ProbeClient { probe, timeout, deliver in prober.ask(probe, timeout, deliver) }
}

/// The way into the loop: a class, so that the loop's thread ends when the last client is gone.
final class Prober: Sendable {
  private let secrets: SecretClient
  private let inbox = Inbox()
  /// Apart from the loop, for a secret's command may take seconds.
  private let readers = DispatchQueue(label: "sitrep.probe.secrets", attributes: .concurrent)

  init(secrets: SecretClient, limits: ProbeLimits = ProbeLimits()) {
    self.secrets = secrets
    inbox.startOnFirstJob { [inbox] in
      DispatchQueue(label: "sitrep.probes").async { runProbeLoop(inbox: inbox, limits: limits) }
    }
  }

  deinit { inbox.close() }

  func ask(_ probe: Probe, _ timeout: Duration, _ deliver: @escaping @Sendable (ProbeAnswer) -> Void) {
    let asked = ContinuousClock.now
    guard probe.hasSecrets else {
      return put(probe, timeout, asked: asked, deliver)
    }
    let answer = FirstAnswer(deliver)
    readers.async { self.put(probe, timeout, asked: asked) { answer($0) } }
    readers.asyncAfter(deadline: .now() + (timeout + ProbeLimits.grace).inSeconds) {
      answer(.notStarted("its secrets could not be read in time"))
    }
  }

  private func put(
    _ probe: Probe, _ timeout: Duration, asked: ContinuousClock.Instant,
    _ deliver: @escaping @Sendable (ProbeAnswer) -> Void
  ) {
    do throws(QuestionProblem) {
      let question = try Question(probe, secrets: secrets)
      inbox.put(Job(question: question, timeout: timeout, asked: asked, deliver: deliver))
    } catch {
      deliver(.notStarted(error.words))
    }
  }
}

/// Hands on the first answer and drops the others: a class, for two threads race for it.
private final class FirstAnswer: Sendable {
  private let given = Mutex(false)
  private let deliver: @Sendable (ProbeAnswer) -> Void

  init(_ deliver: @escaping @Sendable (ProbeAnswer) -> Void) { self.deliver = deliver }

  func callAsFunction(_ answer: ProbeAnswer) {
    let isFirst = given.withLock { given in
      defer { given = true }
      return !given
    }
    if isFirst { deliver(answer) }
  }
}

extension ProbeAnswer {
  static func notStarted(_ why: String) -> ProbeAnswer {
    ProbeAnswer(failure: ProbeFailure(kind: .notStarted, detail: why))
  }
}
