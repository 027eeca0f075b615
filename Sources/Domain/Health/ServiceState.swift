/// How a service is, in the words that are used everywhere.
package enum ServiceState: String, Sendable, Equatable, Codable, CaseIterable {
  case ok, degraded, down, unknown, maintenance

  /// How much it wants to be looked at: a larger number sorts first.
  package var urgency: Int {
    switch self {
    case .down: 4
    case .degraded: 3
    case .unknown: 2
    case .maintenance: 1
    case .ok: 0
    }
  }

  /// The word on every screen and in every export.
  package var word: String {
    switch self {
    case .ok: "OK"
    case .degraded: "DEGRADED"
    case .down: "DOWN"
    case .unknown: "UNKNOWN"
    case .maintenance: "MAINT"
    }
  }
}
