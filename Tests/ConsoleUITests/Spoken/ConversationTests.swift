import Cells
import Comms
import ConsoleCore
import ConsoleUI
import Domain
import Support
import Testing

/// What a line means: a command by its name, or the answer to what is asked.
@Suite struct ConversationTests {
  /// Each screen and dialog of the goldens, as somebody has it in front who presses keys.
  @Test(arguments: Scene.all)
  func `whatever the full screen can do here is done by typing its name`(_ scene: Scene) throws {
    let state = try scene.state(Size(width: 120, height: 40))
    // The tour takes Esc for itself; nobody takes it by lines. The alarm is said there and hides nothing.
    guard state.dialog == nil, state.tour == nil, !state.isAlarmUp else { return }
    for row in state.keys.rows(on: state.screen.kind) where state.availability(of: row.command).isAvailable {
      guard row.command != .help, let key = row.keys.first, state.row(for: key)?.command == row.command else {
        continue
      }
      var (pressed, typed) = (state, state)
      var asked = update(&pressed, .keyPressed(key), at: state.now)
      var talk = Conversation()
      var spoken: [Effect] = []
      _ = talk.hear(
        row.command.rawValue, look: { typed },
        act: { actions in
          for action in actions { spoken += update(&typed, action, at: state.now) }
        })
      asked.removeAll { $0 == .repaint }
      spoken.removeAll { $0 == .repaint }
      #expect(asked == spoken, "\(row.command)")
      #expect(typed.dialog == pressed.dialog, "\(row.command)")
      #expect(typed.screen == pressed.screen, "\(row.command)")
      #expect(typed.notice == pressed.notice, "\(row.command)")
    }
  }

  @Test(arguments: Scene.all)
  func `every dialog asks something, and a dot leaves it`(_ scene: Scene) throws {
    var state = try scene.state(Size(width: 120, height: 40))
    guard let dialog = state.dialog, dialog != .firstHints else { return }
    var talk = Conversation()
    let question = talk.question(in: state)
    #expect(question?.lines.isEmpty == false)
    _ = talk.hear(
      ".", look: { state }, act: { for action in $0 { _ = update(&state, action, at: state.now) } })
    #expect(state.dialog == nil)
  }

  @Test func `help names every command`() {
    let night = ListenedDesk.declaredNight()
    let help = night.state.words(of: .help(all: true)).map(\.string).joined(separator: "\n")
    for command in Command.allCases where ![.commandLine, .repaint, .nextPane].contains(command) {
      #expect(help.contains("\(command.rawValue): "), "help lacks \(command)")
    }
  }

  @Test func `a command of another screen is taken where it belongs`() {
    var night = ListenedDesk.declaredNight()
    night.type("services", "skip nobody has the key")
    #expect(night.state.screen == .incident)
    #expect(night.said.contains("saved: step 1 skipped"))
    night.type("filter reg")
    #expect(night.state.screen == .services)
    #expect(night.said.first == "1 service with reg")
  }

  @Test func `a beginning is enough where it can mean one thing only`() {
    var desk = ListenedDesk()
    desk.type("serv")
    #expect(desk.said.first == "services: 4 OK")
    desk.type("re")
    #expect(desk.said.first?.hasPrefix("re may be ") == true)
    desk.type("frobnicate")
    #expect(desk.said == ["there is no command frobnicate; help tells all"])
  }

  @Test func `a declaration is changed question by question`() throws {
    var night = ListenedDesk.brokenNight()
    night.type("declare")
    #expect(night.said.first == "declare SEV1: Package registry is down")
    #expect(night.said.contains("because: nobody can push"))
    night.type("change")
    #expect(night.said == ["declare: what is broken? [Package registry is down]"])
    night.type("pushes hang")
    #expect(night.said == ["how bad, 1, 2 or 3? Unsure: the higher one [SEV1]"])
    night.type("2", "<")
    #expect(night.said == ["how bad, 1, 2 or 3? Unsure: the higher one [SEV2]"])
    night.type("")
    #expect(night.said.first == "a builds pile up: ticked, true now")
    night.type("a")
    #expect(night.said.first == "a builds pile up: not ticked, true now")
    night.type("")
    #expect(night.said.first?.hasPrefix("impact began 03:0") == true)
    night.type("no")
    #expect(night.said == ["1 Registry outage", "2 none", "a number [1 Registry outage]"])
    night.type("2")
    #expect(night.said.first == "declare SEV2: pushes hang")
    night.type("")
    let incident = try #require(night.state.incident)
    #expect(incident.title == "pushes hang")
    #expect(incident.severity == .sev2)
    #expect(incident.triggers == [])
    #expect(incident.impactStartedAt == nil)
    #expect(incident.playbook == nil)
  }

  @Test func `one line declares by hand`() {
    var night = ListenedDesk.brokenNight()
    night.type("declare pushes hang", "huh")
    #expect(night.said.first == "huh is no answer here; title and words say what is broken")
    night.type("")
    #expect(night.state.incident?.title == "pushes hang")
    var desk = ListenedDesk()
    desk.type("declare the mirror is slow", "severity 2", "")
    #expect(desk.state.incident?.title == "the mirror is slow")
    #expect(desk.state.incident?.severity == .sev2)
  }

  @Test func `a command that changes things wants its word, and then whoever agreed`() throws {
    var night = ListenedDesk.declaredNight()
    night.type("step 8", "run")
    #expect(night.said.contains("this will run: ssh registry sudo registry-prune --older-than 24h"))
    #expect(night.said.last == "It DESTROYS. Type prune to run it, a dot leaves.")
    night.type("yes")
    #expect(night.said.contains("type prune, then Enter; a dot leaves"))
    night.type("prune")
    #expect(night.said.last == "who agreed to it (ic)?")
    night.type("raj")
    #expect(night.desk.asked.contains { if case .run = $0 { true } else { false } })
  }

  @Test func `a plain Enter never says yes, nor does a word on the line of the command`() {
    var night = ListenedDesk.declaredNight()
    night.type("resolve yes", ".", "step 8", "run prune")
    #expect(night.state.incident?.isOpen == true)
    #expect(night.said.last == "It DESTROYS. Type prune to run it, a dot leaves.")
    night.type(".")
    night.type("resolve")
    #expect(night.question.last?.hasSuffix("yes or no [no]") == true)
    night.type("")
    #expect(night.state.incident?.isOpen == true)
    night.type("resolve", "yes")
    #expect(night.state.incident?.isOpen == false)
  }

  @Test func `an update goes out after its four questions and the word`() throws {
    var night = ListenedDesk.declaredNight()
    night.type("update")
    #expect(night.said.first?.hasPrefix("update 1, four questions") == true)
    night.type("Pushes fail.", "", "We look at the store.")
    #expect(night.question.first?.hasPrefix("next update at?") == true)
    night.type("+20m")
    #expect(night.said.contains("1 goes to chat"))
    night.type("show")
    #expect(night.said.contains { $0.contains("We look at the store.") })
    night.type("1")
    #expect(night.said.contains("1 goes to chat, left out"))
    night.type("1", "send")
    let update = try #require(night.state.incident?.lastUpdate)
    #expect(update.fields.happened == "Pushes fail.")
    #expect(update.fields.nextUpdateAt == moment("03:25"))
    #expect(Set(update.deliveries.keys) == ["chat", "status"])
  }

  @Test func `what was typed is there again after a dot`() {
    var night = ListenedDesk.declaredNight()
    night.type("update", "Pushes fail.", ".", "update")
    #expect(night.question.last?.hasPrefix("what is impacted") == true)
    night.type("<")
    #expect(night.question.last == "what happened? [Pushes fail.]")
    night.type(".")
    night.type("snooze", "5m", ".", "snooze")
    #expect(night.question.last == "Put off by (1 of 2) [5m]")
  }

  @Test func `a choice is made by number or by name`() {
    var night = ListenedDesk.declaredNight()
    night.type("state")
    #expect(night.said.last == "a number [2 identified]")
    night.type("9")
    #expect(night.said.first == "9 is none of them; a number from 1 to 4, or a dot to leave")
    night.type("mon")
    #expect(night.state.incident?.state == .monitoring)
    night.type("state 2")
    #expect(night.state.incident?.state == .identified)
  }

  @Test func `a line of the timeline is meant by its number`() throws {
    var night = ListenedDesk.declaredNight()
    night.type("note quota was 0", "timeline")
    let line = try #require(night.said.first { $0.contains("quota was 0") })
    let number = String(line.prefix { $0.isNumber })
    night.type("pin \(number)")
    #expect(night.said == ["pinned: quota was 0"])
    night.type("correct \(number) quota was 1", "", "")
    #expect(night.state.incident?.timeline.contains { $0.correctedText == "quota was 1" } == true)
  }

  @Test func `the five lines and follow-ups are written by number`() throws {
    var night = ListenedDesk.declaredNight()
    night.type("resolve", "yes", "edit 1 Nobody could push.", "follow-up Alert at 80 %", "raj", "+5d", "")
    #expect(night.state.incident?.postmortem[.impact] == "Nobody could push.")
    #expect(night.state.incident?.followups.first?.owner == "raj")
    night.type("close-follow-up 6")
    #expect(night.state.incident?.followups.first?.isClosed == true)
  }

  @Test func `a service is opened by its name`() {
    var night = ListenedDesk.brokenNight()
    night.type("open ci")
    #expect(night.state.screen == .service("ci"))
    #expect(night.said.first == "Builds")
    night.type("open nothing-like-it")
    #expect(night.said.first?.hasPrefix("there is no nothing-like-it") == true)
  }
}
