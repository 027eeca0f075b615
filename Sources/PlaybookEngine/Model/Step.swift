package import Documents
package import Domain

/// One item of the checklist.
package struct Step: Sendable, Equatable, Identifiable {
  package var id: StepID
  package var title: String
  package var kind: Kind
  /// The hat that does it, as in `ops`.
  package var role: String
  /// Steps of different lanes run side by side.
  package var lane: String
  /// Dangerous to leave out: only the commander skips it, with a reason.
  package var isCritical: Bool
  /// Shows that the service is really back.
  package var isProof: Bool
  package var isRequired: Bool
  package var isDeferrable: Bool
  package var when: When?
  package var timer: StepTimer?
  package var onFail: Jump?
  package var standingNote: StandingNote?
  /// Help that is folded away.
  package var info: String?
  package var savesOutput: SavedOutput?
  package var recording: Recording
  package var position: Position

  package enum Kind: Sendable, Equatable {
    case check(CheckStep)
    case command(CommandStep)
    case decision(DecisionStep)
    case wait(WaitStep)
    case comms(CommsStep)
    case note(text: String?)
  }
}

package struct CheckStep: Sendable, Equatable {
  package var run: String?
  package var expect: Expectation?
}

package struct CommandStep: Sendable, Equatable {
  package var run: String
  /// Nil where the file does not say: then the worst is assumed.
  package var danger: Danger?
  package var expect: Expectation?
  package var rollback: Rollback?
  package var approve: Approval?
  /// May be run again after a crash without asking.
  package var isIdempotent: Bool
}

/// How much harm a command can do, from least to most.
package enum Danger: String, Sendable, Equatable, CaseIterable {
  case read, write, destructive
}

package enum Rollback: Sendable, Equatable {
  case run(String, expect: Expectation?)
  case impossible(reason: String)
}

package struct Approval: Sendable, Equatable {
  package var role: String
  package var how: String?
}

package struct DecisionStep: Sendable, Equatable {
  package var question: String
  package var options: [Option]
  /// The name under which the answer can be written into texts.
  package var name: String?

  package struct Option: Sendable, Equatable, Identifiable {
    package var id: String
    package var label: String
    package var goto: StepID?
    package var playbooks: [PlaybookID]
    /// The timer that this option extends.
    package var extends: String?
    /// What has to be said for it, as in `reason`.
    package var needs: [String]
    package var isRecommendedAtHardLimit: Bool
    package var position: Position
  }

  package func option(_ id: String) -> Option? { options.first { $0.id == id } }
}

/// A step that ends by itself: when a time has passed, or when something has held for that time.
package struct WaitStep: Sendable, Equatable {
  package var hold: Duration?
  package var until: Until?

  package enum Until: Sendable, Equatable {
    /// A command that is run again and again; its output must be as expected for the whole hold.
    case command(run: String, every: Duration, expect: Expectation)
    /// What the console measures by itself, with the hold in it.
    case live(LiveCondition)
  }
}

package struct CommsStep: Sendable, Equatable {
  package var template: String
  package var channel: String
}

package struct StepTimer: Sendable, Equatable {
  /// Nil where it counts from the step's own start.
  package var from: TimerRule.Start?
  package var soft: Duration?
  package var hard: Duration?
}

package enum Jump: Sendable, Equatable {
  case step(StepID)
  case playbook(PlaybookID)
}

/// A consequence that lasts: it stays on every page until the step that clears it.
package struct StandingNote: Sendable, Equatable, Identifiable {
  package var id: String
  package var text: String
  package var clearAt: StepID?
  package var position: Position
}

package struct SavedOutput: Sendable, Equatable {
  package var tag: String
}

/// What is asked of the person who does a step.
package struct Recording: Sendable, Equatable {
  /// Answers to choose from; any text where empty.
  package var options: [String] = []
  /// The name of the answer.
  package var answer: String?
  /// The link of the dependency chain that the answer is about.
  package var chain: ServiceID?
  /// The variable that takes the value.
  package var variable: String?
  /// What the variable becomes when the step is done, where nothing is asked.
  package var fixedValue: String?
  /// The name of the note that is asked for.
  package var note: String?
  package var isRequired = false

  package init() {}

  /// True where the step is done only with a value.
  package var asksForValue: Bool {
    !options.isEmpty || answer != nil || isRequired || (variable != nil && fixedValue == nil)
  }
}
