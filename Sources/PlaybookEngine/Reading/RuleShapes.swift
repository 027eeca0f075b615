import Documents
import Domain

extension Shape where Value == Playbook.Objectives {
  static var objectives: Shape<Playbook.Objectives> {
    .mapping("objectives") { reader in
      Playbook.Objectives(
        recoveryTime: reader.optional("rto", .duration), recoveryPoint: reader.optional("rpo", .duration),
        restore: reader.optional("restore_p90", .duration), verify: reader.optional("verify", .duration),
        margin: reader.optional("margin", .percent, default: 0), position: reader.position)
    }
  }
}

extension Shape where Value == Playbook.SeverityRules {
  static var severityRules: Shape<Playbook.SeverityRules> {
    .mapping("severity") { reader in
      let fallback = reader.required("default", .severity, or: .sev3)
      let triggers = reader.optional(
        "triggers",
        .mapping("triggers") { triggers in
          var read: [Severity: [SeverityTrigger]] = [:]
          for severity in Severity.allCases {
            read[severity] = triggers.optional(severity.word.lowercased(), .list(of: .trigger(severity)))
          }
          return read
        })
      return Playbook.SeverityRules(default: fallback, triggers: triggers ?? [:])
    }
  }
}

extension Shape where Value == SeverityTrigger {
  /// Words, or words with what the console can see of it: `{text, service, state | when, for}`.
  static func trigger(_ severity: Severity) -> Shape<SeverityTrigger> {
    .either(
      scalar: Shape<String>.string.map { SeverityTrigger(severity: severity, text: $0, live: nil) },
      collection: .mapping("a trigger") { reader in
        let text = reader.required("text", .string, or: "")
        let isLive = ["service", "state", "when", "for"].contains(where: reader.hasKey)
        return SeverityTrigger(severity: severity, text: text, live: isLive ? liveCondition(reader) : nil)
      })
  }
}

/// Reads `service` with either `state` or `when`, and `for`.
func liveCondition(_ reader: MappingReader) -> LiveCondition? {
  let service = reader.required("service", .serviceID)
  let hold = reader.optional("for", .duration)
  let key = reader.exactlyOne(of: ["state", "when"])
  let states = reader.optional("state", .oneOrMore(.word(ServiceState.self, "a service's state")))
  let condition = reader.optional("when", .condition)
  guard let service, let key else { return nil }
  let test: LiveCondition.Test? =
    key == "state" ? states.map { .state($0) } : condition.map { .measured($0) }
  return test.map { LiveCondition(service: service, test: $0, hold: hold) }
}

extension Shape where Value == TimerRule {
  static var timerRule: Shape<TimerRule> {
    .mapping("a timer") { reader in
      TimerRule(
        id: reader.required("id", .string, or: "?"),
        kind: reader.required("kind", .word(TimerRule.Kind.self, "a kind of timer"), or: .alarm),
        from: reader.required("from", .clockStart, or: .declared), soft: reader.optional("soft", .duration),
        hard: reader.optional("hard", .duration), opens: reader.optional("opens", .stepID),
        text: reader.optional("text", .string), extend: reader.optional("extend", .timerExtension),
        whileNo: reader.optional("while_no", .word(ResponderRole.self, "a role")), position: reader.position)
    }
  }
}

extension Shape where Value == TimerRule.Extension {
  static var timerExtension: Shape<TimerRule.Extension> {
    .mapping("extend") { reader in
      TimerRule.Extension(
        max: reader.required("max", .int(in: 0...20), or: 0), by: reader.required("by", .duration, or: .zero),
        role: reader.optional("role", .string),
        needs: reader.optional("needs", .list(of: .string), default: []))
    }
  }
}

extension Shape where Value == CommsPlan {
  static var commsPlan: Shape<CommsPlan> {
    .mapping("comms") { reader in
      let channels = reader.optional(
        "channels",
        .mapping("channels") { channels in
          (primary: channels.required("primary", .channel), fallback: channels.required("fallback", .channel))
        })
      let cadence = reader.optional(
        "cadence",
        .mapping("cadence") { cadence in
          var read: [Severity: CommsPlan.Cadence] = [:]
          for severity in Severity.allCases {
            read[severity] = cadence.optional(severity.word.lowercased(), .cadence)
          }
          return read
        })
      return CommsPlan(
        primary: channels?.primary, fallback: channels?.fallback, cadence: cadence ?? [:],
        templates: reader.optional("templates", .list(of: .template), default: []))
    }
  }
}

extension Shape where Value == CommsPlan.Channel {
  static var channel: Shape<CommsPlan.Channel> {
    .mapping("a channel") { reader in
      CommsPlan.Channel(
        kind: reader.required("kind", .string, or: ""), ref: reader.required("ref", .string, or: ""),
        needs: reader.optional("needs", .list(of: .serviceID), default: []), position: reader.position)
    }
  }
}

extension Shape where Value == CommsPlan.Cadence {
  static var cadence: Shape<CommsPlan.Cadence> {
    .mapping("a cadence") { reader in
      CommsPlan.Cadence(
        first: reader.required("first", .duration, or: .minutes(5)),
        every: reader.required("every", .duration, or: .minutes(20)),
        longAfter: reader.optional("long_after", .duration),
        longEvery: reader.optional("long_every", .duration))
    }
  }
}

extension Shape where Value == CommsPlan.Template {
  static var template: Shape<CommsPlan.Template> {
    .mapping("a template") { reader in
      CommsPlan.Template(
        id: reader.required("id", .string, or: "?"),
        audience: reader.optional("audience", .string, default: "all-users"),
        text: reader.required("text", .string, or: ""), position: reader.position)
    }
  }
}
