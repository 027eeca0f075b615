import Domain

extension State {
  /// The line of the list in front that changed last, among those that are shown.
  var lastChange: Selected? {
    switch screen {
    case .services:
      shownServices.compactMap { ranked in
        board.status(of: ranked.id)?.since.map { (id: ranked.id, since: $0) }
      }.max { $0.since < $1.since }.map { .service($0.id) }
    case .timeline: shownTimeline.last { $0.event.body.isChange }.map { .line($0.id) }
    case .service, .incident, .postmortem, .playbooks, .playbook, .history, .help: nil
    }
  }

  enum Selected: Equatable {
    case service(ServiceID)
    case line(EventID)
  }

  mutating func selectLastChange() -> [Effect] {
    switch lastChange {
    case .service(let id)?: services.selection = id
    case .line(let id)?: timeline.selection = id
    case nil: break
    }
    return []
  }
}

extension EventBody {
  /// True for what moves a service or the incident itself, as opposed to what people say and do about it.
  fileprivate var isChange: Bool {
    switch self {
    case .serviceChanged, .stateSet, .severitySet: true
    default: false
    }
  }
}
