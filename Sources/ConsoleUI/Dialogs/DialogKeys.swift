import Cells
import ConsoleCore

extension Dialog {
  /// The keys of a dialog for the footer.
  var keys: [(SafeText, SafeText)] {
    switch self {
    case .declare(let form): [("Enter", "declare")] + form.focus.keys + [("Tab", "next"), ("Esc", "leave")]
    case .prompt(let prompt):
      [("Enter", prompt.active + 1 < prompt.fields.count ? "next" : "save")]
        + (prompt.fields.count > 1 ? [("Tab", "next field")] : [])
        + (prompt.purpose.isLongText ? [("Ctrl-E", "editor")] : [])
        + [("Esc", prompt.fields.count == 1 ? "leave, text is kept" : "leave")]
    case .confirmRun(let run):
      [("Enter", run.word == nil ? "run" : "run, after the word")]
        + (run.approval == nil ? [] : [("Tab", "next field")]) + [("Ctrl-Y", "copy"), ("Esc", "leave")]
    case .choice(let choice):
      [("Enter", "take"), ("1-\(min(9, choice.options.count))", "select"), ("Esc", "leave")]
    case .confirm: [("Enter", "yes"), ("Esc", "no")]
    case .update:
      [
        ("Ctrl-S", "send"), ("Tab", "next"), ("Alt-1", "channel"), ("Ctrl-E", "editor"), ("Ctrl-Y", "copy"),
        ("Esc", "keep it"),
      ]
    case .filter: [("Enter", "keep"), ("Esc", "show all")]
    case .commandLine: [("Enter", "take"), ("Tab", "complete"), ("Up", "earlier"), ("Esc", "leave")]
    case .firstHints: [("Esc", "close")]
    }
  }
}

extension Prompt {
  var title: SafeText {
    switch purpose {
    case .note: "Note"
    case .complete, .override: "Step done"
    case .putOff: "Put the step off"
    case .skip: "Skip the step"
    case .fail: "Step failed"
    case .decide: "Decision"
    case .snooze: "Put the update off"
    case .lowerSeverity: "Lower the severity"
    case .correct: "Correct a line"
    case .retract: "Take a line back"
    case .redact: "Take a text out for good"
    case .postmortem: "Postmortem"
    case .followup: "Follow-up"
    case .handOver: "Hand the command over"
    case .variables: "Before the playbook starts"
    }
  }
}

extension Declaration.Focus {
  /// The keys of the line that the keys are for.
  fileprivate var keys: [(SafeText, SafeText)] {
    switch self {
    case .severity: [("1 2 3", "severity"), ("a-i", "tick")]
    case .title: [("type", "what is broken")]
    case .impact: [("Space", "take or leave")]
    case .playbook: [("Left Right", "another")]
    }
  }
}
