package import Domain

/// How an output compares with what was expected.
package struct Judgement: Sendable, Equatable {
  /// Nil where nothing was expected that a machine can tell.
  package var matched: Bool?
  package var remarks: [Remark]

  package struct Remark: Sendable, Equatable {
    package var text: String
    package var isGood: Bool
    /// The step that helps on, for an output that is known to be wrong.
    package var lookAt: StepID?
  }
}

extension PlaybookRun {
  /// Judges what a step's command printed; `output` is standard output and error together.
  ///
  /// A known wrong output suggests a step, it never jumps there.
  package func judge(_ id: StepID, exit: Int?, standardOutput: [UInt8], output: [UInt8]) -> Judgement {
    guard let expectation = self[id]?.step.expectation else { return Judgement(matched: nil, remarks: []) }
    return expectation.judge(
      exit: exit, standardOutput: String(decoding: standardOutput, as: UTF8.self),
      output: String(decoding: output, as: UTF8.self))
  }
}

extension Step {
  /// What the step's command should print.
  package var expectation: Expectation? {
    switch kind {
    case .check(let check): return check.expect
    case .command(let command): return command.expect
    case .wait(let wait):
      guard case .command(_, _, let expect) = wait.until else { return nil }
      return expect
    case .decision, .comms, .note: return nil
    }
  }
}

extension Expectation {
  package func judge(exit actual: Int?, standardOutput: String, output both: String) -> Judgement {
    var remarks: [Judgement.Remark] = []
    if let exit {
      let found = actual.map(String.init) ?? "none"
      remarks.append(
        Judgement.Remark(
          text: actual == exit ? "exit \(exit)" : "exit \(found), expected \(exit)", isGood: actual == exit))
    }
    remarks += self.standardOutput.map { $0.remark(on: standardOutput) }
    remarks += output.map { $0.remark(on: both) }
    let known = bad.filter { both.matches($0.regex) || standardOutput.matches($0.regex) }
    remarks += known.map { Judgement.Remark(text: $0.means, isGood: false, lookAt: $0.lookAt) }
    guard isMachineReadable || !known.isEmpty else { return Judgement(matched: nil, remarks: []) }
    return Judgement(matched: remarks.allSatisfy(\.isGood), remarks: remarks)
  }
}

extension Matcher {
  func remark(on text: String) -> Judgement.Remark {
    let good = matches(text)
    return Judgement.Remark(text: good ? words : "\(words): not so", isGood: good)
  }

  /// What is wanted, for people.
  package var words: String {
    switch self {
    case .regex(let pattern): "matches \(pattern)"
    case .contains(let part): "contains \"\(part)\""
    case .lacks(let part): "does not contain \"\(part)\""
    case .number(let path, let comparison): "\(path ?? "number") \(comparison.words)"
    case .json(let path, let value): "\(path) is \(value)"
    }
  }

  private func matches(_ text: String) -> Bool {
    switch self {
    case .regex(let pattern): text.matches(pattern)
    case .contains(let part): text.contains(part)
    case .lacks(let part): !text.contains(part)
    case .number(nil, let comparison): firstNumber(in: text).map(comparison.holds) ?? false
    case .number(let path?, let comparison):
      JSONPath(path)?.number(in: Array(text.utf8)).map(comparison.holds) ?? false
    case .json(let path, let value): JSONPath(path)?.text(in: Array(text.utf8)) == value
    }
  }
}

extension Condition.Comparison {
  func holds(_ number: Double) -> Bool {
    switch self {
    case .less(let limit): number < limit
    case .atMost(let limit): number <= limit
    case .greater(let limit): number > limit
    case .atLeast(let limit): number >= limit
    case .equal(let wanted): number == wanted
    case .notEqual(let unwanted): number != unwanted
    case .among(let wanted): wanted.contains(number)
    case .notAmong(let unwanted): !unwanted.contains(number)
    }
  }

  var words: String {
    switch self {
    case .less(let limit): "< \(limit)"
    case .atMost(let limit): "<= \(limit)"
    case .greater(let limit): "> \(limit)"
    case .atLeast(let limit): ">= \(limit)"
    case .equal(let wanted): "== \(wanted)"
    case .notEqual(let unwanted): "!= \(unwanted)"
    case .among(let wanted): "in \(wanted)"
    case .notAmong(let unwanted): "not in \(unwanted)"
    }
  }
}

private func firstNumber(in text: String) -> Double? {
  guard let match = text.firstMatch(of: /-?[0-9]+(\.[0-9]+)?/) else { return nil }
  return Double(match.output.0)
}
