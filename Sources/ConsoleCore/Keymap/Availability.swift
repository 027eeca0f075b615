package import Cells
import Domain
import PlaybookEngine

/// Whether a command can be taken now, and why not.
package enum Availability: Sendable, Equatable {
  case available
  case unavailable(because: SafeText)

  package var isAvailable: Bool { self == .available }
}

extension State {
  /// Whether `command` can be taken on the screen that is shown.
  package func availability(of command: Command) -> Availability {
    switch command {
    case .moveUp, .moveDown, .pageUp, .pageDown, .moveFirst, .moveLast, .open, .back, .nextPane,
      .showServices,
      .showHistory, .showPlaybooks, .declare, .changeOrder, .filter, .copy, .help, .commandLine, .theme,
      .repaint,
      .suspend,
      .quit:
      .available
    case .showIncident, .showTimeline, .showPostmortem: needsIncident
    case .note, .changeState, .addFollowup, .editLine,
      .export, .pin,
      .correct, .retract, .closeFollowup:
      needsIncident
    case .update, .resolve, .snooze, .takeCommand, .changeSeverity, .attachPlaybook: needsOpenIncident
    case .handOver:
      incident?.commander == actor.login || !needsOpenIncident.isAvailable
        ? needsOpenIncident
        : .unavailable(
          because: "only the commander hands over; \(keys.name(of: .takeCommand)) takes the command")
    case .acceptHandoff:
      handoffToMe == nil ? .unavailable(because: "nobody hands over to you") : .available
    case .nextIncident:
      openIncidents.count > 1 ? .available : .unavailable(because: "there is no other open incident")
    case .completeStep, .skipStep, .failStep, .reopenStep: needsStep
    case .putOffStep:
      !needsStep.isAvailable || selectedStep?.step.isDeferrable == true
        ? needsStep : .unavailable(because: "this step can't be put off: do it, or skip it with a reason")
    case .runStep: runAvailability
    case .cancelRun:
      runningCommand == nil ? .unavailable(because: "no command is running") : .available
    case .resend:
      undelivered.isEmpty
        ? .unavailable(because: "everything has reached its channel") : .available
    case .probeNow:
      selectedService == nil ? .unavailable(because: "no service is selected") : .available
    }
  }

  private var needsIncident: Availability {
    focus == nil
      ? .unavailable(because: "no incident is open; \(keys.name(of: .declare)) declares one") : .available
  }

  private var needsOpenIncident: Availability {
    guard let incident else { return needsIncident }
    return incident.isOpen
      ? .available
      : .unavailable(because: "\(incident.name) is resolved; \(keys.name(of: .changeState)) reopens it")
  }

  private var needsStep: Availability {
    guard needsOpenIncident.isAvailable else { return needsOpenIncident }
    return selectedStep == nil
      ? .unavailable(because: "no playbook is running; \(keys.name(of: .attachPlaybook)) starts one")
      : .available
  }

  private var runAvailability: Availability {
    guard needsStep.isAvailable, let step = selectedStep else { return needsStep }
    if case .failure(let refusal) = command(of: step.id) {
      return .unavailable(because: "\(refusal.words)")
    }
    return runningCommand == nil
      ? .available : .unavailable(because: "a command is running; \(keys.name(of: .cancelRun)) stops it")
  }
}
