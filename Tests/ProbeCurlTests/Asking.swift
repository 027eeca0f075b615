import Clients
import Domain

@testable import ProbeCurl

/// Reads only what the test put in.
func secrets(_ values: [String: String] = [:]) -> SecretClient {
  SecretClient { reference throws(SecretFailure) in
    guard case .environment(let name) = reference, let value = values[name] else {
      throw .environmentNotSet(name: reference.words)
    }
    return value
  }
}

/// Asks once with a prober of its own.
func ask(
  _ probe: Probe, timeout: Duration = .seconds(20), secrets client: SecretClient = secrets()
) async -> ProbeAnswer {
  let prober = curlProber(secrets: client)
  return await prober.answer(to: probe, timeout: timeout)
}

func askHTTP(_ url: String, timeout: Duration = .seconds(20)) async -> ProbeAnswer {
  await ask(.http(HTTPProbe(url: url)), timeout: timeout)
}

extension ProbeClient {
  func answer(to probe: Probe, timeout: Duration = .seconds(20)) async -> ProbeAnswer {
    await withCheckedContinuation { continuation in
      ask(probe, timeout) { continuation.resume(returning: $0) }
    }
  }
}

extension ProbeAnswer {
  var words: String { String(decoding: text, as: UTF8.self) }
}
