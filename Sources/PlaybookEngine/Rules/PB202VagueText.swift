import Documents
import Domain

extension Rule {
  /// The expected output is named, and a machine can tell it where harm is possible.
  static let vagueText = Rule("PB202") { subject in
    subject.playbook.steps.compactMap { step in
      guard let expectation = step.expectation else { return nil }
      if vague.contains(expectation.text.lowercased()) {
        return .warning(
          expectation.position, "\"\(expectation.text)\" says nothing about the output",
          "write what the eye should see, as in \"50/50 match\"")
      }
      guard case .command = step.kind, !expectation.isMachineReadable else { return nil }
      return .warning(
        expectation.position, "\(step.id) can't be judged by the console", "add exit, stdout or output")
    }
  }

  private static let vague: Set<String> = [
    "ok", "works", "it works", "done", "no errors", "no error", "success", "fine", "good",
  ]
}
