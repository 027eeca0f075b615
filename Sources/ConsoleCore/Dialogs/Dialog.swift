package import Cells
package import Domain
package import Settings

/// What lies over the screen and takes the keys.
package enum Dialog: Sendable, Equatable {
  case declare(Declaration)
  case prompt(Prompt)
  case confirmRun(RunConfirmation)
  case choice(Choice)
  case confirm(Confirmation)
  case update(UpdateDraft)
  case filter(TextField)
  case commandLine(CommandLine)
  case firstHints
}

/// One question that is answered with text.
package struct Prompt: Sendable, Equatable {
  package var purpose: Purpose
  package var fields: [Field]
  package var active = 0
  /// Why the last attempt to accept was refused.
  package var problem: SafeText?

  package struct Field: Sendable, Equatable {
    package var label: SafeText
    package var field: TextField
    package var isRequired: Bool
    /// What stood in the field before anybody typed.
    let given: String

    package init(label: SafeText, field: TextField = TextField(), isRequired: Bool = false) {
      self.label = label
      self.field = field
      self.isRequired = isRequired
      given = field.text
    }
  }

  package enum Purpose: Sendable, Equatable {
    case note(step: StepID?)
    case complete(StepID)
    case skip(StepID)
    case fail(StepID)
    case override(StepID)
    case putOff(StepID)
    case decide(StepID, option: String)
    case snooze
    case lowerSeverity(Severity)
    case correct(EventID)
    case retract(EventID)
    case redact(EventID)
    case postmortem(PostmortemLine.Line)
    case followup
    case handOver
    case variables(PlaybookID)
  }
}

/// One of several, with the keys that choose it at once.
package struct Choice: Sendable, Equatable {
  package var title: SafeText
  package var options: [Option]
  package var selection = 0

  package struct Option: Sendable, Equatable {
    package var label: SafeText
    package var detail: SafeText
    package var answer: Answer
  }

  package enum Answer: Sendable, Equatable {
    case state(IncidentState)
    case severity(Severity)
    case decision(StepID, option: String, needsReason: Bool)
    case playbook(PlaybookID)
    case value(StepID, String)
    case theme(Theme)
  }
}

/// A yes or no; Enter and y say yes, anything else says no.
package struct Confirmation: Sendable, Equatable {
  package var question: SafeText
  package var answer: Answer
  /// What has to be read before it is answered.
  package var detail: [Line] = []

  package struct Line: Sendable, Equatable {
    package var label: SafeText
    package var text: SafeText
  }

  package enum Answer: Sendable, Equatable {
    case quit
    case resolve
    case resend
    case acceptHandoff
    case takeCommand
    case undo(EventID)
    case bringBack(EventID)
    case reopen(StepID)
    case makeRoom
  }
}

/// A key that remembers what was typed for what.
package struct DraftKey: Hashable, Sendable {
  package var purpose: String
  package var incident: IncidentID?
}
