package import Domain

/// A service as an update speaks of it.
package struct ServiceFact: Sendable, Equatable {
  package var name: String
  package var state: ServiceState
  package var since: Timestamp?
  /// What people notice, as in `pushes fail`; without it the state's word speaks.
  package var symptom: String?

  package init(name: String, state: ServiceState, since: Timestamp?, symptom: String? = nil) {
    self.name = name
    self.state = state
    self.since = since
    self.symptom = symptom
  }
}

/// The four fields as the facts and the previous update give them, for a person to read over and send.
///
/// What a person wrote last is kept while nothing has changed since. The next time is a whole minute, the one that the
/// cadence allows at most.
package func prefilledUpdate(
  incident: Incident, services: [ServiceFact], lastUpdate: SentUpdate?, now: Timestamp, cadence: Cadence
) -> UpdateFields {
  guard incident.isOpen else { return finalUpdate(of: incident, services: services, now: now) }
  let next = cadence.nextUpdate(after: now, declaredAt: incident.declaredAt ?? now)
  let nextMinute = Timestamp(milliseconds: next.milliseconds / 60_000 * 60_000)
  if var kept = lastUpdate, !incident.hasChanged(since: kept.draftedAt) {
    kept.fields.nextUpdateAt = nextMinute
    return kept.fields
  }
  return UpdateFields(
    happened: happened(incident, services),
    impacted: impacted(incident, services) ?? lastUpdate?.fields.impacted ?? "Not known yet.",
    doing: doing(incident, services), nextUpdateAt: nextMinute)
}

private func happened(_ incident: Incident, _ services: [ServiceFact]) -> String {
  let hurt = services.filter(\.state.isBad)
  guard !hurt.isEmpty else {
    let since = incident.impactStartedAt.map { " since \($0.minuteText) UTC" } ?? ""
    return "\(incident.title.asSentenceStart)\(since)."
  }
  let more = hurt.count > 3 ? ["\(hurt.count - 3) more services are affected."] : []
  return (hurt.prefix(3).map(\.sentence) + more).joined(separator: " ")
}

private func impacted(_ incident: Incident, _ services: [ServiceFact]) -> String? {
  let hurt = services.filter(\.state.isBad).map(\.name)
  let well = services.filter { $0.state == .ok }.map(\.name)
  guard !hurt.isEmpty else {
    if !well.isEmpty { return "Working again: \(listed(well))." }
    return incident.services.isEmpty ? nil : listed(incident.services.map(\.rawValue)) + "."
  }
  return listed(hurt) + "." + (well.isEmpty ? "" : " Not impacted: \(listed(well)).")
}

private func doing(_ incident: Incident, _ services: [ServiceFact]) -> String {
  if incident.isOpen, !services.isEmpty, services.allSatisfy({ $0.state == .ok }) {
    return "All affected services work again. We are watching whether it holds."
  }
  let decision = incident.timeline.last { entry in
    if case .decisionTaken = entry.event.body { !entry.isRetracted } else { false }
  }
  let decided: String =
    if let decision, case .decisionTaken(let body) = decision.event.body {
      " Decided at \(decision.happenedAt.minuteText) UTC: \(body.label.withoutStop)."
    } else {
      ""
    }
  return switch incident.state {
  case .investigating: "We are looking for the cause." + decided
  case .identified: "The cause is known. We are working on it." + decided
  case .monitoring: "A fix is in place. We are watching it."
  case .resolved: "The incident is over. A review follows."
  }
}

/// The last update says from when to when, and asks whether anything was lost.
private func finalUpdate(of incident: Incident, services: [ServiceFact], now: Timestamp) -> UpdateFields {
  let resolved = incident.resolvedAt ?? now
  let end = incident.impactEndedAt ?? resolved
  var happened = "Resolved at \(resolved.minuteText) UTC: \(incident.title.withoutStop)."
  if let start = incident.impactStartedAt, end >= start {
    happened += " It began at \(start.minuteText) UTC and lasted \((end - start).spokenText)."
  }
  let names = incident.services.map(\.rawValue)
  let hurt = services.filter(\.state.isBad).map(\.name)
  return UpdateFields(
    happened: happened,
    impacted: (names.isEmpty ? "" : "\(listed(names)). ") + "Data loss: not known yet.",
    doing: hurt.isEmpty ? doing(incident, services) : "A review follows. Not yet well: \(listed(hurt)).",
    nextUpdateAt: nil)
}

private func listed(_ names: [String]) -> String {
  let shown = names.prefix(5).joined(separator: ", ")
  return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
}

extension ServiceFact {
  fileprivate var sentence: String {
    let since = since.map { " since \($0.minuteText) UTC" } ?? ""
    return "\(name.asSentenceStart): \(symptom?.withoutStop ?? state.plainWord)\(since)."
  }
}

extension ServiceState {
  fileprivate var plainWord: String {
    switch self {
    case .ok: "works"
    case .degraded: "degraded"
    case .down: "down"
    case .unknown: "state not known"
    case .maintenance: "in maintenance"
    }
  }
}

extension Incident {
  /// True where a service, the state, the severity or a decision changed after `moment`.
  fileprivate func hasChanged(since moment: Timestamp) -> Bool {
    timeline.contains { entry in
      guard !entry.isRetracted, entry.event.recordedAt > moment else { return false }
      switch entry.event.body {
      case .serviceChanged, .stateSet, .severitySet, .milestone, .decisionTaken: return true
      case .declared, .role, .playbookStarted, .step, .timer, .comms, .update, .commandRun, .note, .link,
        .correction, .pin, .followup, .postmortemLine, .clockJump, .signal, .suppression,
        .relation, .drillInject, .drillRating, .redaction, .removed, .unknown:
        return false
      }
    }
  }
}

extension String {
  fileprivate var asSentenceStart: String {
    let text = withoutStop
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  fileprivate var withoutStop: String {
    var text = Substring(self)
    while let last = text.last, last == "." || last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
