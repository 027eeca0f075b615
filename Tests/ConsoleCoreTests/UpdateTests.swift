import Cells
import Comms
import ConsoleCore
import Domain
import PlaybookEngine
import Support
import Testing

@Suite struct UpdateTests {
  @Test func `the form comes filled in from what is known`() throws {
    var desk = Desk.declaredNight()
    desk.type("c")
    let form = try #require(desk.updateForm)
    #expect(form.happened.text.hasPrefix("Package registry: pushes answer 503, pulls still work since 03:0"))
    #expect(form.impacted.text == "Package registry, Builds.")
    #expect(form.doing.text == "We are looking for the cause.")
    #expect(form.nextUpdate.text == "03:25")
  }

  @Test func `a step that tells people brings its own words and is done once they are sent`() throws {
    var desk = Desk.declaredNight()
    desk.at("tell")
    desk.press(.enter)
    let form = try #require(desk.updateForm)
    #expect(form.happened.text.hasPrefix("Pushes to the registry fail since 03:0"))
    #expect(form.happened.text.hasSuffix("Please do not retry."))
    desk.press(.control("s"))
    #expect(desk.run?["tell"]?.state == .done)
    #expect(desk.step == "freeze")
  }

  @Test func `sending puts every channel into the outbox at once and asks each one time`() {
    var desk = Desk.declaredNight()
    desk.type("c")
    desk.press(.control("s"))
    #expect(desk.commsEvents == ["drafted", "queued chat", "queued status"])
    #expect(desk.sends.map(\.channel) == ["chat", "status"])
    desk.pass(.minutes(2))
    #expect(desk.sends.count == 2)
    #expect(desk.incident?.nextUpdateAt == moment("03:25:00"))
  }

  @Test func `sent is said once the channel has taken it, for that channel alone`() throws {
    var desk = Desk.declaredNight()
    desk.type("c")
    desk.press(.control("s"))
    desk.act(.messageEnded(try #require(desk.sends.first), .sent))
    #expect(desk.commsEvents.last == "sent chat")
    #expect(desk.says == "update 1 sent: chat")
    let items = desk.state.outboxItems(of: try #require(desk.incident))
    #expect(items.map(\.state) == [.sent(desk.now), .sending])
  }

  @Test func `a channel that is busy is tried again, with the same key, and then given up with its reason`()
    throws
  {
    var desk = Desk.declaredNight()
    desk.type("c")
    desk.press(.control("s"))
    let first = try #require(desk.sends.first)
    for (waited, tries) in [(5, 2), (15, 3), (45, 4)] {
      desk.act(.messageEnded(first, .temporary(reason: "503 from the hook")))
      desk.pass(.seconds(waited - 1))
      #expect(desk.sends.count { $0 == first } == tries - 1)
      desk.pass(.seconds(1))
      #expect(desk.sends.count { $0 == first } == tries)
    }
    desk.act(.messageEnded(first, .temporary(reason: "503 from the hook")))
    #expect(desk.commsEvents.last == "failed chat")
    #expect(desk.says.contains("update NOT SENT on chat: 503 from the hook"))
    desk.pass(.minutes(5))
    #expect(desk.sends.count { $0 == first } == 4)
  }

  @Test func `what was refused goes out again when a person asks, as the same message`() throws {
    var desk = Desk.declaredNight()
    desk.type("c")
    desk.press(.control("s"))
    let first = try #require(desk.sends.first)
    desk.act(.messageEnded(first, .refused(reason: "404")))
    desk.pass(.seconds(1))
    desk.type("r")
    #expect(desk.confirmation?.question.string == "Send update 1 on chat again, as it was written?")
    desk.press(.enter)
    #expect(desk.sends.count { $0 == first } == 2)
    desk.act(.messageEnded(first, .sent))
    #expect(desk.incident?.updates.first?.deliveries["chat"] == .sent(desk.now))
  }

  @Test func `a channel that is left out gets nothing`() {
    var desk = Desk.declaredNight()
    desk.type("c")
    desk.press(.alt("1"), .control("s"))
    #expect(desk.commsEvents == ["drafted", "queued status"])
  }

  @Test func `an update without a next time is refused while people wait, and nothing typed is lost`() throws
  {
    var desk = Desk.declaredNight()
    desk.type("c")
    desk.press(.backTab, .control("u"), .control("s"))
    let form = try #require(desk.updateForm)
    #expect(form.problem?.string.contains("say when the next update comes") == true)
    #expect(form.active == 3)
    desk.type("+15m")
    desk.press(.control("s"))
    #expect(desk.incident?.nextUpdateAt == moment("03:20:00"))
  }

  @Test func `a next time that has just passed is refused and not taken for tomorrow`() throws {
    var desk = Desk.declaredNight()
    desk.type("c")
    desk.pass(until: "03:30:00")
    desk.press(.control("s"))
    #expect(try #require(desk.updateForm).problem?.string.contains("coming time") == true)
    #expect(desk.commsEvents.isEmpty)
  }

  @Test func `what was typed comes back, what was not is filled in anew`() throws {
    var desk = Desk.declaredNight()
    desk.type("c")
    desk.press(.tab, .tab, .control("u"))
    desk.type("Storage is called.")
    desk.press(.escape)
    desk.pass(until: "03:30:00")
    desk.type("c")
    let form = try #require(desk.updateForm)
    #expect(form.doing.text == "Storage is called.")
    #expect(form.nextUpdate.text == "03:50")
  }

  @Test func `each incident keeps its own unsent update`() throws {
    var desk = Desk.declaredNight()
    desk.type("c")
    desk.press(.control("u"))
    desk.type("Of the first.")
    desk.press(.escape)
    desk.type("1D")
    desk.press(.enter)
    #expect(desk.state.openIncidents.count == 2)
    desk.type("c")
    desk.press(.control("u"))
    desk.type("Of the second.")
    desk.press(.escape)
    desk.type("wc")
    #expect(try #require(desk.updateForm).happened.text == "Of the first.")
  }

  @Test func `raising the severity never makes a standing promise later`() {
    var desk = Desk.brokenNight()
    desk.type("D2")
    desk.press(.enter)
    #expect(desk.incident?.nextUpdateAt == moment("03:20:00"))
    desk.pass(.minutes(1))
    desk.type("V1")
    desk.press(.enter)
    #expect(desk.incident?.severity == .sev1)
    #expect(desk.incident?.nextUpdateAt == moment("03:10:00"))
  }

  @Test func `lowering the severity wants a reason and leaves the promise where it is`() throws {
    var desk = Desk.declaredNight()
    desk.type("V3")
    desk.press(.enter)
    #expect(desk.incident?.severity == .sev1)
    desk.type("only one project")
    desk.press(.enter)
    #expect(desk.incident?.severity == .sev3)
    #expect(desk.incident?.nextUpdateAt == moment("03:10:00"))
  }

  @Test func `the update can be copied where no channel works`() throws {
    var desk = Desk.declaredNight()
    desk.type("c")
    desk.press(.control("y"))
    guard case .copy(let text, let what)? = desk.asked.last else { throw Missing() }
    #expect(what == "the update")
    #expect(text.contains("pushes answer 503"))
    desk.act(.copied(what: what, fits: false))
    #expect(desk.says == "not copied: the update is too long for a terminal to take")
  }
}
