/// What a list says of an incident: a fold that may be kept, for it can be made again from the events at any time.
package struct Headline: Sendable, Equatable {
  package var title: String
  package var severity: Severity
  package var state: IncidentState
  package var isMerged: Bool
  package var isDrill: Bool
  package var declaredAt: Timestamp?
  package var impactStartedAt: Timestamp?
  package var resolvedAt: Timestamp?
  package var followups: Int
  package var openFollowups: Int

  package var isOpen: Bool { state != .resolved && !isMerged }

  package init(
    title: String, severity: Severity, state: IncidentState, isMerged: Bool, isDrill: Bool,
    declaredAt: Timestamp?, impactStartedAt: Timestamp?, resolvedAt: Timestamp?, followups: Int,
    openFollowups: Int
  ) {
    self.title = title
    self.severity = severity
    self.state = state
    self.isMerged = isMerged
    self.isDrill = isDrill
    self.declaredAt = declaredAt
    self.impactStartedAt = impactStartedAt
    self.resolvedAt = resolvedAt
    self.followups = followups
    self.openFollowups = openFollowups
  }

  package init(_ incident: Incident) {
    self.init(
      title: incident.title, severity: incident.severity, state: incident.state,
      isMerged: incident.mergedInto != nil, isDrill: incident.isDrill, declaredAt: incident.declaredAt,
      impactStartedAt: incident.impactStartedAt, resolvedAt: incident.resolvedAt,
      followups: incident.followups.count, openFollowups: incident.followups.count { !$0.isClosed })
  }
}

extension EventBody {
  /// Whether the fold of an incident, or the run of its playbook, may rest on an event of this kind.
  ///
  /// The fold of those events alone, of one database, is the incident without the other lines of its timeline. What is
  /// not known here is taken for one that matters, and so is whatever speaks of another event.
  package static func isLasting(_ kind: String, corrects: EventID?) -> Bool {
    corrects != nil || !passing.contains(kind)
  }

  private static let passing: Set<String> = Set(
    ["note", "link", "service_changed", "drill_inject", "drill_rating"]
      + SignalChange.Kind.allCases.map(\.rawValue) + Suppression.Kind.allCases.map(\.rawValue))
}
