/// How bad an incident is; SEV1 is the worst.
///
/// Unsure between two: the higher one.
package enum Severity: Int, Sendable, Equatable, Comparable, Codable, CaseIterable {
  case sev1 = 1
  case sev2
  case sev3

  package var word: String { "SEV\(rawValue)" }

  /// A worse severity is smaller, as its number is.
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Where the responders are with an incident.
package enum IncidentState: String, Sendable, Equatable, Codable, CaseIterable {
  case investigating, identified, monitoring, resolved

  package var word: String { rawValue.uppercased() }
}

/// A hat that a responder wears; one person may wear several.
package enum ResponderRole: String, Sendable, Equatable, Codable, CaseIterable {
  case commander = "ic"
  case operations = "ops"
  case communications = "comms"
  case scribe, security, observer
}
