/// A signal went up over a service, or went away again.
package struct SignalChange: Sendable, Equatable, Codable {
  package var kind: Kind
  /// The same for all events of one signal, as in `registry/disk_used`.
  package var signal: String
  package var service: ServiceID?
  /// What is wrong, or what it read when it cleared.
  package var text: String

  package enum Kind: String, Sendable, Equatable, Codable, CaseIterable {
    case raised = "signal_raised"
    case cleared = "signal_cleared"
  }

  package init(kind: Kind, signal: String, service: ServiceID?, text: String) {
    self.kind = kind
    self.signal = signal
    self.service = service
    self.text = text
  }
}

/// A signal or a service was made quiet for a while, or may speak again.
package struct Suppression: Sendable, Equatable, Codable {
  package var kind: Kind
  /// The signal or service that it is about.
  package var subject: String
  /// When it ends by itself; nil only where it is taken back.
  package var until: Timestamp?
  package var reason: String?

  package enum Kind: String, Sendable, Equatable, Codable, CaseIterable {
    case suppressed, unsuppressed
  }

  package init(kind: Kind, subject: String, until: Timestamp? = nil, reason: String? = nil) {
    self.kind = kind
    self.subject = subject
    self.until = until
    self.reason = reason
  }
}
