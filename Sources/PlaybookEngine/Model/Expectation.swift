package import Domain
package import Documents

/// What a command should print: words for the eye and matchers for the console.
package struct Expectation: Sendable, Equatable {
  package var text: String
  package var exit: Int?
  package var within: Duration?
  /// An example of the right output.
  package var sample: String?
  package var standardOutput: [Matcher]
  /// Matched against standard output and error together.
  package var output: [Matcher]
  package var bad: [KnownWrong]
  package var position: Position

  /// True where the console can judge by itself.
  package var isMachineReadable: Bool { exit != nil || !standardOutput.isEmpty || !output.isEmpty }

  /// An output that is known to be wrong, and what it means.
  package struct KnownWrong: Sendable, Equatable {
    package var regex: String
    package var means: String
    package var lookAt: StepID?
    package var position: Position
  }
}

package enum Matcher: Sendable, Equatable {
  /// `^` and `$` stand for the ends of lines.
  case regex(String)
  case contains(String)
  case lacks(String)
  /// A number in the output compared with another; at a path of JSON, or the first that is printed.
  case number(path: String?, comparison: Condition.Comparison)
  /// The text of a JSON value.
  case json(path: String, equals: String)
}
