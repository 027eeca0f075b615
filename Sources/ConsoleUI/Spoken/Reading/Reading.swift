package import Cells
package import ConsoleCore
import Domain

/// Something that can be read aloud at any moment.
package enum Reading: Sendable, Equatable {
  /// How things are: the worst first.
  case status
  /// The screen that one is on, as its list or text.
  case screen
  /// The line that is selected.
  case selection
  case step
  case steps
  /// That many of the newest lines of the timeline.
  case timeline(last: Int)
  /// The end of what the step's command printed.
  case output
  /// What can be typed; with what can't be done now where all is asked for.
  case help(all: Bool)
  /// What was said last; whoever says it remembers it.
  case again
  case about(Command)
}

extension State {
  /// The words of a reading, in the order in which they are listened to.
  package func words(of reading: Reading) -> [SafeText] {
    switch reading {
    case .status: statusWords
    case .screen: screenWords
    case .selection: selectionWords
    case .step: selectedStep.map { stepWords($0, isAsked: true) } ?? ["no playbook is running"]
    case .steps: stepsWords
    case .timeline(let count): timelineWords(last: max(1, count))
    case .output: outputWords
    case .help(let all): helpWords(all: all)
    case .again: []
    case .about(let command): aboutWords(command)
    }
  }

  /// The first lines of a console that is used by lines.
  package var greeting: [SafeText] {
    let mark: SafeText = place.watermark.map { "\($0). " } ?? ""
    return [
      "\(mark)sitrep \(place.name), by lines: type a command and Enter; help tells which, quit leaves."
    ] + alarmWords + statusLines + (tour == nil ? [] : ["The tour says what to type next; a dot leaves it."])
  }

  private var alarmWords: [SafeText] {
    guard let alarm else { return [] }
    return [
      "RECORD IN DOUBT. \(alarm.alarm.words)",
      "sitrep verify --db \(alarm.database) says where; everything here goes on as always",
    ]
  }

  private var screenWords: [SafeText] {
    switch screen {
    case .services: servicesWords
    case .service(let id): serviceWords(id)
    case .incident: incidentWords
    case .timeline: timelineWords()
    case .postmortem: postmortemWords
    case .playbooks: playbooksWords
    case .playbook(let id): playbookWords(id)
    case .history: historyWords
    case .help: helpWords(all: false)
    }
  }

  private var selectionWords: [SafeText] {
    switch screen {
    case .services: selectedService.map { [serviceLine($0)] } ?? ["nothing is selected"]
    case .incident where incidentView.pane == .playbook && run != nil: words(of: .step)
    case .incident, .timeline: selectedEntry.map { entryWords($0) } ?? ["nothing here yet"]
    case .postmortem: postmortemLines(only: postmortem.selection)
    case .history: historyLines(only: history.selection)
    case .playbooks: playbookLines(only: playbooks.selection)
    case .service, .playbook, .help: ["all of it has been read; again reads it once more"]
    }
  }
}

/// A number of things, as in `1 service` and `4 services`.
func counted(_ count: Int, _ thing: SafeText) -> SafeText { "\(count) \(thing)\(count == 1 ? "" : "s")" }
