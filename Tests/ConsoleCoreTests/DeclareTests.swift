import Cells
import ConsoleCore
import Domain
import Support
import Testing

@Suite struct DeclareTests {
  @Test func `what does not hang together with the root is an incident of its own`() throws {
    var desk = Desk(login: "ana")
    desk.answers = ["chat": .status(503, "gone")]
    desk.pass(until: "03:02:00")
    desk.answers = [
      "registry": .status(503, "no space left"), "ci": .waiting(30), "chat": .status(503, "gone"),
    ]
    desk.pass(until: "03:05:00")
    desk.type("D")
    #expect(desk.declaration?.services == ["registry", "ci"])
    #expect(desk.declaration?.impactBasis == "first red sample of registry")
    desk.press(.escape)
    while desk.state.selectedService != "chat" { desk.press(.down) }
    desk.type("D")
    #expect(desk.declaration?.services == ["chat"])
    #expect(desk.declaration?.impactBasis == "first red sample of chat")
  }

  @Test func `triggers that hold now are ticked and the worst of them is preselected`() throws {
    var desk = Desk.brokenNight()
    desk.type("D")
    let form = try #require(desk.declaration)
    #expect(form.severity == .sev1)
    #expect(form.suggested == .sev1)
    #expect(form.triggers.filter(\.isTicked).map(\.text) == ["nobody can push", "builds pile up"])
    #expect(form.triggers.filter { $0.isTicked != $0.isSensed }.isEmpty)
  }

  @Test func `a trigger that has not held for its time is not ticked`() throws {
    var desk = Desk()
    desk.answers = ["registry": .status(503)]
    while desk.state.board.status(of: "registry")?.state != .down { desk.pass(.seconds(1)) }
    desk.type("D")
    #expect(try #require(desk.declaration).suggested == nil)
    desk.press(.escape)
    desk.pass(.seconds(61))
    desk.type("D")
    #expect(try #require(desk.declaration).suggested == .sev1)
  }

  @Test func `the first red sample is offered as the start of the impact`() throws {
    var desk = Desk()
    let broken = desk.now
    desk.answers = ["registry": .status(503)]
    desk.pass(until: "03:10:00")
    desk.type("D")
    let form = try #require(desk.declaration)
    let start = try #require(form.impactStart)
    #expect(start > broken && start <= broken + .seconds(30))
    #expect(form.impactBasis == "first red sample of registry")
    desk.press(.enter)
    #expect(desk.incident?.impactStartedAt == start)
    #expect(desk.incident?.declaredAt == moment("03:10:00"))
  }

  @Test func `an impact start that was not accepted is not recorded`() {
    var desk = Desk.brokenNight()
    desk.type("D")
    desk.press(.tab, .tab, .character(" "), .enter)
    #expect(desk.incident != nil)
    #expect(desk.incident?.impactStartedAt == nil)
  }

  @Test func `what was chosen and what was suggested both stand on record`() throws {
    var desk = Desk.brokenNight()
    desk.type("D2")
    desk.press(.enter)
    let declared = desk.bodies.compactMap { if case .declared(let body) = $0 { body } else { nil } }
    #expect(declared.map(\.severity) == [.sev2])
    #expect(declared.map(\.suggested) == [.sev1])
    #expect(declared.map(\.triggers) == [["builds pile up"]])
  }

  @Test func `a trigger can be ticked by hand`() {
    var desk = Desk.brokenNight()
    desk.type("Db")
    desk.press(.enter)
    #expect(desk.incident?.triggers == ["nobody can push", "packages are lost"])
  }

  @Test func `nothing is on record before Enter, and everything in one batch after it`() {
    var desk = Desk.brokenNight()
    let before = desk.record.count
    desk.type("D")
    desk.press(.tab)
    desk.type(" for everybody")
    #expect(desk.record.count == before)
    desk.press(.enter)
    let made = desk.bodies.dropFirst(before)
    #expect(made.contains { if case .playbookStarted = $0 { true } else { false } })
    #expect(desk.incident?.title == "Package registry is down for everybody")
    #expect(desk.incident?.commander == "ana")
    #expect(desk.step == "outside")
    #expect(desk.state.screen == .incident)
  }

  @Test func `the first update is promised for the time that the severity asks for`() {
    var desk = Desk.brokenNight()
    desk.type("D")
    desk.press(.enter)
    #expect(desk.incident?.nextUpdateAt == moment("03:10:00"))
  }

  @Test func `the playbook of the failing service is offered, another or none can be chosen`() throws {
    var desk = Desk.brokenNight()
    desk.type("D")
    #expect(try #require(desk.declaration).chosenPlaybook == "registry-outage")
    desk.press(.backTab, .right, .enter)
    #expect(desk.incident?.playbook == nil)
    #expect(desk.run == nil)
  }

  @Test func `a service that got well while the form was open is not what detected it`() throws {
    var desk = Desk.brokenNight()
    desk.type("D")
    desk.answers["registry"] = nil
    desk.pass(.minutes(2))
    desk.press(.enter)
    let incident = try #require(desk.incident)
    #expect(incident.detectionBasis == "by probe: ci DEGRADED")
    #expect(!incident.timeline.contains { $0.text.hasPrefix("registry OK") })
  }

  @Test func `an empty title is refused and says what to do`() throws {
    var desk = Desk()
    desk.type("D")
    desk.press(.enter)
    let form = try #require(desk.declaration)
    #expect(form.problem?.string.contains("what is broken") == true)
    #expect(form.focus == .title)
    #expect(desk.incident == nil)
  }

  @Test func `a typed title is kept when the form is left, a proposed one is proposed anew`() throws {
    var desk = Desk()
    desk.answers = ["ci": .waiting(30)]
    desk.pass(until: "03:05:00")
    desk.type("D")
    #expect(try #require(desk.declaration).title.text == "Builds is degraded")
    desk.press(.escape)
    desk.answers = ["registry": .status(503)]
    desk.pass(until: "03:10:00")
    desk.type("D")
    #expect(try #require(desk.declaration).title.text == "Package registry is down")
    desk.press(.tab)
    desk.type(", only pushes")
    desk.press(.escape)
    desk.type("D")
    #expect(try #require(desk.declaration).title.text == "Package registry is down, only pushes")
  }
}
