/// What becomes of what a command does: nothing that a key does is both past mending and unasked.
package enum Consequence: Sendable, Equatable {
  /// Nothing goes on record and nothing leaves the console.
  case nothing
  /// It shows what it will do and waits for a yes, a choice or a form.
  case asked
  /// It is done at once, and this command takes it back.
  case undone(by: Command)
  /// It only adds: a line, a file.
  case addition
}

extension Command {
  /// What becomes of what the command does, for people and for the test that holds it to its word.
  package var consequence: Consequence {
    switch self {
    case .moveUp, .moveDown, .pageUp, .pageDown, .moveFirst, .moveLast, .open, .back, .nextPane,
      .showServices, .showIncident, .showTimeline, .showPostmortem, .showPlaybooks, .showHistory,
      .nextIncident, .probeNow, .changeOrder, .lastChange, .filter, .copy, .copyView, .copyHead, .copyExport,
      .mouse, .help, .commandLine, .repaint,
      .suspend, .shell:
      .nothing
    // It asks where something would be lost by it.
    case .quit: .nothing
    case .declare, .update, .changeState, .changeSeverity, .handOver, .acceptHandoff, .resolve, .runStep,
      .attachPlaybook, .snooze, .resend, .undo, .redact, .theme, .makeRoom:
      .asked
    case .takeCommand: .undone(by: .retract)
    case .completeStep, .skipStep, .failStep, .putOffStep, .reopenStep: .undone(by: .undo)
    // What was stopped can be run again; to ask first would let a wrong command go on.
    case .cancelRun: .undone(by: .runStep)
    case .pin: .undone(by: .pin)
    case .correct: .undone(by: .correct)
    case .retract: .undone(by: .undo)
    case .editLine: .undone(by: .editLine)
    case .closeFollowup: .undone(by: .closeFollowup)
    case .note, .addFollowup, .export: .addition
    }
  }
}
