package import Domain

/// Where a step of a run is, as the timeline tells it.
package struct StepRun: Sendable, Equatable, Identifiable {
  package let step: Step
  /// Nil for the immediate steps.
  package let phase: String?
  package var state: StepState = .pending
  package var startedAt: Timestamp?
  package var endedAt: Timestamp?
  /// The recorded value, the reason, or why it is not needed.
  package var text: String?
  /// The console saw for itself that it was done.
  package var isSensed = false
  /// Done by hand although the output was not as expected.
  package var isOverridden = false
  /// How often it was started.
  package var attempt = 0
  /// The latest command of this step, with its end where that is known.
  package var lastCommand: CommandRun?
  package var chosenOption: String?
  /// When a waiting step's command began to print what was expected, without a break since.
  package var matchingSince: Timestamp?
  /// When a command of this step ended last.
  package var lastRunAt: Timestamp?
  /// Counts the starts over all steps: the largest is where people are.
  package var order = 0

  package init(step: Step, phase: String?) {
    self.step = step
    self.phase = phase
  }

  package var id: StepID { step.id }
  package var isOpen: Bool { state == .pending || state == .active }

  /// True where a command was started and nobody knows how it ended.
  package var isOutcomeUnknown: Bool { lastCommand?.kind == .started }

  /// The answer that later steps depend on: an option's id, or the recorded value.
  package var answer: String? {
    guard state == .done else { return nil }
    return chosenOption ?? text
  }
}
