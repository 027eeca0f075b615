import Cells

extension State {
  /// Takes a command by its name; one of another screen is taken there.
  mutating func take(named command: Command) -> [Effect] {
    guard dialog == nil else { return [] }
    if case .unavailable(let reason) = availability(of: command) {
      hint(reason)
      return []
    }
    let rows = keys.rows.filter { $0.command == command }
    let isHere = rows.contains { $0.screens?.contains(screen.kind) ?? true }
    guard !isHere, let there = rows.first?.screens?.lazy.compactMap(\.screen).first else {
      return perform(command)
    }
    return show(there) + perform(command)
  }
}

extension ScreenKind {
  /// The screen, where it is one without more being said.
  fileprivate var screen: Screen? {
    switch self {
    case .services: .services
    case .incident: .incident
    case .timeline: .timeline
    case .postmortem: .postmortem
    case .playbooks: .playbooks
    case .history: .history
    case .service, .playbook, .help: nil
    }
  }
}
