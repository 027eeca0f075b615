import ConsoleCore
import Domain
import PlaybookEngine
import Settings
import Testing

extension State {
  /// The same night with texts that are long, begin with « and end with ».
  func marked() throws -> State {
    var state = self
    for index in state.settings.services.indices {
      state.settings.services[index].title.mark()
      let explain = state.settings.services[index].explain
      state.settings.services[index].explain = Explanation(
        symptom: explain.symptom.map(\.marked), cause: explain.cause.map(\.marked),
        firstStep: explain.firstStep.map(\.marked))
    }
    state.board.replaceServices(state.settings.services, components: state.settings.components)
    let source = NightPlaybook.text.markedTitles
    let playbook = try #require(readPlaybook(source, file: "playbook.yaml").playbook)
    state.library = PlaybookLibrary(playbooks: [playbook])
    for index in state.listed.indices { state.listed[index].title.mark() }
    for (id, opened) in state.incidents {
      let events = opened.events.map { recorded in
        var recorded = recorded
        recorded.event.body.mark(playbook: source)
        return recorded
      }
      state.incidents[id] = OpenedIncident(id: id, number: opened.incident.number, events: events)
    }
    return state
  }
}

extension String {
  fileprivate var marked: String { "«\(self), and then some more words, as people write them in a hurry»" }

  fileprivate mutating func mark() { self = marked }

  /// A playbook's text whose titles are marked.
  fileprivate var markedTitles: String {
    replacing(/title: (?:"([^"]*)"|([^,}\n]*))/) { match in
      "title: \"\(String(match.1 ?? match.2 ?? "").marked)\""
    }
  }
}

extension EventBody {
  fileprivate mutating func mark(playbook source: String) {
    switch self {
    case .declared(var body):
      body.title.mark()
      self = .declared(body)
    case .note(var body):
      body.text.mark()
      self = .note(body)
    case .step(var body):
      body.title.mark()
      self = .step(body)
    case .playbookStarted(var body):
      body.source = source
      self = .playbookStarted(body)
    default: break
    }
  }
}
