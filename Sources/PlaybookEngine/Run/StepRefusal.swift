package import Domain

/// Why a step can't do what was asked of it.
package enum StepRefusal: Error, Sendable, Equatable {
  case noSuchStep(StepID)
  case already(StepState)
  case valueNeeded(options: [String])
  case notAnOption(String, options: [String])
  case valueDoesNotFit(variable: String, pattern: String)
  case optionNeeded
  case notADecision
  case reasonNeeded
  /// What the option asks for beside a reason, as in `new_evidence`.
  case argumentNeeded([String])
  case commanderNeeded
  case proofCannotBeSkipped
  case notDeferrable
  case ownerAndDueNeeded
  case nothingToOverride
  case gateClosed(phase: String, open: [StepID])
  case extensionsUsedUp(max: Int, title: String)
  /// The answer that made it inactive has to change first.
  case notNeeded(because: String)

  /// What is wrong and what to do, for somebody in a hurry.
  package var words: String {
    switch self {
    case .noSuchStep(let step): "this playbook has no step \(step)"
    case .already(let state): "this step is \(state.rawValue) already: reopen it first"
    case .valueNeeded(let options) where options.isEmpty: "write what you see: this step records a value"
    case .valueNeeded(let options): "choose what you see: \(options.joined(separator: ", "))"
    case .notAnOption(let value, let options):
      "\"\(value)\" is no answer here: choose \(options.joined(separator: ", "))"
    case .valueDoesNotFit(let variable, let pattern):
      "\(variable) goes into commands and must look like \(pattern)"
    case .optionNeeded: "this step is a decision: choose one of its options"
    case .notADecision: "this step has no such option"
    case .reasonNeeded: "say why: a reason is needed"
    case .argumentNeeded(let names):
      "this option needs \(names.map { $0.replacing("_", with: " ") }.joined(separator: " and "))"
    case .commanderNeeded: "this step is critical: the commander must give the reason"
    case .proofCannotBeSkipped:
      "this step proves the recovery: only the commander can excuse it, with a reason"
    case .notDeferrable: "this step can't be put off: do it, or skip it with a reason"
    case .ownerAndDueNeeded: "say who does it later and until when"
    case .nothingToOverride: "there is nothing to override: complete the step, or mark it failed first"
    case .gateClosed(let phase, let open):
      "finish \"\(phase)\" first: \(open.map(\.rawValue).joined(separator: ", "))"
    case .extensionsUsedUp(let max, let title):
      "\(title) was extended \(max) times already: decide now, or ask the executive sponsor"
    case .notNeeded(let because): "this step is not needed (\(because)): change that answer first"
    }
  }
}
