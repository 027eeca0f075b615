/// What one probe of one check found, at one moment.
package struct Sample: Sendable, Equatable {
  package var service: ServiceID
  package var check: CheckID
  /// When the probe was started.
  package var at: Timestamp
  /// Measured numbers by name, in the unit of their measurement; an absent name is unknown.
  package var values: [String: Double]
  /// Why there was no usable answer, or nil.
  ///
  /// Text from outside: not safe to draw as it is.
  package var failure: ProbeFailure?

  package init(
    service: ServiceID, check: CheckID, at: Timestamp, values: [String: Double] = [:],
    failure: ProbeFailure? = nil
  ) {
    self.service = service
    self.check = check
    self.at = at
    self.values = values
    self.failure = failure
  }
}

/// Why a probe got no usable answer.
package struct ProbeFailure: Sendable, Equatable {
  package var kind: Kind
  /// The tool's own words; text from outside.
  package var detail: String

  package enum Kind: String, Sendable, Equatable, CaseIterable {
    case nameNotResolved = "name not resolved"
    case refused = "connection refused"
    case timedOut = "timed out"
    case certificate = "certificate refused"
    case tls = "TLS failed"
    case connectionLost = "connection lost"
    case unexpectedAnswer = "unexpected answer"
    case notStarted = "could not be started"
    case other = "failed"
  }

  package init(kind: Kind, detail: String = "") {
    self.kind = kind
    self.detail = detail
  }
}

/// Everything that a probe brought back, before anything is measured from it.
package struct ProbeAnswer: Sendable, Equatable {
  package var failure: ProbeFailure?
  /// Numbers that the probe knows by itself: `status`, `latency`, `dns`, `connect`, `tls`, `first_byte`, `size`,
  /// `cert_days`, `tls_ok`, `exit`, `duration`; seconds, bytes, days.
  package var values: [String: Double]
  /// The body, the received lines or the standard output, capped.
  package var text: [UInt8]

  package init(failure: ProbeFailure? = nil, values: [String: Double] = [:], text: [UInt8] = []) {
    self.failure = failure
    self.values = values
    self.text = text
  }
}
