import Cells
import ConsoleCore
import Domain
import PlaybookEngine
import Support
import Testing

@Suite struct TypingTests {
  @Test func `a note that was left is there again`() throws {
    var desk = Desk.declaredNight()
    desk.type("nhalf a thou")
    desk.press(.escape)
    #expect(desk.says == "what you typed is kept until you come back")
    desk.pass(.minutes(3))
    desk.type("1n")
    #expect(try #require(desk.prompt).fields[0].field.text == "half a thou")
    desk.type("ght")
    desk.press(.enter)
    #expect(desk.bodies.last?.sentence == "half a thought")
    desk.type("n")
    #expect(try #require(desk.prompt).fields[0].field.isEmpty)
  }

  @Test func `a follow-up that was left is there again, with all its fields`() throws {
    var desk = Desk.declaredNight()
    desk.type("4a")
    desk.type("Alert at 80 %")
    desk.press(.tab)
    desk.type("raj")
    desk.press(.escape)
    desk.type("a")
    #expect(try #require(desk.prompt).fields.map(\.field.text) == ["Alert at 80 %", "raj", "", "prevent"])
  }

  @Test func `a reason that was left is there again`() throws {
    var desk = Desk.declaredNight()
    desk.type("z")
    desk.press(.tab)
    desk.type("on the phone")
    desk.press(.escape)
    desk.type("z")
    #expect(try #require(desk.prompt).fields.map(\.field.text) == ["10m", "on the phone"])
  }

  @Test func `a filled-in field that nobody touched is filled in anew`() throws {
    var desk = Desk.declaredNight()
    desk.type("4")
    desk.press(.enter)
    let first = try #require(desk.prompt).fields[0].field.text
    desk.press(.escape)
    #expect(desk.says != "what you typed is kept until you come back")
    desk.pass(.minutes(10))
    desk.press(.enter)
    #expect(try #require(desk.prompt).fields[0].field.text != first)
  }

  @Test func `the editor gets what was typed and gives it back`() throws {
    var desk = Desk.declaredNight()
    desk.type("nlong story")
    desk.press(.control("e"))
    #expect(desk.asked.last == .edit(.note, text: "long story"))
    desk.act(.edited(.note, .success("A long story.\n\n  It goes on.\n")))
    #expect(try #require(desk.prompt).fields[0].field.text == "A long story. It goes on.")
    desk.press(.enter)
    #expect(desk.bodies.last?.sentence == "A long story. It goes on.")
  }

  @Test func `an editor that fails leaves the text as it was`() throws {
    var desk = Desk.declaredNight()
    desk.type("nlong story")
    desk.press(.control("e"))
    desk.act(.edited(.note, .failure(.noEditor)))
    #expect(try #require(desk.prompt).fields[0].field.text == "long story")
    #expect(desk.says.contains("EDITOR"))
  }
}

@Suite struct LongTextTests {
  private let long = String(repeating: "long story ", count: 60_000)

  @Test func `a text that is longer than the record takes is refused at once, and stays in its field`() throws
  {
    var desk = Desk.declaredNight()
    desk.type("n")
    desk.press(.control("e"))
    desk.act(.edited(.note, .success(long)))
    let count = desk.bodies.count
    desk.press(.enter)
    let prompt = try #require(desk.prompt)
    #expect(
      prompt.problem
        == "this is 660 KB, and the record takes 60 KB: shorten it, or keep it as a file and write down its name"
    )
    #expect(prompt.fields[0].field.text.count > 600_000)
    #expect(desk.bodies.count == count)
    desk.press(.escape)
    desk.type("n")
    #expect(try #require(desk.prompt).fields[0].field.text.count > 600_000)
  }

  @Test func `an update that is too long is refused with the field in front`() throws {
    var desk = Desk.declaredNight()
    desk.type("c")
    guard case .update(let draft)? = desk.state.dialog else { throw Missing() }
    var told = draft
    told.impacted = TextField(long)
    desk.act(.edited(.update, .success(told.editorText)))
    desk.press(.control("s"))
    guard case .update(let refused)? = desk.state.dialog else { throw Missing() }
    #expect(refused.active == 1)
    #expect(refused.problem?.string.contains("660 KB") == true)
  }

  @Test func `what the record refuses for good goes back into its field and is not tried again`() throws {
    var desk = Desk.declaredNight()
    desk.storeProblem = "the disk is full"
    desk.type("nit smells of smoke")
    desk.press(.enter)
    let note = try #require(desk.state.recording.waiting.last)
    desk.act(.recordingRefused(note, reason: "Not saved: it is too long."))
    desk.storeProblem = nil
    desk.pass(.minutes(1))
    #expect(desk.state.recording.unsavedCount == 0)
    #expect(desk.incident?.timeline.contains { $0.text == "it smells of smoke" } == false)
    #expect(desk.bodies.contains { $0.sentence == "it smells of smoke" } == false)
    desk.act(.foundKept(note))
    #expect(desk.state.recording.waiting.isEmpty)
    desk.type("n")
    #expect(try #require(desk.prompt).fields[0].field.text == "it smells of smoke")
  }

  private struct Missing: Error {}
}

@Suite struct RecordingTests {
  @Test func `what the record does not take is kept, tried again and stands there once`() throws {
    var desk = Desk.declaredNight()
    desk.storeProblem = "the disk is full"
    desk.type("nit smells of smoke")
    desk.press(.enter)
    #expect(desk.says.contains("NOT SAVED, kept in memory: the disk is full"))
    #expect(desk.incident?.timeline.first { $0.text == "it smells of smoke" }?.recorded.isPending == true)
    #expect(desk.state.recording.unsavedCount == 1)
    desk.pass(.seconds(5))
    desk.type("nmore smoke")
    desk.press(.enter)
    #expect(desk.state.recording.unsavedCount == 2)
    desk.storeProblem = nil
    desk.pass(.seconds(3))
    #expect(desk.state.recording.unsavedCount == 0)
    #expect(desk.says.contains("saved"))
    let notes = try #require(desk.incident).timeline.filter { $0.event.body.kind == "note" }
    #expect(notes.map(\.text) == ["it smells of smoke", "more smoke"])
    #expect(notes.first?.happenedAt == moment("03:05:00"))
  }

  @Test func `leaving asks while something is not saved`() throws {
    var desk = Desk.declaredNight()
    desk.storeProblem = "the disk is full"
    desk.type("nlast words")
    desk.press(.enter)
    desk.type("q")
    guard case .confirm(let confirmation)? = desk.state.dialog else { throw Missing() }
    #expect(confirmation.question.string.contains("1 event is NOT SAVED"))
    desk.type("x")
    #expect(!desk.asked.contains(.quit))
    desk.type("qy")
    #expect(desk.asked.contains(.quit))
  }

  @Test func `leaving asks nothing where nothing would be lost`() {
    var desk = Desk.declaredNight()
    desk.type("q")
    #expect(desk.asked.last == .quit)
  }

  @Test func `a declaration that the record does not take is declared once it does`() {
    var desk = Desk.brokenNight()
    desk.storeProblem = "locked"
    desk.type("D")
    desk.press(.enter)
    #expect(desk.incident?.name == "INC-?")
    desk.storeProblem = nil
    desk.pass(.seconds(3))
    #expect(desk.incident?.name == "INC-1")
    #expect(desk.incident?.title == "Package registry is down")
    #expect(desk.incident?.declaredAt == moment("03:05:00"))
    #expect(desk.state.openIncidents.count == 1)
  }
}

@Suite struct CollectingTests {
  @Test func `the console that collects records what services do, the others do not`() {
    var raj = Desk(login: "raj", mayCollect: false)
    raj.answers["registry"] = .status(503)
    raj.pass(.minutes(3))
    #expect(raj.state.board.status(of: "registry")?.state == .down)
    #expect(raj.record.isEmpty)
    var ana = Desk()
    ana.answers["registry"] = .status(503)
    ana.pass(.minutes(3))
    #expect(ana.bodies.map(\.kind) == ["service_changed"])
  }

  @Test func `a follower shows the same incident, step and clocks, and records no clock`() {
    let ana = Desk.declaredNight()
    var raj = Desk(login: "raj", at: "03:05:00", mayCollect: false)
    raj.follow(ana)
    raj.type("2")
    #expect(raj.incident?.title == ana.incident?.title)
    #expect(raj.step == "outside")
    #expect(raj.incident?.nextUpdateAt == moment("03:10:00"))
    raj.pass(until: "03:20:00")
    #expect(raj.updateClocks(.overdue) == [])
  }

  @Test func `an update written by a follower is sent by the console that collects, once`() {
    var ana = Desk.declaredNight()
    var raj = Desk(login: "raj", at: "03:05:00", mayCollect: false)
    raj.follow(ana)
    raj.type("2c")
    raj.press(.control("s"))
    #expect(raj.sends.isEmpty)
    ana.pass(.minutes(1))
    ana.follow(raj)
    ana.pass(.minutes(2))
    #expect(ana.sends.map(\.channel) == ["chat", "status"])
  }

  @Test func `a console that takes over asks before it sends what may have arrived`() throws {
    var ana = Desk.declaredNight()
    ana.type("c")
    ana.press(.control("s"))
    var raj = Desk(login: "raj", at: "03:06:00", mayCollect: false)
    raj.follow(ana)
    raj.type("2")
    raj.mayCollect = true
    raj.pass(.seconds(5))
    #expect(raj.state.isCollecting)
    #expect(raj.sends.isEmpty)
    raj.type("r")
    guard case .confirm(let confirmation)? = raj.state.dialog else { throw Missing() }
    #expect(confirmation.question.string.contains("update 1 on chat"))
    raj.press(.enter)
    #expect(raj.sends.map(\.channel) == ["chat", "status"])
  }

  @Test func `a console that takes over goes on with the clocks`() {
    let ana = Desk.declaredNight()
    var raj = Desk(login: "raj", at: "03:05:00", mayCollect: false)
    raj.follow(ana)
    raj.pass(until: "03:15:00")
    raj.mayCollect = true
    raj.pass(.seconds(5))
    #expect(raj.updateClocks(.overdue).map(\.dueAt) == [moment("03:10:00")])
  }

  @Test func `what a service does while an incident is open stands on its timeline`() {
    var desk = Desk.declaredNight()
    desk.mend()
    desk.pass(.minutes(2))
    let changes = desk.incident?.timeline.compactMap { entry -> String? in
      guard case .serviceChanged(let change) = entry.event.body else { return nil }
      return "\(change.service) \(change.to.word)"
    }
    #expect(Set(changes?.suffix(2) ?? []) == ["registry OK", "ci OK"])
  }

  @Test func `taking command is seen by the other console`() {
    var ana = Desk.declaredNight()
    var raj = Desk(login: "raj", at: "03:05:00", mayCollect: false)
    raj.follow(ana)
    raj.type("2Iy")
    ana.follow(raj)
    #expect(ana.incident?.commander == "raj")
  }
}
