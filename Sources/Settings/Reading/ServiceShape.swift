import Documents
import Domain

/// A service with the places of what it refers to.
struct ServiceRead {
  var service: Service
  var position: Position
  var dependsOn: [Located<ServiceID>]
  var playbooks: [Located<PlaybookID>]
}

extension Shape where Value == ServiceRead {
  static func service(_ defaults: Check.Schedule) -> Shape {
    .mapping("a service") { reader in
      let title = reader.optional("title", .string)
      let tier = reader.optional("tier", .int(in: 0...8), default: 8)
      let owner = reader.optional("owner", .ownership, default: Ownership())
      let dependsOn = reader.optional(
        "depends_on", .list(of: Shape<ServiceID>.identifier(Service.self).located), default: [])
      let playbooks = reader.optional(
        "playbooks", .list(of: Shape<PlaybookID>.identifier(PlaybookSubject.self).located), default: [])
      let links = reader.optional("links", .dictionary(of: .string), default: [:])
      let explain = reader.optional("explain", .explanation, default: Explanation())
      let checks = reader.optional("checks", .list(of: .check(defaults)), default: [])
      reportDuplicates(checks, reader)
      reader.refuse(
        ["slo", "maintenance"], "is not supported yet", hint: "take it out; nothing would come of it")
      guard let id = reader.required("id", Shape<ServiceID>.identifier(Service.self).located) else {
        return nil
      }
      return ServiceRead(
        service: Service(
          id: id.value, title: title ?? id.value.rawValue, tier: tier, owner: owner,
          dependsOn: dependsOn.map(\.value), playbooks: playbooks.map(\.value), links: links,
          explain: explain, checks: checks.map(\.value)),
        position: id.position, dependsOn: dependsOn, playbooks: playbooks)
    }
  }
}

private func reportDuplicates(_ checks: [Located<Check>], _ reader: MappingReader) {
  var lines: [CheckID: Int] = [:]
  for check in checks {
    if let line = lines[check.value.id] {
      reader.log.error(
        at: check.position, "a second check is called \"\(check.value.id)\"",
        hint: "the first stands on line \(line); give each a name of its own")
    } else {
      lines[check.value.id] = check.position.line
    }
  }
}

extension Shape where Value == Ownership {
  static var ownership: Shape {
    .mapping("an owner") { reader in
      Ownership(
        team: reader.optional("team", .string), primary: reader.optional("primary", .string),
        secondary: reader.optional("secondary", .string),
        escalation: reader.optional("escalation", .oneOrMore(.string), default: []))
    }
  }
}

extension Shape where Value == Explanation {
  static var explanation: Shape {
    .mapping("an explanation") { reader in
      Explanation(
        symptom: reader.optional("symptom", .string), cause: reader.optional("cause", .string),
        firstStep: reader.optional("first_step", .string))
    }
  }
}

extension Shape where Value == Check.Schedule {
  static func schedule(_ name: String, _ defaults: Check.Schedule) -> Shape {
    .mapping(name) { readSchedule($0, defaults) }
  }
}

func readSchedule(_ reader: MappingReader, _ defaults: Check.Schedule) -> Check.Schedule {
  Check.Schedule(
    every: reader.optional("every", .interval, default: defaults.every),
    timeout: reader.optional("timeout", .positiveDuration, default: defaults.timeout),
    downAfter: reader.optional("down_after", .int(in: 1...100), default: defaults.downAfter),
    upAfter: reader.optional("up_after", .int(in: 1...100), default: defaults.upAfter),
    retryEvery: reader.optional("retry_every", .interval, default: defaults.retryEvery))
}

extension Shape where Value == Duration {
  /// The time between two probes: a service must never be probed to death by a slip of the pen.
  fileprivate static var interval: Shape {
    Shape<Duration>.duration.narrowed(to: "an interval from 100ms to 30d", example: "30s") {
      (.milliseconds(100) ... .seconds(30 * 86_400)).contains($0) ? $0 : nil
    }
  }
}
