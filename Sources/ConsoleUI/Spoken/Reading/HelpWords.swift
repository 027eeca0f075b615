import Cells
import ConsoleCore

extension State {
  /// What can be typed now, this screen's own first; with what can't be done now and why, where all is asked for.
  func helpWords(all: Bool) -> [SafeText] {
    let here = screen.isHelp ? trail.last?.kind ?? .services : screen.kind
    var seen: Set<Command> = []
    let rows = (keys.rows(on: here).filter { $0.screens != nil } + keys.rows).filter {
      !$0.command.isOfTheFullScreen && seen.insert($0.command).inserted
    }
    var lines: [SafeText] = [
      "status, step, steps, output: read how things are. again: says the last thing once more."
    ]
    for row in rows {
      switch availability(of: row.command) {
      case .available: lines.append("\(row.command.rawValue): \(row.spoken)")
      case .unavailable(let reason):
        if all { lines.append("\(row.command.rawValue): \(row.spoken) Not now: \(reason).") }
      }
    }
    lines.append(
      "A number selects a line. Words after a command answer its first question, as in: note the store is full."
    )
    lines.append(
      "In a question Enter keeps what stands in brackets, a minus empties it, a dot leaves, ? asks again.")
    if !all {
      lines.append("help all also tells what can't be done now, and why; help and a name, that one.")
    }
    return lines
  }

  func aboutWords(_ command: Command) -> [SafeText] {
    let explanation = keys.rows.first { $0.command == command }?.spoken ?? ""
    guard case .unavailable(let reason) = availability(of: command) else {
      return ["\(command.rawValue): \(explanation)"]
    }
    return ["\(command.rawValue): \(explanation) Not now: \(reason)."]
  }
}

extension Screen {
  fileprivate var isHelp: Bool { if case .help = self { true } else { false } }
}

extension KeyRow {
  /// The explanation, where there is neither a screen nor a clipboard.
  fileprivate var spoken: SafeText {
    switch command {
    case .copy: "Says what is selected by itself, to be copied."
    case .theme: "Chooses the colours of the full screen."
    case .help: "Tells what can be typed."
    default: explanation
    }
  }
}

extension Command {
  /// True for what means nothing where there is no full screen; it can be typed all the same.
  fileprivate var isOfTheFullScreen: Bool {
    switch self {
    case .commandLine, .repaint, .nextPane: true
    default: false
    }
  }
}
