package import Documents
package import Domain

/// What to do when a thing breaks, as its file says it (`sitrep/playbook@1`).
///
/// A draft may leave out everything but its id, title and phases.
package struct Playbook: Sendable, Equatable, Identifiable {
  package var id: PlaybookID
  package var title: String
  package var version: Int
  package var status: Status
  package var summary: String
  package var owner: Owner?
  /// The watched services whose failure calls for this playbook.
  package var services: [ServiceID]
  /// Who is paged, in order.
  package var escalation: [Rung]
  package var escalateWhen: [EscalationCriterion]
  package var review: Review?
  /// Newest first.
  package var history: [Revision]
  package var evidence: [Evidence]
  package var access: [Access]
  /// Services and components that must work for this one to work.
  package var dependsOn: [ServiceID]
  /// Playbooks for mere consequences of this outage.
  package var inhibits: [PlaybookID]
  package var inhibitedBy: [PlaybookID]
  package var variables: [Variable]
  package var objectives: Objectives
  package var severity: SeverityRules
  package var detection: [Detection]
  package var lookalikes: [Lookalike]
  /// Why there is nothing that looks alike, where there is not.
  package var noLookalikes: String?
  package var timers: [TimerRule]
  package var comms: CommsPlan
  package var immediate: [Step]
  package var phases: [Phase]
  package var postmortem: PostmortemPlan?
  /// The file that it was read from, for findings.
  package var file: String
  /// The text that it was read from, kept by every run.
  package var source: String
  /// Where each top-level key's value stands.
  package var places: [String: Position]

  package enum Status: String, Sendable, Equatable, CaseIterable {
    case draft, active, deprecated
  }

  /// All steps in the order of the file, the immediate ones first.
  package var steps: [Step] { immediate + phases.flatMap(\.steps) }

  package func step(_ id: StepID) -> Step? { steps.first { $0.id == id } }

  /// True where it is made for the worst severity.
  package var isForSEV1: Bool { severity.default == .sev1 || severity.triggers[.sev1]?.isEmpty == false }

  package var isActive: Bool { status == .active }

  package func place(_ key: String) -> Position { places[key] ?? .start }
}

/// Some steps that are worked through together: one page of the checklist.
package struct Phase: Sendable, Equatable, Identifiable {
  package var id: String
  package var title: String
  package var mode: Mode
  package var gate: Gate?
  package var steps: [Step]
  package var position: Position

  package enum Mode: String, Sendable, Equatable, CaseIterable {
    /// One step after the other, each read and then done.
    case readDo = "read-do"
    /// Done from memory, then confirmed from the page.
    case doConfirm = "do-confirm"
  }

  package enum Gate: String, Sendable, Equatable, CaseIterable {
    /// Later phases stay closed until every required step of this one is done or excused.
    case allRequiredDone = "all_required_done"
  }
}
