/// Something that people depend on and that is watched: one row of the first screen.
package struct Service: Sendable, Equatable, Identifiable {
  package var id: ServiceID
  package var title: String
  /// 0 power and network to 8 applications; a lower tier is nearer to the ground and sorts first.
  package var tier: Int
  package var owner: Ownership
  package var dependsOn: [ServiceID]
  package var playbooks: [PlaybookID]
  package var links: [String: String]
  package var explain: Explanation
  package var checks: [Check]

  package init(
    id: ServiceID, title: String, tier: Int = 8, owner: Ownership = Ownership(),
    dependsOn: [ServiceID] = [], playbooks: [PlaybookID] = [],
    links: [String: String] = [:], explain: Explanation = Explanation(), checks: [Check] = []
  ) {
    self.id = id
    self.title = title
    self.tier = tier
    self.owner = owner
    self.dependsOn = dependsOn
    self.playbooks = playbooks
    self.links = links
    self.explain = explain
    self.checks = checks
  }
}

/// The subject of playbook identifiers; the playbook itself belongs to its engine.
package enum PlaybookSubject {}

package typealias ServiceID = Identifier<Service>
package typealias CheckID = Identifier<Check>
package typealias ChannelID = Identifier<Channel>
package typealias PlaybookID = Identifier<PlaybookSubject>
package typealias StepID = Identifier<StepSubject>

/// Who answers for a service: roles, never names.
package struct Ownership: Sendable, Equatable {
  package var team: String?
  package var primary: String?
  package var secondary: String?
  package var escalation: [String]

  package init(
    team: String? = nil, primary: String? = nil, secondary: String? = nil, escalation: [String] = []
  ) {
    self.team = team
    self.primary = primary
    self.secondary = secondary
    self.escalation = escalation
  }
}

/// What a good alert says: likely symptom, probable cause, first step to verify.
package struct Explanation: Sendable, Equatable {
  package var symptom: String?
  package var cause: String?
  package var firstStep: String?

  package init(symptom: String? = nil, cause: String? = nil, firstStep: String? = nil) {
    self.symptom = symptom
    self.cause = cause
    self.firstStep = firstStep
  }
}

/// What is depended on but not probed: it can stand in the dependency graph and in playbooks.
package struct Component: Sendable, Equatable, Identifiable {
  package var id: ServiceID
  package var tier: Int

  package init(id: ServiceID, tier: Int) {
    self.id = id
    self.tier = tier
  }
}
