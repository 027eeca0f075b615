import Cells
import ConsoleCore
import ConsoleUI
import Domain
import Settings
import Support
import Testing

/// What is said by itself: each thing once, in the order in which it matters.
@Suite struct AnnouncementTests {
  @Test func `a root is told with what hangs on it, and what hangs on it says so`() {
    var night = ListenedDesk()
    night.desk.answers = ["registry": .status(503, "no space left")]
    night.pass(.minutes(2))
    #expect(night.said.count == 1)
    #expect(night.said.first?.hasPrefix("registry DOWN since 03:0") == true)
    #expect(night.said.first?.contains("status != 201") == true)
    night.desk.answers["ci"] = .waiting(30)
    night.pass(.minutes(2))
    #expect(night.said.count == 1)
    #expect(night.said.first?.hasSuffix(", via registry") == true)
    night.type("status")
    #expect(night.said.contains { $0.hasPrefix("registry DOWN") && $0.hasSuffix("ci hangs on it") })
  }

  @Test func `a service that is well again says how long it was not`() {
    var night = ListenedDesk.brokenNight()
    night.desk.answers = [:]
    night.pass(.minutes(3))
    #expect(night.said.contains { $0.hasPrefix("registry OK, was DOWN for ") })
  }

  @Test func `nothing is said while nothing changes`() {
    var night = ListenedDesk.declaredNight()
    night.pass(.minutes(1))
    #expect(night.said == [])
  }

  @Test func `many changes at one moment are summed up`() {
    let calm = ListenedDesk().state
    var stormy = calm
    var settings = calm.settings
    settings.services += (0..<12).map { Service(id: ServiceID("db\($0)"), title: "Database \($0)") }
    stormy.board.replaceServices(settings.services, components: [])
    let before = stormy
    stormy.board.restore(
      (0..<12).map {
        LastSeen(
          service: ServiceID("db\($0)"), state: $0 < 3 ? .down : .degraded, since: calm.now, at: calm.now,
          values: [:])
      })
    let said = announcements(from: before, to: stormy).map(\.string)
    #expect(said.first == "12 services changed; now 3 DOWN, 9 DEGRADED, 4 OK")
    #expect(said.count == 4)
  }

  @Test func `a declaration is confirmed, and the first step is read`() {
    let night = ListenedDesk.declaredNight()
    #expect(
      night.said.prefix(4) == [
        "saved: INC-1 declared, SEV1: Package registry is down", "saved: you are the commander",
        "saved: next update due 03:10 UTC", "saved: playbook Registry outage, 11 steps",
      ])
    #expect(night.said.contains("step 1 of 11: Does the registry answer from outside?"))
    #expect(night.said.contains("command, it only reads: curl -sS https://registry.test/v2/"))
    #expect(night.said.contains("expect: 200: the front is up"))
    #expect(night.said.last == "type: run, done, skip, failed")
  }

  @Test func `the update's clock speaks at its moments alone`() {
    var night = ListenedDesk.declaredNight()
    night.pass(.minutes(8))
    let updates = night.said.filter { $0.hasPrefix("update") }
    #expect(
      updates == [
        "update due in 1 min 15 s", "update DUE NOW; update opens it",
        "update OVERDUE since 03:10 UTC; update opens it",
      ])
  }

  @Test func `limits of the playbook are told once, soft and hard`() {
    var night = ListenedDesk.declaredNight()
    night.pass(.minutes(25))
    let clocks = night.said.filter { $0.hasPrefix("clock: ") && $0.contains("stop") }
    #expect(clocks.count == 2, "\(night.said)")
    #expect(clocks.last?.contains("OVERDUE") == true)
    #expect(clocks.last?.contains("decide now, step 6") == true)
  }

  @Test func `what others do says who`() {
    var raj = ListenedDesk.declaredNight()
    var ana = Desk(login: "raj")
    ana.follow(raj.desk)
    ana.type("nquota raised")
    ana.press(.enter)
    raj.follow(ana)
    #expect(raj.said == ["raj: note: quota raised"])
  }

  @Test func `a refusal says why, in words that can be typed`() {
    var desk = ListenedDesk()
    desk.type("note")
    #expect(desk.said == ["no incident is open; declare declares one"])
  }

  @Test func `an output is told line by line, and no more than can be listened to`() throws {
    var night = ListenedDesk.declaredNight()
    night.type("run", "")
    let run = try #require(night.state.commands.first?.key)
    night.act(.commandPrinted(run: run, Array("one\ntw".utf8)))
    #expect(night.said == ["out: one"])
    night.act(.commandPrinted(run: run, Array("o\n".utf8)))
    #expect(night.said == ["out: two"])
    night.act(.commandPrinted(run: run, Array(repeatElement("more\n", count: 100).joined().utf8)))
    #expect(night.said.count == 19)
    #expect(night.said.last == "it printed more; output reads the end")
    night.act(.commandPrinted(run: run, Array("and more\n".utf8)))
    #expect(night.said == [])
    night.type("output")
    #expect(night.said.suffix(2) == ["out: and more", "still running"])
  }

  @Test func `what a server, a command or a person wrote is text and nothing else`() throws {
    let evil = "\u{1B}]0;owned\u{7}\u{1B}[2J\u{9B}31m\u{202E}evil\r\u{0}"
    var night = ListenedDesk.declaredNight()
    night.type("run", "")
    let run = try #require(night.state.commands.first?.key)
    night.act(.commandPrinted(run: run, Array("\(evil)\n".utf8)))
    var said = night.said
    night.type("note \(evil)", "timeline", "again", "incident")
    said += night.said
    night.desk.answers["git"] = ProbeAnswer(failure: ProbeFailure(kind: .other, detail: evil))
    night.pass(.minutes(3))
    said += night.said
    night.type("open git")
    said += night.said
    #expect(said.contains { $0.contains("evil") })
    let acting = said.joined().unicodeScalars.filter {
      $0.properties.generalCategory == .control || $0 == "\u{202E}"
    }
    #expect(acting.isEmpty)
  }

  @Test func `a record that takes nothing is told once, not at each attempt`() {
    var night = ListenedDesk.declaredNight()
    night.desk.storeProblem = "the disk is full"
    night.type("note pushes hang")
    #expect(night.said.contains { $0.contains("NOT SAVED") })
    night.pass(.seconds(20))
    #expect(night.said == [])
    night.desk.storeProblem = nil
    night.pass(.seconds(5))
    #expect(night.said.contains { $0.hasPrefix("saved") })
  }
}

/// What is said of the record where it is in trouble.
@Suite struct RecordTroubleTests {
  @Test func `a full disk is told, and room is made after a yes`() {
    var night = ListenedDesk.declaredNight()
    night.desk.storeProblem = "the record's disk is full"
    night.desk.keepsBeside = true
    night.desk.hasBallast = true
    night.type("note room, please")
    night.type("status")
    #expect(
      night.said.contains { $0.contains("PENDING") && $0.contains("safe beside the record") }, "\(night.said)"
    )
    #expect(night.said.contains("make-room gives up what is set aside for a full disk"))
    night.type("make-room")
    #expect(night.question.last?.hasSuffix("yes or no [no]") == true)
    night.type("")
    #expect(!night.desk.asked.contains(.makeRoom))
    night.type("make-room", "yes")
    #expect(night.desk.asked.last == .makeRoom)
    night.desk.storeProblem = nil
    night.act(.madeRoom(problem: nil))
    #expect(night.state.recording.unsavedCount == 0)
    #expect(night.said.contains { $0.contains("saved") }, "\(night.said)")
  }

  @Test func `room that can't be made says why`() {
    var night = ListenedDesk.declaredNight()
    night.type("make-room")
    #expect(night.said == ["the record has room; this is for a full disk, while room is set aside on it"])
    night.act(.madeRoom(problem: "the file is gone"))
    #expect(night.said.contains { $0.contains("the file is gone") })
  }
}
