import Documents
import Domain

extension Shape where Value == PlaybookID {
  static var playbookID: Shape<PlaybookID> { .identifier(PlaybookSubject.self) }
}

extension Shape where Value == StepID {
  static var stepID: Shape<StepID> { .identifier(StepSubject.self) }
}

extension Shape where Value == ServiceID {
  static var serviceID: Shape<ServiceID> { .identifier(Service.self) }
}

extension Shape where Value == Severity {
  static var severity: Shape<Severity> {
    .scalar("a severity", example: "1, 2 or 3") { Int($0).flatMap(Severity.init(rawValue:)) }
  }
}

extension Shape where Value == StepState {
  static var stepState: Shape<StepState> { .word(StepState.self, "a step's state") }
}

extension Shape where Value == String {
  /// A regular expression that can be compiled.
  static var pattern: Shape<String> {
    .string.narrowed(to: "a regular expression", example: "'^200$'") { isPattern($0) ? $0 : nil }
  }

  /// A way into a JSON text.
  static var jsonPath: Shape<String> {
    .string.narrowed(to: "a path", example: "$.queue.items[0].age") { JSONPath($0) == nil ? nil : $0 }
  }

  /// Any single value, kept as written: what is compared with, not what is read.
  static var written: Shape<String> { .scalar("a value") { $0 } }
}

extension Shape where Value == TimerRule.Start {
  /// `impact_start`, `detected`, `declared`, `phase:ID` or `step:ID.STATE`.
  static var clockStart: Shape<TimerRule.Start> {
    .scalar("a start", example: "impact_start, detected, declared, phase:triage or step:r-pick.done") {
      text in
      switch text {
      case "impact_start": return .impactStart
      case "detected": return .detected
      case "declared": return .declared
      default: break
      }
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { return nil }
      if parts[0] == "phase" { return .phase(parts[1]) }
      let names = parts[1].split(separator: ".").map(String.init)
      guard parts[0] == "step", names.count == 2, let state = StepState(rawValue: names[1]) else {
        return nil
      }
      return .step(StepID(names[0]), state)
    }
  }
}
