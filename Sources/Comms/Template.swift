package import Domain

/// A template with its `${{name}}` replaced by facts; names without a fact stay as they are and are listed once each.
package func fillTemplate(_ text: String, facts: [String: String]) -> (text: String, unknown: [String]) {
  var filled = ""
  var unknown: [String] = []
  var rest = Substring(text)
  while let opening = rest.firstRange(of: "${{") {
    filled += rest[..<opening.lowerBound]
    rest = rest[opening.lowerBound...]
    guard let closing = rest.firstRange(of: "}}") else { break }
    let name = rest[..<closing.lowerBound].dropFirst(3).filter { $0 != " " }
    if let fact = facts[name] {
      filled += fact
    } else {
      filled += rest[..<closing.upperBound]
      if !unknown.contains(name) { unknown.append(name) }
    }
    rest = rest[closing.upperBound...]
  }
  return (filled + rest, unknown)
}

/// The facts that every template may name, beside the variables of its playbook; what is not recorded is left out.
package func templateFacts(of incident: Incident, now: Timestamp, nextUpdateAt: Timestamp?) -> [String:
  String]
{
  var facts = incident.playbook?.variables ?? [:]
  let restored = incident.impactEndedAt ?? incident.mitigatedAt ?? incident.resolvedAt
  let known: [String: String?] = [
    "incident": incident.name,
    "sev": String(incident.severity.rawValue),
    "title": incident.title,
    "state": incident.state.rawValue,
    "commander": incident.commander,
    "now": minuteText(now),
    "impact_start": minuteText(incident.impactStartedAt),
    "restored_at": minuteText(restored),
    "impact_minutes": minutes(from: incident.impactStartedAt, to: restored ?? now),
    "detected_by": incident.detectedAt == nil ? nil : incident.finder,
    "detect_minutes": minutes(from: incident.impactStartedAt, to: incident.detectedAt),
    "declare_minutes": minutes(from: incident.impactStartedAt, to: incident.declaredAt),
    "next_update": minuteText(nextUpdateAt),
  ]
  for case (let name, let fact?) in known { facts[name] = fact }
  return facts
}

private func minuteText(_ moment: Timestamp?) -> String? { moment.map { "\($0.minuteText) UTC" } }

private func minutes(from start: Timestamp?, to end: Timestamp?) -> String? {
  guard let start, let end, end >= start else { return nil }
  return String((end - start).milliseconds / 60_000)
}
