import Documents
import Domain

extension Rule {
  /// A command comes with what it should print, in words for the eye.
  static let expectedText = Rule("PB201") { subject in
    subject.playbook.steps.compactMap { step in
      guard step.commandText != nil, step.expectation?.text.isEmpty ?? true else { return nil }
      return .error(
        step.expectation?.position ?? step.position, "\(step.id) does not say what its command should print",
        "add expect: {text: \"...\"}")
    }
  }
}

extension Step {
  /// The command of a step, whatever kind it is.
  package var commandText: String? {
    switch kind {
    case .check(let check): return check.run
    case .command(let command): return command.run
    case .wait(let wait):
      guard case .command(let run, _, _) = wait.until else { return nil }
      return run
    case .decision, .comms, .note: return nil
    }
  }
}
