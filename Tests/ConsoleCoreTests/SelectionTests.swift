import Cells
import ConsoleCore
import Domain
import Support
import Testing

/// What is told below the table is that of the selected service, but for a key that is held down.
@Suite struct SelectionTests {
  @Test func `a single key brings what is told of the next service at once`() {
    var state = onServices()
    let start = state.now
    press(&state, at: start)
    press(&state, at: start + .milliseconds(500))
    #expect(state.services.held == nil)
    #expect(state.services.restsAt == nil)
  }

  @Test func `with a key held down what is told stays, and comes when the selection rests`() throws {
    var state = onServices()
    let start = state.now
    press(&state, at: start)
    let first = state.selectedService
    for time in [30, 60] { press(&state, at: start + .milliseconds(time)) }
    #expect(state.services.held == first)
    #expect(state.selectedService != first)
    let rest = try #require(state.services.restsAt)
    #expect(rest == start + .milliseconds(180))
    _ = update(&state, .rested, at: rest)
    #expect(state.services.held == nil)
    #expect(state.services.restsAt == nil)
  }

  @Test func `keys that come all at once bring what is told with them`() {
    var state = onServices()
    let start = state.now
    for time in [0, 0, 1, 1, 2] { press(&state, at: start + .milliseconds(time)) }
    #expect(state.services.held == nil)
    #expect(state.services.restsAt == nil)
  }

  @Test func `the selection does not run on where the clock was set back`() {
    var state = onServices()
    let start = state.now
    for time in [0, 30] { press(&state, at: start + .milliseconds(time)) }
    _ = update(&state, .clockJumped(by: .hours(-2)), at: start - .hours(2))
    #expect(state.services.restsAt == nil)
  }

  private func onServices() -> State {
    var desk = Desk.declaredNight()
    desk.type("1")
    return desk.state
  }

  private func press(_ state: inout State, at time: Timestamp) {
    _ = update(&state, .keyPressed(.down), at: time)
  }
}
