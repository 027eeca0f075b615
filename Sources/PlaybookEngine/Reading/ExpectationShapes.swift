import Documents
import Domain

extension Shape where Value == Expectation {
  static var expectation: Shape<Expectation> {
    .mapping("expect") { reader in
      Expectation(
        text: reader.optional("text", .string, default: ""), exit: reader.optional("exit", .int(in: 0...255)),
        within: reader.optional("within", .duration), sample: reader.optional("sample", .string),
        standardOutput: reader.optional("stdout", .list(of: .matcher), default: []),
        output: reader.optional("output", .list(of: .matcher), default: []),
        bad: reader.optional("bad", .list(of: .knownWrong), default: []), position: reader.position)
    }
  }
}

extension Shape where Value == Expectation.KnownWrong {
  static var knownWrong: Shape<Expectation.KnownWrong> {
    .mapping("a known wrong output") { reader in
      Expectation.KnownWrong(
        regex: reader.required("regex", .pattern, or: "(?!)"),
        means: reader.required("means", .string, or: ""),
        lookAt: reader.optional("look_at", .stepID), position: reader.position)
    }
  }
}

extension Shape where Value == Matcher {
  static var matcher: Shape<Matcher> {
    .mapping("a matcher") { reader in
      let key = reader.exactlyOne(of: ["regex", "contains", "not_contains", "number", "jsonpath"])
      let regex = reader.optional("regex", .pattern)
      let part = reader.optional("contains", .written)
      let lacking = reader.optional("not_contains", .written)
      let number = reader.optional("number", .numberMatcher)
      let path = reader.optional("jsonpath", .jsonPath)
      let value = reader.optional("equals", .written)
      switch key {
      case "regex": return regex.map { .regex($0) }
      case "contains": return part.map { .contains($0) }
      case "not_contains": return lacking.map { .lacks($0) }
      case "number": return number
      default:
        guard let path else { return nil }
        if value == nil { reader.missing("equals", advice: "the value that is wanted") }
        return value.map { .json(path: path, equals: $0) }
      }
    }
  }

  private static var numberMatcher: Shape<Matcher> {
    .mapping("number") { reader in
      let path = reader.optional("path", .jsonPath)
      let comparisons: [(String, (Double) -> Condition.Comparison)] = [
        ("<", { .less($0) }), ("<=", { .atMost($0) }), (">", { .greater($0) }), (">=", { .atLeast($0) }),
        ("==", { .equal($0) }), ("!=", { .notEqual($0) }),
      ]
      let comparison = reader.required("op", .word("a comparison", comparisons))
      let value = reader.required("value", .double)
      guard let comparison, let value else { return nil }
      return .number(path: path, comparison: comparison(value))
    }
  }
}

extension Shape where Value == When {
  static var when: Shape<When> {
    .mapping("when") { reader in
      let key = reader.exactlyOne(of: ["all", "any"])
      let all = reader.optional("all", .list(of: .clause))
      let any = reader.optional("any", .list(of: .clause))
      guard key != nil else { return nil }
      return all.map { .all($0) } ?? any.map { .any($0) }
    }
  }
}

extension Shape where Value == When.Clause {
  static var clause: Shape<When.Clause> {
    .mapping("a clause") { reader in
      switch reader.exactlyOne(of: ["answer", "step", "var", "sev", "mode"]) {
      case "answer": return answer(reader)
      case "step": return state(reader)
      case "var":
        let name = reader.required("var", .string)
        let value = reader.required("is", .written)
        guard let name, let value else { return nil }
        return .variable(name, is: value)
      case "sev": return reader.required("sev", .oneOrMore(.severity)).map { .severity($0) }
      case "mode":
        return reader.required("mode", .word("a mode", [("real", false), ("drill", true)])).map { .drill($0) }
      default: return nil
      }
    }
  }

  private static func answer(_ reader: MappingReader) -> When.Clause? {
    let step = reader.required("answer", .stepID)
    let key = reader.exactlyOne(of: ["is", "is_not"])
    let wanted = reader.optional("is", .string)
    let unwanted = reader.optional("is_not", .string)
    guard let step, key != nil else { return nil }
    return wanted.map { .answer(step, is: $0) } ?? unwanted.map { .answerNot(step, $0) }
  }

  private static func state(_ reader: MappingReader) -> When.Clause? {
    let step = reader.required("step", .stepID)
    let key = reader.exactlyOne(of: ["is", "not"])
    let wanted = reader.optional("is", .stepState)
    let unwanted = reader.optional("not", .stepState)
    guard let step, key != nil else { return nil }
    return wanted.map { .state(step, is: $0) } ?? unwanted.map { .stateNot(step, $0) }
  }
}
