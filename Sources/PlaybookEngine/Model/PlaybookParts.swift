package import Documents
package import Domain

extension Playbook {
  /// Roles, never names; people live in the contacts file.
  package struct Owner: Sendable, Equatable {
    package var team: String
    package var role: String
  }

  package struct Rung: Sendable, Equatable {
    package var role: String
    /// Counted from the moment when the rung before was paged.
    package var after: Duration
    package var why: String?
    package var position: Position
  }

  package struct EscalationCriterion: Sendable, Equatable {
    package var condition: String
    package var to: String
    package var severity: Severity?
    package var use: PlaybookID?
  }

  package struct Review: Sendable, Equatable {
    package var last: Timestamp
    package var byRole: String
    package var every: Duration
    package var position: Position

    package var due: Timestamp { last + every }
  }

  package struct Revision: Sendable, Equatable {
    package var version: Int
    package var date: Timestamp
    package var byRole: String
    package var change: String
    package var position: Position
  }

  /// A drill or a real run in which the playbook was tried.
  package struct Evidence: Sendable, Equatable {
    package var date: Timestamp
    package var kind: Kind
    package var run: String
    package var version: Int
    package var rating: String
    package var restore: Duration?
    package var dataLoss: Duration?
    package var humanSteps: Int?

    package enum Kind: String, Sendable, Equatable, CaseIterable {
      case tabletop, drill, real
      case restoreTest = "restore-test"
    }
  }

  /// What a responder must be able to do, asked in the first minute.
  package struct Access: Sendable, Equatable {
    package var id: String
    package var need: String
    package var test: String?
    package var breakGlass: String?
    package var position: Position
  }

  package struct Variable: Sendable, Equatable {
    package var name: String
    package var fallback: String?
    package var prompt: String?
    package var type: Kind
    /// A regular expression that the whole value must match before it goes into a command.
    package var pattern: String
    /// The step that gives the value.
    package var filledBy: StepID?
    package var isSecret: Bool
    package var position: Position

    package enum Kind: String, Sendable, Equatable, CaseIterable {
      case text, datetime
    }

    package static let defaultPattern = "[A-Za-z0-9._:/@+-]+"
  }

  package struct Objectives: Sendable, Equatable {
    /// Recovery time: service is back this long after the impact began.
    package var recoveryTime: Duration?
    /// Recovery point: at most this much data is lost.
    package var recoveryPoint: Duration?
    /// How long a restore takes nine times in ten.
    package var restore: Duration?
    package var verify: Duration?
    /// Percent that is added to the restore.
    package var margin: Double
    package var position: Position

    /// How long after the impact's start a restore must have begun to end within the recovery time.
    ///
    /// `rto - (restore_p90 * (1 + margin) + verify)`; nil where no recovery time or no restore time is known.
    package var restoreBegins: Duration? {
      guard let recoveryTime, let restore else { return nil }
      return recoveryTime - .milliseconds(Int64(Double(restore.milliseconds) * (1 + margin / 100)))
        - (verify ?? .zero)
    }
  }

  package struct SeverityRules: Sendable, Equatable {
    package var `default`: Severity
    package var triggers: [Severity: [SeverityTrigger]]
  }

  package struct Detection: Sendable, Equatable {
    package var signal: String
    package var source: String
    package var page: Bool
  }

  package struct Lookalike: Sendable, Equatable {
    package var condition: String
    package var use: PlaybookID
    package var position: Position
  }

  package struct PostmortemPlan: Sendable, Equatable {
    package var due: Duration
    package var impact: String
    package var detection: String
    package var fix: String
    package var prompts: [String]
  }
}

/// Something that makes an incident this severe: words for people, and what the console can see of it by itself.
package struct SeverityTrigger: Sendable, Equatable {
  package var severity: Severity
  package var text: String
  package var live: LiveCondition?
}

/// A clock that a playbook sets: it asks and reminds, it never acts.
package struct TimerRule: Sendable, Equatable, Identifiable {
  package var id: String
  package var kind: Kind
  package var from: Start
  package var soft: Duration?
  package var hard: Duration?
  /// The decision that the hard limit opens.
  package var opens: StepID?
  package var text: String?
  package var extend: Extension?
  /// An alarm with a role is silent while somebody holds it.
  package var whileNo: ResponderRole?
  package var position: Position

  package var title: String { text ?? id.replacing("-", with: " ") }

  package enum Kind: String, Sendable, Equatable, CaseIterable {
    case decision, alarm
  }

  package enum Start: Sendable, Equatable {
    case impactStart, detected, declared
    case phase(String)
    /// The moment when the step came into the state.
    case step(StepID, StepState)
  }

  package struct Extension: Sendable, Equatable {
    package var max: Int
    package var by: Duration
    package var role: String?
    /// What has to be said for it, as in `reason`, `new_evidence`.
    package var needs: [String]
  }
}
