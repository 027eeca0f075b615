package import Documents
import Domain

/// Reads a playbook's text strictly; the playbook is nil where its text is no playbook at all.
///
/// A playbook beside findings is as much of it as could be read: lint blocks a merge, never an incident.
package func readPlaybook(_ source: String, file: String) -> (playbook: Playbook?, findings: [Finding]) {
  let (playbook, findings) = readDocument(source, file: file, as: .playbook, code: "PB001")
  guard var playbook else { return (nil, findings) }
  playbook.file = file
  playbook.source = source
  return (playbook, findings)
}

extension Shape where Value == Playbook {
  static var playbook: Shape<Playbook> {
    .mapping("the playbook") { reader in
      guard checkSchema(reader, "sitrep/playbook@1"), let id = reader.required("id", .playbookID) else {
        return nil
      }
      let status = reader.optional("status", .word(Playbook.Status.self, "a status"), default: .draft)
      let isDraft = status == .draft
      func needed<Field>(_ key: String, _ shape: Shape<Field>, or fallback: Field) -> Field {
        isDraft ? reader.optional(key, shape, default: fallback) : reader.required(key, shape, or: fallback)
      }
      let lookalikes = reader.optional("lookalikes", .lookalikes)
      return Playbook(
        id: id,
        title: reader.required("title", .string, or: id.rawValue),
        version: needed("version", .int(in: 1...1_000_000), or: 1),
        status: status,
        summary: needed("summary", .string, or: ""),
        owner: reader.optional("owner", .owner),
        services: reader.optional("services", .list(of: .serviceID), default: []),
        escalation: reader.optional("escalation", .list(of: .rung), default: []),
        escalateWhen: reader.optional("escalate_when", .list(of: .escalationCriterion), default: []),
        review: reader.optional("review", .review),
        history: reader.optional("history", .list(of: .revision), default: []),
        evidence: reader.optional("evidence", .list(of: .evidence), default: []),
        access: reader.optional("access", .list(of: .access), default: []),
        dependsOn: reader.optional("depends_on", .list(of: .serviceID), default: []),
        inhibits: reader.optional("inhibits", .list(of: .playbookID), default: []),
        inhibitedBy: reader.optional("inhibited_by", .list(of: .playbookID), default: []),
        variables: reader.optional("vars", .variables, default: []),
        objectives: reader.optional("objectives", .objectives)
          ?? Playbook.Objectives(margin: 0, position: reader.position),
        severity: needed(
          "severity", .severityRules, or: Playbook.SeverityRules(default: .sev3, triggers: [:])),
        detection: reader.optional("detection", .list(of: .detection), default: []),
        lookalikes: lookalikes?.list ?? [], noLookalikes: lookalikes?.none,
        timers: reader.optional("timers", .list(of: .timerRule), default: []),
        comms: reader.optional("comms", .commsPlan) ?? CommsPlan(cadence: [:], templates: []),
        immediate: reader.optional("immediate", .list(of: .step), default: []),
        phases: reader.required("phases", .list(of: .phase), or: []),
        postmortem: reader.optional("postmortem", .postmortemPlan),
        file: "", source: "",
        places: Dictionary(reader.entries.map { ($0.key.value, $0.value.position) }) { first, _ in first })
    }
  }
}

extension Shape where Value == Phase {
  static var phase: Shape<Phase> {
    .mapping("a phase") { reader in
      Phase(
        id: reader.required("id", .string, or: "?"),
        title: reader.required("title", .string, or: ""),
        mode: reader.optional("mode", .word(Phase.Mode.self, "a mode"), default: .readDo),
        gate: reader.optional("gate", .word(Phase.Gate.self, "a gate")),
        steps: reader.required("steps", .list(of: .step), or: []),
        position: reader.position)
    }
  }
}

/// Checks the first line of a file; what is of another kind or of a newer major version is not read further.
func checkSchema(_ reader: MappingReader, _ schema: String) -> Bool {
  guard let written = reader.required("schema", .string) else { return false }
  guard written == schema else {
    reader.error("schema", "this is \(written), not \(schema)", hint: "write `schema: \(schema)`")
    reader.skipRest()
    return false
  }
  return true
}
