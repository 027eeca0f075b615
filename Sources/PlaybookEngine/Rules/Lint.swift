package import Documents
package import Domain

/// What the rules say about a playbook, from top to bottom; reading reports what is no playbook at all.
///
/// `library` is what other playbooks it may point to, `components` what services and components are known (empty:
/// not checked), `now` is what its dates are held against.
package func lint(
  _ playbook: Playbook, in library: [Playbook] = [], components: [ServiceID] = [], now: Timestamp
) -> [Finding] {
  let subject = Subject(
    playbook: playbook, library: library, components: Set(components), now: now,
    places: Dictionary(playbook.steps.enumerated().map { ($1.id, $0) }) { first, _ in first })
  let findings = Rule.all.flatMap { rule in
    rule.check(subject).map { remark in
      Finding(
        file: playbook.file, line: remark.position.line, column: remark.position.column, level: remark.level,
        message: remark.message, hint: remark.hint, code: rule.code)
    }
  }
  return Set(findings).sorted()
}

/// What a rule looks at.
struct Subject {
  let playbook: Playbook
  let library: [Playbook]
  let components: Set<ServiceID>
  let now: Timestamp
  /// Each step's place in the order of the file.
  let places: [StepID: Int]

  /// A step's place, or nil if there is no such step.
  func place(_ step: StepID) -> Int? { places[step] }
}

/// What a rule has to say, and where.
struct Remark {
  var level: Finding.Level
  var position: Position
  var message: String
  var hint: String

  static func error(_ position: Position, _ message: String, _ hint: String) -> Remark {
    Remark(level: .error, position: position, message: message, hint: hint)
  }

  static func warning(_ position: Position, _ message: String, _ hint: String) -> Remark {
    Remark(level: .warning, position: position, message: message, hint: hint)
  }
}

/// One rule of the lint, with its code for ever.
struct Rule: Sendable {
  let code: String
  let check: @Sendable (Subject) -> [Remark]

  init(_ code: String, _ check: @escaping @Sendable (Subject) -> [Remark]) {
    self.code = code
    self.check = check
  }

  /// All rules; a new one is a file beside this and a word here.
  static let all: [Rule] = [
    .names, .sections, .people, .reviewDate, .history, .evidence, .rating, .restoreTime, .expectedText,
    .vagueText, .dangerAndRollback, .destructive, .placeholders, .hiddenDanger, .targets, .decisions, .proof,
    .sev1Limits, .pageSize, .jumpsOverCritical, .fallbackChannel, .cadence, .standingNotes, .graph,
    .breakGlass,
  ]
}

extension Duration {
  static func days(_ count: Int) -> Duration { .hours(24 * count) }
}
