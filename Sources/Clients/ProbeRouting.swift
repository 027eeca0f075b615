import Domain

extension ProbeClient {
  /// One prober out of two: what speaks over the network, and what runs programs.
  package static func routed(network: ProbeClient, exec: ProbeClient) -> ProbeClient {
    ProbeClient { probe, timeout, deliver in
      switch probe {
      case .http, .tcp: network.ask(probe, timeout, deliver)
      case .exec: exec.ask(probe, timeout, deliver)
      }
    }
  }
}
