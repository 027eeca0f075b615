extension Check {
  /// The sample that this check takes from an answer: the probe's own numbers, and what its rules find in the text.
  package func sample(from answer: ProbeAnswer, service: ServiceID, at moment: Timestamp) -> Sample {
    var values = answer.values.filter { $0.value.isFinite }
    for rule in measurements {
      values[rule.name] = rule.read(from: answer.text).map { $0 * rule.scale }
    }
    return Sample(service: service, check: id, at: moment, values: values, failure: answer.failure)
  }
}

extension MeasurementRule {
  /// Bytes of an answer that a regular expression is shown: a pattern may take long on a long text.
  package static let regexLimit = 64 * 1024

  /// The number that the rule finds, before scaling; nil where it is absent, null or no number.
  package func read(from text: [UInt8]) -> Double? {
    switch source {
    case .json(let path):
      guard let path = JSONPath(path) else { return nil }
      return path.number(in: text)
    case .regex(let pattern):
      guard let regex = Self.regex(pattern) else { return nil }
      let seen = String(decoding: text.prefix(Self.regexLimit), as: UTF8.self)
      guard let match = try? regex.firstMatch(in: seen) else { return nil }
      let found = match.output.count > 1 ? match.output[1].substring : match.output[0].substring
      return found.flatMap(number(from:))
    }
  }

  /// The compiled pattern, `^` and `$` at every line; nil where it is none.
  package static func regex(_ pattern: String) -> Regex<AnyRegexOutput>? {
    (try? Regex(pattern))?.anchorsMatchLineEndings().matchingSemantics(.unicodeScalar)
  }
}

/// A finite decimal number, white space around it allowed.
func number(from text: some StringProtocol) -> Double? {
  let edge: (Character) -> Bool = { $0.isWhitespace }
  let trimmed = text.drop(while: edge).reversed().drop(while: edge).reversed()
  guard let value = Double(String(trimmed)), value.isFinite else { return nil }
  return value
}
