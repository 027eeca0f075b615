import Cells
import ConsoleCore
import Domain
import Support
import Testing

/// No key's effect is both past mending and unasked.
@Suite struct ConsequenceTests {
  /// The night on each screen that has keys of its own, with a step done and a follow-up written.
  private static let desks: [ScreenKind: Desk] = {
    var desk = Desk.declaredNight()
    desk.press(.enter)
    desk.type("4aask the vendor")
    desk.press(.enter)
    desk.type("raj")
    desk.press(.enter)
    desk.type("+5d")
    desk.press(.enter, .enter, .end)
    desk.pass(.seconds(1))
    let keys: [ScreenKind: String] = [
      .services: "1", .incident: "2", .timeline: "3", .postmortem: "4", .history: "5", .playbooks: "6",
      .help: "?",
    ]
    return keys.mapValues { key in
      var there = desk
      there.type(key)
      there.asked = []
      return there
    }
  }()

  private static let rows = KeyTable.standard.rows.flatMap { row in
    desks.keys.filter { row.screens?.contains($0) ?? true }.map { (row.command, row.keys[0], $0) }
  }

  @Test(arguments: Command.allCases)
  func `a command does what its class says`(_ command: Command) throws {
    for (_, key, screen) in Self.rows.filter({ $0.0 == command }) {
      var desk = try #require(Self.desks[screen])
      let before = desk.record.count
      desk.press(key)
      let wrote = desk.record.count > before || desk.asked.contains(where: \.leavesTheConsole)
      switch command.consequence {
      case .nothing, .asked: #expect(!wrote, "\(command) on \(screen) asks nothing and writes")
      case .undone(by: .undo) where desk.record.count > before:
        desk.type("u")
        #expect(desk.confirmation != nil, "\(command) on \(screen) is not undone by u")
      case .undone(let remedy):
        #expect(KeyTable.standard.rows.contains { $0.command == remedy })
      case .addition: break
      }
    }
  }

  @Test func `a key that works at once works both ways`() throws {
    var desk = try #require(Self.desks[.postmortem])
    desk.press(.end)
    desk.type("d")
    #expect(desk.incident?.followups.first?.isClosed == true)
    desk.type("d")
    #expect(desk.incident?.followups.first?.isClosed == false)
  }

  @Test func `the command is taken from somebody only after a yes, and given back by striking the line`()
    throws
  {
    var ana = Desk.declaredNight()
    var raj = Desk(login: "raj", at: "03:06:00", mayCollect: false)
    raj.follow(ana)
    raj.type("2I")
    #expect(raj.confirmation?.question.string == "ana has the command of INC-1. Take it over?")
    raj.type("n")
    #expect(raj.incident?.commander == "ana")
    raj.type("Iy")
    #expect(raj.incident?.commander == "raj")
    raj.type("3xnot asked for")
    raj.press(.enter)
    #expect(raj.incident?.commander == "ana")
    ana.follow(raj)
    ana.type("I")
    #expect(ana.says == "you have the command already; H hands it over")
  }
}

extension Effect {
  /// True for what a later key can't call back.
  fileprivate var leavesTheConsole: Bool {
    switch self {
    case .run, .cancel, .send, .export: true
    default: false
    }
  }
}
