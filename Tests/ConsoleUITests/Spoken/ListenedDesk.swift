import Cells
import ConsoleCore
import ConsoleUI
import Domain
import Support

/// A desk that is used by lines, with everything that is said at it.
struct ListenedDesk {
  var desk: Desk
  private var conversation = Conversation()
  private var told: State
  /// What was said to the last line or in the last while.
  private(set) var said: [String] = []

  init(_ desk: Desk = Desk()) {
    self.desk = desk
    self.desk.isListenedTo()
    told = self.desk.state
  }

  /// The registry refuses pushes and builds pile up behind it; it is 03:05.
  static func brokenNight() -> ListenedDesk {
    var desk = Desk()
    desk.answers = ["registry": .status(503, "no space left"), "ci": .waiting(30)]
    desk.pass(until: "03:05:00")
    return ListenedDesk(desk)
  }

  /// The same night, declared as it was proposed.
  static func declaredNight() -> ListenedDesk {
    var night = brokenNight()
    night.type("declare", "")
    return night
  }

  var state: State { desk.state }
  var question: [String] {
    var talk = conversation
    return talk.question(in: state)?.lines.map(\.string) ?? []
  }

  /// Types lines, each with Enter.
  mutating func type(_ lines: String...) {
    for line in lines { type(line: line) }
  }

  private mutating func type(line: String) {
    said = []
    var desk = desk
    let reply = conversation.hear(
      line, look: { desk.state },
      act: { actions in
        for action in actions { desk.act(action) }
      })
    self.desk = desk
    said = news() + reply.lines.map(\.string)
    if let reading = reply.reading { said += state.words(of: reading).map(\.string) }
    said += question
  }

  /// Something happens in the world.
  mutating func act(_ action: Action) {
    desk.act(action)
    said = news()
  }

  /// Time passes, a second at a time, and everything is said as it comes.
  mutating func pass(_ duration: Duration) {
    var all: [String] = []
    let end = desk.now + duration
    while desk.now < end {
      desk.pass(.seconds(1))
      all += news()
    }
    said = all
  }

  /// Says what the other console did.
  mutating func follow(_ other: Desk) {
    desk.follow(other)
    said = news()
  }

  private mutating func news() -> [String] {
    defer { told = desk.state }
    return announcements(from: told, to: desk.state).map(\.string)
  }
}
