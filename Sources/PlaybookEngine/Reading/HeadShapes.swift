import Documents
import Domain

extension Shape where Value == Playbook.Owner {
  static var owner: Shape<Playbook.Owner> {
    .mapping("owner") { reader in
      Playbook.Owner(
        team: reader.required("team", .string, or: ""), role: reader.required("role", .string, or: ""))
    }
  }
}

extension Shape where Value == Playbook.Rung {
  static var rung: Shape<Playbook.Rung> {
    .mapping("a rung of the escalation") { reader in
      Playbook.Rung(
        role: reader.required("role", .string, or: ""), after: reader.required("after", .duration, or: .zero),
        why: reader.optional("why", .string), position: reader.position)
    }
  }
}

extension Shape where Value == Playbook.EscalationCriterion {
  static var escalationCriterion: Shape<Playbook.EscalationCriterion> {
    .mapping("a criterion") { reader in
      Playbook.EscalationCriterion(
        condition: reader.required("if", .string, or: ""), to: reader.required("to", .string, or: ""),
        severity: reader.optional("sev", .severity), use: reader.optional("use", .playbookID))
    }
  }
}

extension Shape where Value == Playbook.Review {
  static var review: Shape<Playbook.Review> {
    .mapping("review") { reader in
      guard let last = reader.required("last", .date) else {
        _ = (reader.optional("by_role", .string), reader.optional("every", .duration))
        return nil
      }
      return Playbook.Review(
        last: last, byRole: reader.required("by_role", .string, or: ""),
        every: reader.optional("every", .duration, default: .hours(90 * 24)), position: reader.position)
    }
  }
}

extension Shape where Value == Playbook.Revision {
  static var revision: Shape<Playbook.Revision> {
    .mapping("a revision") { reader in
      Playbook.Revision(
        version: reader.required("version", .int, or: 0),
        date: reader.required("date", .date, or: Timestamp(milliseconds: 0)),
        byRole: reader.required("by_role", .string, or: ""),
        change: reader.required("change", .string, or: ""), position: reader.position)
    }
  }
}

extension Shape where Value == Playbook.Evidence {
  static var evidence: Shape<Playbook.Evidence> {
    .mapping("a piece of evidence") { reader in
      Playbook.Evidence(
        date: reader.required("date", .date, or: Timestamp(milliseconds: 0)),
        kind: reader.required(
          "kind", .word(Playbook.Evidence.Kind.self, "a kind of evidence"), or: .tabletop),
        run: reader.required("run", .string, or: ""), version: reader.required("version", .int, or: 0),
        rating: reader.required("rating", .word("a rating", ["S", "M", "U"].map { ($0, $0) }), or: "U"),
        restore: reader.optional("restore", .duration), dataLoss: reader.optional("data_loss", .duration),
        humanSteps: reader.optional("human_steps", .int))
    }
  }
}

extension Shape where Value == Playbook.Access {
  static var access: Shape<Playbook.Access> {
    .mapping("an access item") { reader in
      Playbook.Access(
        id: reader.required("id", .string, or: ""), need: reader.required("need", .string, or: ""),
        test: reader.optional("test", .string), breakGlass: reader.optional("break_glass", .string),
        position: reader.position)
    }
  }
}

extension Shape where Value == [Playbook.Variable] {
  static var variables: Shape<[Playbook.Variable]> {
    Shape<[(key: Located<String>, value: Playbook.Variable)]>.entries(of: .variable).map { entries in
      entries.map { entry in
        var variable = entry.value
        variable.name = entry.key.value
        variable.position = entry.key.position
        return variable
      }
    }
  }
}

extension Shape where Value == Playbook.Variable {
  static var variable: Shape<Playbook.Variable> {
    .mapping("a variable") { reader in
      Playbook.Variable(
        name: "", fallback: reader.optional("default", .written), prompt: reader.optional("prompt", .string),
        type: reader.optional("type", .word(Playbook.Variable.Kind.self, "a type"), default: .text),
        pattern: reader.optional("pattern", .pattern, default: Playbook.Variable.defaultPattern),
        filledBy: reader.optional("filled_by", .stepID),
        isSecret: reader.optional("secret", .bool, default: false), position: reader.position)
    }
  }
}

extension Shape where Value == Playbook.Detection {
  static var detection: Shape<Playbook.Detection> {
    .mapping("a detection") { reader in
      Playbook.Detection(
        signal: reader.required("signal", .string, or: ""),
        source: reader.required("source", .string, or: ""),
        page: reader.optional("page", .bool, default: false))
    }
  }
}

struct Lookalikes {
  var list: [Playbook.Lookalike] = []
  var none: String?
}

extension Shape where Value == Lookalikes {
  /// A list, or `{none: reason}`.
  static var lookalikes: Shape<Lookalikes> {
    Shape("lookalikes", example: "[{if: \"...\", use: other-playbook}] or {none: \"reason\"}") { node, log in
      let list = Shape<[Playbook.Lookalike]>.list(of: .lookalike)
      guard node.items == nil else { return list.read(node, log).map { Lookalikes(list: $0) } }
      return Shape<Lookalikes>.mapping("lookalikes") { reader in
        Lookalikes(none: reader.required("none", .string))
      }.read(node, log)
    }
  }
}

extension Shape where Value == Playbook.Lookalike {
  static var lookalike: Shape<Playbook.Lookalike> {
    .mapping("a lookalike") { reader in
      guard let use = reader.required("use", .playbookID) else {
        _ = reader.optional("if", .string)
        return nil
      }
      return Playbook.Lookalike(
        condition: reader.required("if", .string, or: ""), use: use, position: reader.position)
    }
  }
}

extension Shape where Value == Playbook.PostmortemPlan {
  static var postmortemPlan: Shape<Playbook.PostmortemPlan> {
    .mapping("postmortem") { reader in
      let due = reader.required("due", .duration, or: .hours(120))
      let seeds = reader.required(
        "seeds",
        .mapping("seeds") { seeds in
          [
            seeds.required("impact", .string, or: ""), seeds.required("detection", .string, or: ""),
            seeds.required("fix", .string, or: ""),
          ]
        })
      return Playbook.PostmortemPlan(
        due: due, impact: seeds?[0] ?? "", detection: seeds?[1] ?? "", fix: seeds?[2] ?? "",
        prompts: reader.optional("prompts", .list(of: .string), default: []))
    }
  }
}
