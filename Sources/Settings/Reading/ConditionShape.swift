import Documents
import Domain

/// What a check can be judged by.
struct GivenMeasurements {
  /// In the order in which people are told of them.
  let names: [String]
  let units: [String: MeasurementUnit]

  /// A probe that could not be read is taken to give everything, so that one mistake makes one finding.
  init(probe: Probe?, rules: [MeasurementRule]) {
    let own: [String] =
      switch probe {
      case .http(let http):
        ["status", "latency", "dns", "connect", "tls", "first_byte", "size"]
          + (http.url.lowercased().hasPrefix("https:") ? ["cert_days", "tls_ok"] : [])
      case .tcp: ["connected", "latency"]
      case .exec: ["exit", "duration"]
      case nil: Condition.builtInUnits.keys.sorted()
      }
    let named = rules.map(\.name)
    names = named + own.filter { !named.contains($0) }
    units = Dictionary(rules.map { ($0.name, $0.unit) }) { first, _ in first }
  }
}

extension Shape where Value == Condition {
  static func condition(_ given: GivenMeasurements) -> Shape {
    Shape("a condition", example: "\"latency > 800ms\"") { node, log in
      guard let text = Shape<String>.string.read(node, log), let scalar = node.scalar else { return nil }
      func report(_ offset: Int, _ message: String, _ hint: String) {
        let column = node.position.column + offset + (scalar.isPlain ? 0 : 1)
        log.error(at: Position(line: node.position.line, column: column), message, hint: hint)
      }
      switch Condition.parse(text, units: given.units) {
      case .failure(let problem):
        report(
          problem.offset, problem.what, problem.unknownMeasurement.map(given.advice) ?? problem.instead)
        return nil
      case .success(let condition):
        guard !given.names.contains(condition.measurement) else { return condition }
        let place = text.firstRange(of: condition.measurement)?.lowerBound ?? text.startIndex
        report(
          text.unicodeScalars.distance(from: text.startIndex, to: place),
          "this check does not give \"\(condition.measurement)\"", given.advice(condition.measurement))
        return nil
      }
    }
  }
}

extension GivenMeasurements {
  fileprivate func advice(_ wanted: String) -> String {
    let near = nearest(to: wanted, among: names).map { "did you mean \($0)? " } ?? ""
    return "\(near)it gives \(names.joined(separator: ", "))"
  }
}
