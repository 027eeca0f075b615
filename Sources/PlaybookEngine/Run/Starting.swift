package import Domain

extension Playbook {
  /// The event that opens this playbook; its text goes along, so the run outlives every edit of the file.
  package func start(variables given: [String: String] = [:]) -> EventBody {
    var values: [String: String] = [:]
    // A secret never goes on record: whoever needs it again is asked again.
    for variable in variables where !variable.isSecret {
      values[variable.name] = given[variable.name] ?? variable.fallback
    }
    return .playbookStarted(
      PlaybookStart(playbook: id, title: title, version: version, source: source, variables: values))
  }

  /// Variables that a person has to give when the playbook is opened.
  package var askedVariables: [Variable] { variables.filter { $0.prompt != nil && $0.filledBy == nil } }

  /// All triggers, the worst severity first; those with a live condition can tick themselves.
  package var severityTriggers: [SeverityTrigger] {
    Severity.allCases.sorted().flatMap { severity.triggers[$0] ?? [] }
  }

  /// The severity that what is true now speaks for, with the triggers that say so; unsure means the higher one.
  package func suggestedSeverity(truth: (LiveCondition) -> Truth) -> (
    severity: Severity, because: [SeverityTrigger]
  )? {
    let ticked = severityTriggers.filter { $0.live.map(truth) == .yes }
    guard let worst = ticked.map(\.severity).min() else { return nil }
    return (worst, ticked)
  }
}
