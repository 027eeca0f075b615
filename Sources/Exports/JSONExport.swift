import Domain

/// The whole record as JSON: the incident as it reads, its numbers, and every event with its payload and its hashes.
///
/// Keys are sorted, one event stands on a line, and no byte of it acts on a terminal.
package func json(_ exported: ExportedIncident) -> String {
  let rest: [(String, JSONText)] = [
    ("five_lines", fiveLines(exported)),
    ("format", .string("sitrep-incident/1")),
    ("heads", .array(exported.incident.chainHeads.map { headJSON($0, exported.signatures[$0.anchor]) })),
    ("incident", incidentJSON(exported.incident)),
    ("mark", .optional(exported.watermark)),
    ("measures", .array(exported.incident.measures(at: exported.asOf).map(measureJSON))),
  ]
  var text = "{\n\"events\": [\n"
  appendEvents(exported, separator: ",\n", to: &text)
  text += "\n]"
  for (name, value) in rest {
    text += ",\n\"\(name)\": "
    value.append(to: &text)
  }
  return text + "\n}\n"
}

/// Every event as one line of JSON, in the order of the chain.
package func ndjson(_ exported: ExportedIncident) -> String {
  var text = ""
  appendEvents(exported, separator: "\n", to: &text)
  return text + "\n"
}

private func appendEvents(_ exported: ExportedIncident, separator: String, to text: inout String) {
  for (index, entry) in inOrderOfChain(exported).enumerated() {
    if index > 0 { text += separator }
    eventJSON(entry, exported).append(to: &text)
  }
}

private func inOrderOfChain(_ exported: ExportedIncident) -> [TimelineEntry] {
  exported.incident.timeline.sorted { left, right in
    let (a, b) = (left.recorded.position, right.recorded.position)
    if a.database != b.database { return a.database < b.database }
    return (a.globalNumber, left.id) < (b.globalNumber, right.id)
  }
}

private func eventJSON(_ entry: TimelineEntry, _ exported: ExportedIncident) -> JSONText {
  let event = entry.event
  let position = entry.recorded.position
  return .object([
    "actor": .object([
      "host": .string(event.actor.host), "login": .string(event.actor.login),
      "on_behalf_of": .optional(event.actor.onBehalfOf),
    ]),
    "chain": .object([
      "database": .string(position.database.description),
      "global_number": .number(position.globalNumber),
      "hash": .string(hexText(position.hash)),
      "number": .number(position.number),
      "previous_in_database": .string(hexText(position.previousInDatabase)),
      "previous_in_incident": .string(hexText(position.previousInIncident)),
    ]),
    "corrects": .optional(event.corrects?.description),
    "drill": .bool(event.isDrill),
    "happened_at": .string(event.happenedAt.rfc3339),
    "id": .string(event.id.description),
    "incident": .optional(event.incident?.description),
    "key": .bool(event.isKey),
    "kind": .string(event.body.kind),
    "mark": .optional(exported.watermark),
    "payload": payloadJSON(event.body),
    "reads": .object([
      "happened_at": .string(entry.happenedAt.rfc3339), "pinned": .bool(entry.isPinned),
      "retracted": .bool(entry.isRetracted), "text": .string(entry.text),
    ]),
    "recorded_at": .string(event.recordedAt.rfc3339),
    "source": .string(event.source.rawValue),
  ])
}

private func incidentJSON(_ incident: Incident) -> JSONText {
  func moment(_ moment: Timestamp?) -> JSONText { .optional(moment?.rfc3339) }
  return .object([
    "acknowledged_at": moment(incident.acknowledgedAt),
    "commander": .optional(incident.commander),
    "declared_at": moment(incident.declaredAt),
    "detected_at": moment(incident.detectedAt),
    "id": .string(incident.id.description),
    "impact_ended_at": moment(incident.impactEndedAt),
    "impact_started_at": moment(incident.impactStartedAt),
    "is_drill": .bool(incident.isDrill),
    "mitigated_at": moment(incident.mitigatedAt),
    "name": .string(incident.name),
    "playbook": .optional(incident.playbook?.playbook.rawValue),
    "playbook_version": incident.playbook.map { .number(Int64($0.version)) } ?? .null,
    "resolved_at": moment(incident.resolvedAt),
    "services": .array(incident.services.map { .string($0.rawValue) }),
    "severity": .string(incident.severity.word),
    "severity_suggested": .optional(incident.suggestedSeverity?.word),
    "state": .string(incident.state.rawValue),
    "title": .string(incident.title),
    "triggers": .array(incident.triggers.map { .string($0) }),
  ])
}

private func headJSON(_ head: ChainHead, _ signature: HeadSignature?) -> JSONText {
  var members: [String: JSONText] = [
    "anchor": .string(head.anchor), "database": .string(head.database.description),
    "hash": .string(hexText(head.hash)), "number": .number(head.number), "short": .string(head.short),
  ]
  if let signature { members["signature"] = .string(signature.line) }
  return .object(members)
}

private func measureJSON(_ measure: Measure) -> JSONText {
  var members: [String: JSONText] = [
    "base": .string(measure.base), "name": .string(measure.name), "text": .string(measure.text),
  ]
  switch measure.value {
  case .recorded(let duration):
    members["status"] = .string("recorded")
    members["milliseconds"] = .number(duration.milliseconds)
  case .count(let count, let all):
    members["status"] = .string("recorded")
    members["count"] = .number(Int64(count))
    members["of"] = .number(Int64(all))
  case .pending: members["status"] = .string("pending")
  case .notRecorded: members["status"] = .string("not recorded")
  case .notApplicable: members["status"] = .string("not applicable")
  case .invalid: members["status"] = .string("invalid")
  }
  return .object(members)
}

private func fiveLines(_ exported: ExportedIncident) -> JSONText {
  let lines = draftFiveLines(exported.incident, now: exported.asOf)
  return .object(
    Dictionary(
      lines.all.map { line, content in
        (
          line.rawValue,
          .object([
            "missing": .array(content.missing.map { .string($0) }), "text": .string(content.text),
            "written": .bool(content.isWritten),
          ])
        )
      }, uniquingKeysWith: { first, _ in first }))
}
