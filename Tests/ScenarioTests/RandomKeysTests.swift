import Cells
import Comms
import ConsoleCore
import ConsoleUI
import Domain
import Support
import Testing

/// Somebody falls asleep on the keyboard.
@Suite struct RandomKeysTests {
  @Test(arguments: 1...4)
  func `no keys in any order break the screen or the record`(_ seed: Int) throws {
    var dice = Dice(seed: UInt64(seed))
    var desk = Desk()
    desk.answers = ["registry": .status(503), "ci": .waiting(30)]
    desk.pass(.minutes(3))
    desk.type("D")
    desk.press(.enter)
    for turn in 0..<900 {
      desk.press(try #require(Self.keys.randomElement(using: &dice)))
      if turn % 9 == 0 { comeToTheIncident(&desk, &dice) }
      answer(&desk, &dice)
      if turn % 7 == 0 { desk.pass(.seconds(Int.random(in: 1...20, using: &dice))) }
      if turn % 11 == 0 { resize(&desk, &dice) }
      let frame = draw(desk.state)
      #expect(frame.size == desk.state.size)
    }
    for incident in desk.state.incidents.values {
      let folded = Incident(
        id: incident.incident.id, number: incident.incident.number,
        events: desk.record.filter { $0.event.incident == incident.incident.id })
      #expect(folded == incident.incident)
    }
    #expect(Set(desk.record.map(\.event.id)).count == desk.record.count)
    #expect(desk.record.count > 20)
  }

  /// Most of what can be done is done from there.
  private func comeToTheIncident(_ desk: inout Desk, _ dice: inout Dice) {
    if case .confirmRun(let confirmation)? = desk.state.dialog, Bool.random(using: &dice) {
      desk.press(.control("u"))
      desk.type(confirmation.word ?? "")
      desk.press(.enter)
    }
    desk.press(.escape, .escape, .character("2"))
  }

  /// What was asked of the world comes back, one way or the other.
  private func answer(_ desk: inout Desk, _ dice: inout Dice) {
    let asked = desk.asked
    desk.asked = []
    for effect in asked {
      switch effect {
      case .run(let order):
        let text = ["200", "gc: stopped", "removed", "oh no"].randomElement(using: &dice) ?? ""
        let bytes = Array(text.utf8)
        desk.act(
          .commandEnded(
            run: order.run,
            CommandOutcome(
              exit: Int.random(in: 0...1, using: &dice), duration: .seconds(1), standardOutput: bytes,
              output: bytes, outputBytes: bytes.count, cancelled: Bool.random(using: &dice))))
      case .send(let delivery, _, _, _):
        let outcomes: [AttemptOutcome] = [.sent, .temporary(reason: "busy"), .refused(reason: "no")]
        desk.act(.messageEnded(delivery, outcomes.randomElement(using: &dice) ?? .sent))
      case .edit(let purpose, let text): desk.act(.edited(purpose, .success(text + "\nmore")))
      case .copy(_, let what): desk.act(.copied(what: what, fits: true))
      case .readThemes: desk.act(.themesRead([], problem: nil))
      case .copyView: desk.act(.copied(what: "the whole screen", fits: true))
      case .openShell: desk.act(.shellEnded(problem: nil))
      case .makeRoom: desk.act(.madeRoom(problem: Bool.random(using: &dice) ? nil : "it is gone"))
      case .append, .lookAtSpool, .probe, .cancel, .export, .cancelExport, .takeMouse, .loadIncident,
        .listIncidents, .search, .remember,
        .tryToCollect, .lookAround,
        .suspend, .repaint, .paint, .keepTheme, .quit:
        break
      }
    }
    desk.storeProblem = Int.random(in: 0..<40, using: &dice) == 0 ? "the disk is full" : nil
    desk.keepsBeside = Bool.random(using: &dice)
    desk.hasBallast = Bool.random(using: &dice)
  }

  private func resize(_ desk: inout Desk, _ dice: inout Dice) {
    let size = Size(
      width: Int.random(in: 0...140, using: &dice), height: Int.random(in: 0...50, using: &dice))
    desk.act(.resized(size))
  }

  private static let keys: [Key] =
    KeyRow.standard.flatMap(\.keys) + KeyRow.standard.flatMap(\.keys) + Array(repeating: .enter, count: 40)
    + (0x20..<0x7F).map { .character(Character(UnicodeScalar($0))) }
    + [
      .enter, .enter, .enter, .enter, .escape, .tab, .backTab, .up, .down, .left, .right, .home, .end,
      .backspace, .delete, .insert, .pageUp, .pageDown, .function(1), .alt("1"), .control("s"), .control("e"),
      .control("y"), .paste("prune\nrun"), .character("é"), .character("漢"), .character("👩‍🚒"),
      .mouse(Key.Mouse(kind: .wheelDown, at: Point(x: 3, y: 3))),
      .mouse(Key.Mouse(kind: .press, at: Point(x: 500, y: 500))),
    ]
}
