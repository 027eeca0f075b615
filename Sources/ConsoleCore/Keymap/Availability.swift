package import Cells
import Domain
import PlaybookEngine
import Settings

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
    case .moveUp, .moveDown, .pageUp, .pageDown, .moveFirst, .moveLast, .back, .nextPane,
      .showServices,
      .showHistory, .showPlaybooks, .declare, .changeOrder, .filter, .copy, .copyView, .mouse, .help,
      .commandLine, .theme,
      .repaint,
      .suspend, .shell,
      .quit:
      .available
    case .makeRoom:
      recording.canMakeRoom
        ? .available
        : .unavailable(because: "the record has room; this is for a full disk, while room is set aside on it")
    case .open: openAvailability
    case .showIncident, .showTimeline, .showPostmortem: needsIncident
    case .note, .changeState, .addFollowup, .editLine,
      .export:
      needsIncident
    case .pin, .correct: needsLine
    case .redact:
      !needsLine.isAvailable || selectedEntry?.canBeRedacted == true
        ? needsLine : .unavailable(because: "its text is gone already, or it is the proof that another's is")
    case .copyHead:
      recordHead == nil && needsIncident.isAvailable
        ? .unavailable(because: "nothing is on record yet") : needsIncident
    case .copyExport:
      exported.isEmpty
        ? .unavailable(because: "nothing was exported here yet; \(keys.name(of: .export)) exports")
        : .available
    case .retract:
      !needsLine.isAvailable || selectedEntry?.event.body.movesStep != true
        ? needsLine
        : .unavailable(because: "\(keys.name(of: .undo)) undoes it, with what followed from it")
    case .undo: needsOpenIncident.isAvailable ? undoAvailability : needsOpenIncident
    case .closeFollowup:
      !needsIncident.isAvailable || selectedFollowup != nil
        ? needsIncident
        : .unavailable(because: "select a follow-up first; they stand below the five lines")
    case .takeCommand:
      incident?.commander != actor.login || incident?.handoff != nil || !needsOpenIncident.isAvailable
        ? needsOpenIncident
        : .unavailable(because: "you have the command already; \(keys.name(of: .handOver)) hands it over")
    case .update, .resolve, .snooze, .changeSeverity, .attachPlaybook: needsOpenIncident
    case .handOver:
      incident?.commander == actor.login || !needsOpenIncident.isAvailable
        ? needsOpenIncident
        : .unavailable(
          because: "only the commander hands over; \(keys.name(of: .takeCommand)) takes the command")
    case .acceptHandoff:
      handoffToMe == nil ? .unavailable(because: "nobody hands over to you") : .available
    case .nextIncident:
      openIncidents.count > 1 ? .available : .unavailable(because: "there is no other open incident")
    case .completeStep:
      !needsStep.isAvailable || incidentView.pane == .playbook
        ? needsStep
        : .unavailable(
          because: "the timeline is in front; \(keys.name(of: .nextPane)) goes back to the steps")
    case .skipStep, .failStep: needsStep
    case .reopenStep:
      !needsStep.isAvailable || selectedStep?.isOpen == false
        ? needsStep : .unavailable(because: "this step is open already; there is nothing to take back")
    case .putOffStep:
      !needsStep.isAvailable || selectedStep?.step.isDeferrable == true
        ? needsStep : .unavailable(because: "this step can't be put off: do it, or skip it with a reason")
    case .runStep: runAvailability
    case .cancelRun:
      runningCommand == nil && waits.isEmpty
        ? .unavailable(because: "nothing is under way that could be stopped") : .available
    case .resend:
      undelivered.isEmpty
        ? .unavailable(because: "everything has reached its channel") : .available
    case .lastChange:
      lastChange == nil ? .unavailable(because: "nothing has changed here yet") : .available
    case .probeNow:
      selectedService == nil ? .unavailable(because: "no service is selected") : .available
    }
  }

  private var openAvailability: Availability {
    switch screen {
    case .services where selectedService == nil:
      .unavailable(because: settings.services.isEmpty ? "no services are configured" : nothingMatches)
    case .history where shownHistory.isEmpty:
      .unavailable(because: listed.isEmpty ? "no incident is on record yet" : nothingMatches)
    case .playbooks where shownPlaybooks.isEmpty:
      .unavailable(because: library.playbooks.isEmpty ? "no playbooks were found" : nothingMatches)
    case .services, .service, .incident, .timeline, .postmortem, .playbooks, .playbook, .history, .help:
      .available
    }
  }

  private var nothingMatches: SafeText {
    "nothing matches \(currentFilter); \(keys.name(of: .back)) shows all"
  }

  /// A line of the timeline; without a filter there is one as soon as there is an incident.
  private var needsLine: Availability {
    guard needsIncident.isAvailable, !timeline.filter.isEmpty, selectedEntry == nil else {
      return needsIncident
    }
    return .unavailable(because: "no line has \(timeline.filter) in it; \(keys.name(of: .back)) shows all")
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
