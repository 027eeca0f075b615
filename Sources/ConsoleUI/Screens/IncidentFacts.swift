import Cells
import ConsoleCore
import Domain
import PlaybookEngine

extension Frame {
  /// What is known of the incident beside its title, for where there is room.
  func incidentFactLines(_ incident: Incident, _ state: State, width: Int) -> [StyledText] {
    var facts: [(SafeText, SafeText)] = [("impact", impactText(incident, state))]
    if let declared = incident.declaredAt {
      facts.append(("declared", "\(declared.whenText(seenAt: state.now)) UTC"))
    }
    facts.append(
      (
        "services",
        incident.services.map { id -> SafeText in
          guard let status = state.board.status(of: id) else { return "\(id)" }
          return "\(id) \(status.state.glyph) \(status.state.label)"
        }.joined(separator: ", ")
      ))
    facts.append(
      (
        "roles",
        incident.roles.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.label) \($0.value)" }
          .joined(separator: ", ")
      ))
    facts.append(("updates", updatesText(incident, state)))
    if let restoreBy = state.run?.restoreBy(incident), incident.mitigatedAt == nil, incident.isOpen {
      facts.append(("restore", "must begin by \(restoreBy.minuteText) UTC"))
    }
    return facts.filter { !$0.1.isEmpty }.flatMap { name, text in
      labelled(name, text, labelWidth: 10, width: width)
    }
  }

  private func impactText(_ incident: Incident, _ state: State) -> SafeText {
    guard let start = incident.impactStartedAt else { return "start not recorded" }
    let end = incident.impactEndedAt.map { " to \($0.whenText(seenAt: state.now))" } ?? ""
    let basis = incident.impactBasis.map { " (\($0))" } ?? ""
    return "from \(start.whenText(seenAt: state.now))\(end) UTC\(basis)"
  }

  private func updatesText(_ incident: Incident, _ state: State) -> SafeText {
    guard let last = incident.lastUpdate else { return "none written yet" }
    var text: SafeText = "\(incident.updates.count) written, the last at \(last.draftedAt.minuteText) UTC"
    let failed = last.deliveries.filter { if case .failed = $0.value { true } else { false } }.map(\.key)
    if !failed.isEmpty { text += "; NOT SENT on \(failed.sorted().joined(separator: ", "))" }
    return text
  }
}

extension ResponderRole {
  fileprivate var label: SafeText {
    switch self {
    case .commander: "IC"
    case .operations, .communications, .scribe, .security, .observer: "\(rawValue)"
    }
  }
}
