import Cells
import ConsoleCore
import Domain
import Support
import Testing

@Suite struct RecordAlarmTests {
  private static func alarmed() -> State {
    var state = Desk().state
    let seen = ChainHead(
      database: UniqueID(high: 1, low: 1), incident: nil, number: 42, hash: [UInt8](repeating: 1, count: 32))
    state.alarm = RecordAlarm(
      alarm: WitnessAlarm(seen: seen, found: nil, lastNumber: 38, incidents: []), database: "/var/sitrep.db",
      witness: "/home/ana/witness")
    return state
  }

  private func press(_ keys: Key..., in state: inout State) {
    for key in keys { _ = update(&state, .keyPressed(key), at: state.now) }
  }

  @Test func `nothing but Enter goes past the alarm`() {
    var state = Self.alarmed()
    press(.character("D"), .escape, .character("q"), .down, .character(":"), in: &state)
    _ = update(&state, .pointed(.line(0)), at: state.now)
    #expect(state.isAlarmUp && state.dialog == nil)
    press(.enter, in: &state)
    #expect(!state.isAlarmUp && state.alarm?.isRead == true)
  }

  @Test func `once it was read everything works as always`() {
    var state = Self.alarmed()
    press(.enter, .character("D"), in: &state)
    guard case .declare = state.dialog else {
      Issue.record("the declaration did not open")
      return
    }
  }

  @Test func `an interrupt is not swallowed by it`() {
    var state = Self.alarmed()
    _ = update(&state, .interrupted, at: state.now)
    #expect(update(&state, .interrupted, at: state.now) == [.quit])
  }
}
