/// Tells an outage of everything from an outage of this host's own network.
///
/// The host counts as cut off when, since anything outside was last reached, only connections have failed, and those of
/// at least three services on two hosts and of half of all services that were reachable before.
struct CutOffWatch: Sendable {
  private(set) var isCutOff = false
  /// A number for the host that a check talks to; nil for this host and for programs.
  private let hosts: [Int?]
  private let owners: [Int]
  /// The first connection failure of the present run; nil where the last one succeeded.
  private var failingSince: [Timestamp?]
  private var lastReachedAt: Timestamp?
  private var failing: Set<Int> = []
  private var failingHosts: Set<Int> = []
  /// The services that were reachable when the present run of failures began.
  private var reachable: Int?

  init(probes: [(service: Int, probe: Probe)] = []) {
    var numbers: [String: Int] = [:]
    hosts = probes.map { entry in
      guard let host = entry.probe.outsideHost else { return nil }
      let number = numbers[host] ?? numbers.count
      numbers[host] = number
      return number
    }
    owners = probes.map(\.service)
    failingSince = Array(repeating: nil, count: probes.count)
  }

  func isOutside(_ check: Int) -> Bool { hosts[check] != nil }

  /// Takes in how a probe ended; true where that changes whether the host is cut off.
  mutating func hear(_ check: Int, _ failure: ProbeFailure?, at moment: Timestamp, slack: Duration) -> Bool {
    guard let host = hosts[check] else { return false }
    let was = isCutOff
    guard let failure, failure.kind.isOfConnection else {
      failingSince[check] = nil
      lastReachedAt = moment
      failing = []
      failingHosts = []
      reachable = nil
      isCutOff = false
      return was
    }
    let since = failingSince[check] ?? moment
    failingSince[check] = since
    guard !isCutOff, isRecent(since, slack) else { return false }
    let isNewService = failing.insert(owners[check]).inserted
    let isNewHost = failingHosts.insert(host).inserted
    guard isNewService || isNewHost, failing.count >= 3, failingHosts.count >= 2 else { return false }
    // It can't change until something is reached: a check that fails from now on is a recent failure.
    let base = reachable ?? reachableBefore(slack)
    reachable = base
    isCutOff = failing.count * 2 >= base
    return isCutOff
  }

  /// A failure older than the last success is its own story, but for probes that were under way together.
  private func isRecent(_ since: Timestamp, _ slack: Duration) -> Bool {
    lastReachedAt.map { since >= $0 - slack } ?? true
  }

  private func reachableBefore(_ slack: Duration) -> Int {
    Set(
      hosts.indices.filter { check in
        hosts[check] != nil && (failingSince[check].map { isRecent($0, slack) } ?? true)
      }.map { owners[$0] }
    ).count
  }
}

extension ProbeFailure.Kind {
  /// Failures that a cut cable gives.
  fileprivate var isOfConnection: Bool {
    switch self {
    case .nameNotResolved, .refused, .timedOut, .connectionLost: true
    case .certificate, .tls, .unexpectedAnswer, .notStarted, .other: false
    }
  }
}

extension Probe {
  /// The host that is asked over the network; nil for this host and for programs.
  package var outsideHost: String? {
    let host: String
    switch self {
    case .http(let probe): host = hostName(ofURL: probe.url)
    case .tcp(let probe): host = probe.host.lowercased()
    case .exec: return nil
    }
    let isOwn =
      host == "localhost" || host.hasSuffix(".localhost") || host.hasPrefix("127.") || host == "::1"
      || host.isEmpty
    return isOwn ? nil : host
  }
}

/// The host in a URL, lower-case, without user, port and brackets.
private func hostName(ofURL url: String) -> String {
  let colon = UInt8(ascii: ":")
  var rest = url.utf8[...]
  if let scheme = rest.firstIndex(of: colon), rest[scheme...].starts(with: "://".utf8) {
    rest = rest[scheme...].dropFirst(3)
  }
  let authority = rest.prefix { !"/?#".utf8.contains($0) }
  let host =
    authority.lastIndex(of: UInt8(ascii: "@")).map { authority[authority.index(after: $0)...] } ?? authority
  let isBracketed = host.first == UInt8(ascii: "[")
  let name = isBracketed ? host.dropFirst().prefix { $0 != UInt8(ascii: "]") } : host.prefix { $0 != colon }
  return Substring(name).lowercased()
}
