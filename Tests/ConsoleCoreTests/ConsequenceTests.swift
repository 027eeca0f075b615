import Cells
import ConsoleCore
import Domain
import PlaybookEngine
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
      case .nothing, .asked, .form: #expect(!wrote, "\(command) on \(screen) asks nothing and writes")
      case .undone(by: .undo) where desk.record.count > before:
        desk.type("u")
        #expect(desk.confirmation != nil, "\(command) on \(screen) is not undone by u")
      case .undone(let remedy):
        #expect(KeyTable.standard.rows.contains { $0.command == remedy })
      case .stopped: #expect(desk.record.count == before, "\(command) on \(screen) writes")
      case .addition: break
      }
    }
  }

  /// What is typed before a command, for it, and for what takes it back; `/` is Enter.
  private static let ways: [(Command, before: String, does: String, takesBack: String)] = [
    (.completeStep, "", "/", "u/"),
    (.skipStep, "", "snobody has the key/", "u/"),
    (.failStep, "", "fit hangs/", "u/"),
    (.putOffStep, "", "draj//", "u/"),
    (.reopenStep, "/k", "U", "u/"),
    (.takeCommand, "", "I/", "3Gxnot asked for/"),
    (.pin, "nthe disk/3G", "*", "*"),
    (.retract, "nthe disk/3G", "xwrong host/", "u/"),
    (.closeFollowup, "4aask the vendor/raj/+5d//G", "d", "d"),
  ]

  @Test(arguments: ways.indices)
  func `what a command is said to be taken back by takes it back`(_ index: Int) throws {
    let (command, first, does, takesBack) = Self.ways[index]
    var desk = Desk.declaredNight()
    desk.types(first)
    if command == .takeCommand { desk = givenAway(desk) }
    desk.pass(.seconds(1))
    let before = Facts(desk)
    desk.types(does)
    desk.pass(.seconds(1))
    #expect(Facts(desk) != before, "\(command) did nothing: \(desk.says)")
    desk.types(takesBack)
    desk.pass(.seconds(1))
    #expect(Facts(desk) == before, "\(command): \(desk.says)")
  }

  @Test func `every command that is said to be taken back is held to it`() {
    let said = Command.allCases.filter { if case .undone = $0.consequence { true } else { false } }
    #expect(Set(said) == Set(Self.ways.map(\.0)))
  }

  /// Somebody else has the command.
  private func givenAway(_ desk: Desk) -> Desk {
    var (ana, raj) = (desk, Desk(login: "raj", at: "03:04:00", mayCollect: false))
    raj.follow(ana)
    raj.types("2I/")
    ana.follow(raj)
    return ana
  }

  /// What there is of an incident besides the lines that tell how it came to be.
  private struct Facts: Equatable {
    var commander: String?
    var steps: [StepState]
    var followups: [String]
    var pinned: [String]
    var struck: [String]

    init(_ desk: Desk) {
      commander = desk.incident?.commander
      steps = desk.run?.steps.map(\.state) ?? []
      followups = desk.incident?.followups.map { "\($0.text) \($0.isClosed)" } ?? []
      pinned = desk.incident?.timeline.filter { $0.isPinned && !$0.isRetracted }.map(\.text) ?? []
      struck = desk.incident?.timeline.filter { $0.isRetracted && $0.text == "the disk" }.map(\.text) ?? []
    }
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

extension Desk {
  /// Types a text in which `/` is Enter.
  fileprivate mutating func types(_ text: String) {
    for character in text { press(character == "/" ? .enter : .character(character)) }
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
