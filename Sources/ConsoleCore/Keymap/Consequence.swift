/// What becomes of what a command does: nothing that a key does is both past mending and unasked.
package enum Consequence: Sendable, Equatable {
  /// Nothing goes on record and nothing leaves the console.
  case nothing
  /// It shows what it will do and waits for a yes or a choice.
  case asked
  /// It opens a form; what stands in it counts once it is sent or saved.
  case form
  /// It is done at once, or after a reason, and this command takes it back.
  case undone(by: Command)
  /// It ends what is under way, which can be begun again.
  case stopped
  /// It only adds: a file.
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
    case .changeState, .changeSeverity, .acceptHandoff, .resolve, .runStep, .attachPlaybook, .resend, .undo,
      .redact, .makeRoom:
      .asked
    case .declare, .note, .update, .handOver, .snooze, .correct, .editLine, .addFollowup, .theme: .form
    case .takeCommand: .undone(by: .retract)
    case .completeStep, .skipStep, .failStep, .putOffStep, .reopenStep, .retract: .undone(by: .undo)
    case .pin, .closeFollowup: .undone(by: self)
    // To ask first would let a wrong command go on.
    case .cancelRun: .stopped
    case .export: .addition
    }
  }
}
