import Cells
import ConsoleCore
import Domain
import PlaybookEngine

/// What a line asks for where nothing is asked.
enum Order: Equatable {
  case nothing
  case reading(Reading)
  /// The line of the list in front, by its place.
  case line(Int)
  case step(Int)
  /// A command of the key table, what has to be selected for it before, and the words for its first question.
  case command(Command, [Action], rest: String)
  case unknown(SafeText)

  static func == (left: Order, right: Order) -> Bool { "\(left)" == "\(right)" }
}

extension Order {
  init(_ text: String, _ state: State) {
    let line = text.hasPrefix(":") ? String(text.dropFirst()) : text
    let first = line.prefix { !$0.isWhitespace }
    let rest = TextField(String(line.dropFirst(first.count))).trimmed
    guard !first.isEmpty else {
      self = .nothing
      return
    }
    if let number = Int(first), rest.isEmpty {
      self = .line(number, in: state)
      return
    }
    switch Self.named(first.lowercased()) {
    case .failure(let unknown): self = .unknown(unknown.words)
    case .success(.reading(let reading)): self = .reading(reading)
    case .success(.step): self = .step(rest, in: state)
    case .success(.command(.help)): self = .help(rest)
    case .success(.command(.showTimeline)) where Int(rest) != nil:
      self = .reading(.timeline(last: Int(rest) ?? 10))
    case .success(.command(let command)): self = .command(command, rest, in: state)
    }
  }

  private enum Word {
    case step
    case reading(Reading)
    case command(Command)
  }

  private struct Unknown: Error { var words: SafeText }

  /// Words that only read; everything else is a command of the key table.
  private static let words: [(String, Word)] =
    [
      ("status", .reading(.status)), ("step", .step), ("steps", .reading(.steps)),
      ("output", .reading(.output)), ("again", .reading(.again)),
    ] + Command.allCases.map { ($0.rawValue, .command($0)) }

  private static let otherNames = ["?": "help", "keys": "help", "exit": "quit", "bye": "quit"]

  /// The word that is meant: by its name, or by a beginning that no other has.
  private static func named(_ typed: String) -> Result<Word, Unknown> {
    let name = otherNames[typed] ?? typed
    if let word = words.first(where: { $0.0 == name }) { return .success(word.1) }
    let begun = words.filter { $0.0.hasPrefix(name) }
    if begun.count == 1 { return .success(begun[0].1) }
    guard begun.isEmpty else {
      return .failure(Unknown(words: "\(name) may be \(begun.map(\.0).joined(separator: ", ")): type more"))
    }
    return .failure(Unknown(words: "there is no command \(name); help tells all"))
  }

  private static func help(_ rest: String) -> Order {
    guard !rest.isEmpty, rest != "all" else { return .reading(.help(all: rest == "all")) }
    switch named(rest.lowercased()) {
    case .success(.command(let command)): return .reading(.about(command))
    case .success: return .reading(.help(all: false))
    case .failure(let unknown): return .unknown(unknown.words)
    }
  }

  private static func line(_ number: Int, in state: State) -> Order {
    let count = state.lineCount
    guard count > 0 else { return .unknown("there is no list here to choose \(number) from") }
    guard (1...count).contains(number) else {
      return .unknown("there is no line \(number); there are \(count)")
    }
    return .line(number - 1)
  }

  private static func step(_ rest: String, in state: State) -> Order {
    guard !rest.isEmpty else { return .reading(.step) }
    guard let number = Int(rest), let steps = state.run?.steps, (1...steps.count).contains(number) else {
      return .unknown("there is no step \(rest); steps reads all")
    }
    return .step(number - 1)
  }

  /// A command, with the line or the name that stands after it selected before.
  private static func command(_ command: Command, _ rest: String, in state: State) -> Order {
    guard let list = command.list else { return .command(command, [], rest: rest) }
    let first = rest.prefix { !$0.isWhitespace }
    guard !first.isEmpty else { return .command(command, [], rest: "") }
    var there = state
    let isHere = list.contains(state.screen)
    if !isHere { there.screen = list[0] }
    let isNumber = Int(first) != nil
    guard let index = Int(first).map({ $0 - 1 }) ?? there.place(of: rest),
      (0..<there.lineCount).contains(index)
    else { return .unknown("there is no \(rest) to \(command.rawValue) here; there are \(there.lineCount)") }
    let show: [Action] = isHere ? [] : list[0].command.map { [.commandNamed($0)] } ?? []
    // A second press on a line opens it, which was not asked for.
    let select: [Action] = there.selectedPlace == index ? [] : [.pointed(.line(index))]
    let left = isNumber ? TextField(String(rest.dropFirst(first.count))).trimmed : ""
    return .command(command, show + select, rest: left)
  }
}

extension Command {
  /// What is read aloud once it is done; nil where its dialog or its event speaks.
  var reading: Reading? {
    switch self {
    case .moveUp, .moveDown, .pageUp, .pageDown, .moveFirst, .moveLast, .lastChange, .nextPane: .selection
    case .open, .back, .showServices, .showIncident, .showTimeline, .showPostmortem, .showPlaybooks,
      .showHistory, .nextIncident, .changeOrder:
      .screen
    case .declare, .note, .update, .changeState, .changeSeverity, .takeCommand, .handOver, .acceptHandoff,
      .resolve, .completeStep, .runStep, .cancelRun, .skipStep, .failStep, .reopenStep, .undo, .putOffStep,
      .attachPlaybook, .pin, .correct, .retract, .redact, .editLine, .addFollowup, .closeFollowup, .export,
      .probeNow,
      .filter, .copy, .copyView, .copyHead, .copyExport, .mouse, .shell, .snooze, .resend, .makeRoom, .help,
      .commandLine, .theme, .repaint, .suspend, .quit:
      nil
    }
  }

  /// The lists whose line a number after the command selects, the usual one first; nil where it takes none.
  fileprivate var list: [Screen]? {
    switch self {
    case .open: [.services, .history, .playbooks]
    case .probeNow: [.services]
    case .pin, .correct, .retract, .redact: [.timeline]
    case .editLine, .closeFollowup: [.postmortem]
    default: nil
    }
  }
}

extension Screen {
  /// The command that shows the screen.
  fileprivate var command: Command? {
    switch self {
    case .services: .showServices
    case .timeline: .showTimeline
    case .postmortem: .showPostmortem
    case .history: .showHistory
    case .playbooks: .showPlaybooks
    case .incident: .showIncident
    case .service, .playbook, .help: nil
    }
  }
}

extension State {
  /// Lines of the list in front.
  fileprivate var lineCount: Int {
    switch screen {
    case .services: shownServices.count
    case .incident: run?.steps.count ?? 0
    case .timeline: shownTimeline.count
    case .postmortem: postmortemRowCount
    case .history: shownHistory.count
    case .playbooks: shownPlaybooks.count
    case .service, .playbook, .help: 0
    }
  }

  /// The place of the selected line in the list in front.
  fileprivate var selectedPlace: Int? {
    switch screen {
    case .services: shownServices.firstIndex { $0.id == selectedService }
    case .incident: run?.steps.firstIndex { $0.id == selectedStep?.id }
    case .timeline: shownTimeline.firstIndex { $0.id == selectedEntry?.id }
    case .postmortem: postmortem.selection
    case .history: history.selection
    case .playbooks: playbooks.selection
    case .service, .playbook, .help: nil
    }
  }

  /// The line of the list in front that goes by a name.
  fileprivate func place(of name: String) -> Int? {
    let wanted = name.lowercased()
    let names: [String] =
      switch screen {
      case .services: shownServices.map { $0.id.rawValue }
      case .history: shownHistory.map { "inc-\($0.number)" }
      case .playbooks: shownPlaybooks.map { $0.id.rawValue }
      case .incident, .timeline, .postmortem, .service, .playbook, .help: []
      }
    let lowered = names.map { $0.lowercased() }
    return lowered.firstIndex(of: wanted) ?? lowered.firstIndex { $0.hasPrefix(wanted) }
  }
}
