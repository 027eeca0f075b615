/// Impact: the time in each severity, services, who was affected, what was lost.
func draftImpact(_ incident: Incident, now: Timestamp) -> FiveLine {
  var missing: [String] = []
  let times = incident.measures(at: now).compactMap { measure -> String? in
    guard case .inSeverity(let severity) = measure.kind else { return nil }
    return "\(severity.word) for \(measure.text)"
  }
  var sentences = [(times.isEmpty ? "Severity not recorded" : times.joined(separator: ", ")) + "."]
  sentences.append(impactSpan(incident, missing: &missing))
  if incident.services.isEmpty {
    missing.append("services")
    sentences.append("Services: not recorded.")
  } else {
    sentences.append("Services: \(incident.services.map(\.rawValue).joined(separator: ", ")).")
  }
  for (fact, name, variable) in [
    ("Affected", "who was affected", "affected"), ("Data loss", "data loss", "data_loss"),
  ] {
    let said = incident.lastSaid(fact) ?? incident.playbook?.variables[variable].flatMap(\.ifKnown)
    if said == nil { missing.append(name) }
    sentences.append("\(fact): \(said ?? "not recorded").")
  }
  return FiveLine(text: sentences.joined(separator: " "), missing: missing)
}

private func impactSpan(_ incident: Incident, missing: inout [String]) -> String {
  guard let start = incident.impactStartedAt else {
    missing.append("impact start")
    return "Impact start: not recorded."
  }
  let from = "Impact from \(incident.momentText(start))"
  if let end = incident.impactEndedAt ?? incident.mitigatedAt ?? incident.resolvedAt, end >= start {
    let name =
      incident.impactEndedAt != nil
      ? "" : incident.mitigatedAt != nil ? "mitigated " : "resolved "
    return "\(from) to \(name)\(incident.momentText(end)) (\((end - start).spokenText))."
  }
  missing.append("impact end")
  return from + ", end not recorded."
}

/// Detection: by whom or what, how long it took from where, what was entered late.
func draftDetection(_ incident: Incident, now: Timestamp) -> FiveLine {
  var missing: [String] = []
  var sentences: [String] = []
  if let detected = incident.detectedAt {
    let basis = incident.detectionBasis.map { " (\($0))" } ?? ""
    sentences.append("Found by \(incident.finder) at \(incident.momentText(detected))\(basis).")
  } else {
    missing.append("detection")
    sentences.append("Who or what found it: not recorded.")
  }
  if let measure = incident.measure(.timeToDetect, at: now) {
    sentences.append("Time to detect: \(measure.text) (\(measure.base)).")
    if case .recorded = measure.value {
    } else if !missing.contains("detection") {
      missing.append("time to detect")
    }
  }
  let late = incident.timeline.filter { entry in
    guard entry.event.source == .person, case .note = entry.event.body else { return false }
    return !entry.isRetracted && entry.event.recordedAt - entry.happenedAt >= .minutes(5)
  }
  if let first = late.first {
    let rest = late.count > 1 ? " and \(late.count - 1) more" : ""
    sentences.append("Noticed late: \(incident.lineText(first))\(rest).")
  }
  return FiveLine(text: sentences.joined(separator: " "), missing: missing)
}

extension Incident {
  /// What the last word on the detection came from: a probe, a person by name, a playbook and so on.
  package var finder: String {
    let entry = timeline.last { entry in
      guard case .milestone(let milestone) = entry.event.body else { return false }
      return milestone.kind == .detected && !entry.isRetracted && entry.happenedAt == detectedAt
    }
    guard let event = entry?.event else { return "a person" }
    switch event.source {
    case .probe: return "a probe"
    case .person: return event.actor.onBehalfOf ?? event.actor.login
    case .timer: return "a timer"
    case .playbook: return "the playbook"
    case .command: return "a command"
    case .import: return "an imported record"
    case .drill: return "the drill"
    }
  }

  /// What the newest update says after `Fact:`, up to the end of its sentence; nil where none says it.
  fileprivate func lastSaid(_ fact: String) -> String? {
    let texts = updates.reversed().flatMap { [$0.fields.happened, $0.fields.impacted, $0.fields.doing] }
    for text in texts {
      guard let mark = text.firstRange(of: "\(fact): ") else { continue }
      let rest = text[mark.upperBound...]
      let end = rest.firstIndex { $0 == "." || $0 == "\n" } ?? rest.endIndex
      if let known = String(rest[..<end]).ifKnown { return known }
    }
    return nil
  }
}

extension String {
  /// Nil for an empty text and for the words that say that something is not known.
  fileprivate var ifKnown: String? {
    let word = lowercased()
    let isUnknown =
      word.isEmpty || word.hasPrefix("not recorded") || word.hasPrefix("not known") || word == "unknown"
    return isUnknown ? nil : self
  }
}
