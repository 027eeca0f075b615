package import Cells
import Domain
import PlaybookEngine

extension State {
  /// What others are told of this console; the number of its process is the store's to say.
  var presence: ConsolePresence {
    ConsolePresence(
      login: actor.login, host: actor.host, process: 0, since: openedAt, lookingAt: "\(whereabouts.string)")
  }

  /// What is on the screen, in few words.
  private var whereabouts: SafeText {
    switch screen {
    case .services: "services"
    case .service(let id): "\(id)"
    case .incident: incidentAndStep
    case .timeline: incident.map { "\($0.name), timeline" } ?? "timeline"
    case .postmortem: incident.map { "\($0.name), postmortem" } ?? "postmortem"
    case .playbooks: "playbooks"
    case .playbook(let id): "playbook \(id)"
    case .history: "history"
    case .help: "help"
    }
  }

  private var incidentAndStep: SafeText {
    guard let incident else { return "incident" }
    guard let run, let selected = selectedStep,
      let place = run.steps.firstIndex(where: { $0.id == selected.id })
    else { return "\(incident.name)" }
    return "\(incident.name), step \(place + 1)"
  }

  /// The others in a line, as in `with raj (INC-1, step 4), li (services)`; nil where nobody else is here.
  package var company: SafeText? {
    guard let first = others.first else { return nil }
    let shown: SafeText = "with \(first.login) (\(first.lookingAt))"
    return others.count == 1 ? shown : "\(shown) +\(others.count - 1)"
  }
}
