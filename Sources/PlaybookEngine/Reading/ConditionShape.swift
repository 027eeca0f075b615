import Documents
import Domain

extension Shape where Value == Condition {
  /// A condition on a measurement, as in `queue_depth > 10 for 5m`.
  ///
  /// A playbook is read without the configuration: a measurement that is not built in takes the unit that its
  /// value is written with.
  static var condition: Shape<Condition> {
    Shape("a condition", example: "\"queue_depth > 10 for 5m\"") { node, log in
      guard let text = Shape<String>.string.read(node, log) else { return nil }
      let problem: ConditionProblem
      switch Condition.parse(text, units: [:]) {
      case .success(let condition): return condition
      case .failure(let first): problem = first
      }
      if let name = ownMeasurement(in: text) {
        for unit in MeasurementUnit.allCases {
          if case .success(let condition) = Condition.parse(text, units: [name: unit]) { return condition }
        }
      }
      log.error(at: node.position, problem.what, hint: problem.instead)
      return nil
    }
  }
}

/// The measurement that a condition is about, unless its unit is known everywhere.
private func ownMeasurement(in text: String) -> String? {
  let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
  let isFunction = text.contains("(") && words.first.map(Condition.functionNames.contains) == true
  guard let name = isFunction ? words.dropFirst().first : words.first, Condition.builtInUnits[name] == nil,
    Condition.columnUnits[name] == nil
  else { return nil }
  return name
}
