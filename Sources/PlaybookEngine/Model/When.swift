package import Domain

/// When a step applies; deliberately no expression language.
package enum When: Sendable, Equatable {
  case all([Clause])
  case any([Clause])

  package var clauses: [Clause] {
    switch self {
    case .all(let clauses), .any(let clauses): clauses
    }
  }

  package enum Clause: Sendable, Equatable {
    /// The option chosen or the value recorded at a step.
    case answer(StepID, is: String)
    case answerNot(StepID, String)
    case state(StepID, is: StepState)
    case stateNot(StepID, StepState)
    case variable(String, is: String)
    case severity([Severity])
    case drill(Bool)
  }
}

/// Where a step is; overdue, overridden and blocked are derived, never stored.
package enum StepState: String, Sendable, Equatable, CaseIterable {
  case pending, active, done, failed, skipped, deferred, inactive
}
