package import Cells
package import Clients
package import ConsoleCore
package import Domain
import PlaybookEngine
package import Settings

extension StoreOpening {
  /// What a console begins with: the services as they were seen last, and the worst open incident in front.
  package func state(
    at place: Place, actor: Actor, settings: Configuration, size: Size, surroundings: Surroundings
  ) -> State {
    var board = HealthBoard(services: settings.services, components: settings.components)
    board.restore(known)
    var state = State(
      place: place, actor: actor, now: surroundings.now(), size: size, settings: settings,
      library: PlaybookLibrary(), board: board, seed: surroundings.random())
    for record in openIncidents {
      state.incidents[record.id] = OpenedIncident(
        id: record.id, number: record.number, home: record.home, events: record.events,
        missing: record.missing)
    }
    state.focus = state.openIncidents.first?.id
    if state.focus != nil {
      state.screen = .incident
      state.trail = [.services]
    }
    return state
  }
}
