import Cells
import ConsoleCore
import Domain
import PlaybookEngine
import Support
import Testing

@Suite struct ResolveTests {
  @Test func `the state moves on, and monitoring is when it was mitigated`() throws {
    var desk = Desk.declaredNight()
    desk.type("S")
    #expect(try #require(desk.choice).options[try #require(desk.choice).selection].label == "identified")
    desk.press(.enter)
    #expect(desk.incident?.state == .identified)
    desk.pass(.minutes(4))
    desk.type("S")
    desk.press(.enter)
    #expect(desk.incident?.state == .monitoring)
    #expect(desk.incident?.mitigatedAt == moment("03:09:00"))
  }

  @Test func `resolving while a service is red asks by its name`() throws {
    var desk = Desk.declaredNight()
    desk.type("R")
    guard case .confirm(let confirmation)? = desk.state.dialog else { throw Missing() }
    #expect(confirmation.question.string.hasPrefix("registry, ci are still not well"))
    desk.press(.escape)
    #expect(desk.incident?.isOpen == true)
  }

  @Test func `resolving records when the services were well again and opens the five lines`() {
    var desk = Desk.declaredNight()
    desk.pass(until: "03:20:00")
    desk.mend()
    desk.pass(until: "03:40:00")
    desk.type("R")
    desk.press(.enter)
    #expect(desk.incident?.state == .resolved)
    #expect(desk.incident?.resolvedAt == moment("03:40:00"))
    #expect(
      desk.incident.flatMap(\.impactEndedAt).map { $0 > moment("03:20:00") && $0 < moment("03:22:00") }
        == true)
    #expect(desk.state.screen == .postmortem)
    #expect(desk.incident?.nextUpdateAt == nil)
  }

  @Test func `the five lines are drafted, and what nobody said is not recorded`() throws {
    var desk = Desk.declaredNight()
    desk.mend()
    desk.pass(.minutes(10))
    desk.type("R")
    desk.press(.enter)
    let five = draftFiveLines(try #require(desk.incident), now: desk.now)
    #expect(five.impact.text.contains("SEV1 for 10 min"))
    #expect(five.impact.missing == ["who was affected", "data loss"])
    #expect(five.detection.text.contains("a probe"))
    #expect(five.followups.missing == ["follow-ups"])
  }

  @Test func `a line opens once the end is on record, so that its draft knows the end`() throws {
    var desk = Desk.declaredNight()
    desk.mend()
    desk.pass(.minutes(10))
    desk.storeProblem = "the disk is full"
    desk.type("R")
    desk.press(.enter, .enter)
    #expect(desk.prompt == nil)
    #expect(desk.says == "that it is resolved is being saved; once more in a moment")
    desk.storeProblem = nil
    desk.pass(.seconds(5))
    desk.press(.enter)
    #expect(try #require(desk.prompt).fields[0].field.text.contains("SEV1 for 10 min"))
  }

  @Test func `a line that a person wrote replaces its draft`() throws {
    var desk = Desk.declaredNight()
    desk.type("4")
    desk.press(.enter, .control("u"))
    desk.type("Nobody could push for 10 minutes.")
    desk.press(.enter)
    let five = draftFiveLines(try #require(desk.incident), now: desk.now)
    #expect(five.impact.text == "Nobody could push for 10 minutes.")
    #expect(five.impact.isWritten)
    #expect(!five.detection.isWritten)
  }

  @Test func `a follow-up has an owner and a day, and is closed by key`() throws {
    var desk = Desk.declaredNight()
    desk.type("4aAlert at 80 %")
    desk.press(.enter)
    desk.type("raj")
    desk.press(.enter)
    desk.type("soon")
    desk.press(.enter, .enter)
    #expect(try #require(desk.prompt).problem?.string.contains("2026-12-01 or +5d") == true)
    #expect(try #require(desk.prompt).fields[0].field.text == "Alert at 80 %")
    desk.press(.backTab, .control("u"))
    desk.type("+5d")
    desk.press(.enter, .enter)
    let added = try #require(desk.incident?.followups.first)
    #expect(added.text == "Alert at 80 %" && added.owner == "raj" && added.due == "2026-11-26")
    desk.press(.end)
    desk.type("d")
    #expect(desk.incident?.followups.first?.isClosed == true)
  }

  @Test func `a resolved incident can be reopened and its clocks go on`() {
    var desk = Desk.declaredNight()
    desk.type("R")
    desk.press(.enter)
    desk.pass(.minutes(1))
    desk.type("S1")
    desk.press(.enter)
    #expect(desk.incident?.isOpen == true)
    #expect(desk.bodies.contains { $0.sentence == "reopened" })
    #expect(desk.incident?.nextUpdateAt == moment("03:11:00"))
  }

  @Test func `the export holds every event of the incident`() throws {
    var desk = Desk.declaredNight()
    desk.type("E")
    guard case .export(_, let number, _, let events)? = desk.asked.last else { throw Missing() }
    #expect(number == 1)
    #expect(events.count == desk.record.count { $0.event.incident == desk.incident?.id })
  }
}

@Suite struct KeyTests {
  @Test func `a key that can't be taken says why`() {
    var desk = Desk()
    let refusals: [(Key, String)] = [
      (.character("2"), "no incident is open; D declares one"),
      (.character("n"), "no incident is open; D declares one"),
      (.character("c"), "no incident is open; D declares one"),
      (.character("w"), "there is no other open incident"),
      (.character("!"), "! does nothing here; ? shows what does"),
    ]
    for (key, words) in refusals {
      desk.press(key)
      #expect(desk.says == words)
    }
    #expect(desk.record.isEmpty)
  }

  @Test func `what is over takes no update, and says so`() {
    var desk = Desk.declaredNight()
    desk.type("R")
    desk.press(.enter)
    desk.type("c")
    #expect(desk.updateForm == nil)
    #expect(desk.says == "INC-1 is resolved; S reopens it")
  }

  @Test(arguments: ScreenKind.allCases)
  func `no key of a screen stands in two rows`(_ screen: ScreenKind) {
    let rows = KeyTable.standard.rows(on: screen)
    for row in rows where row.screens != nil {
      for key in row.keys {
        let others = rows.filter { $0.screens != nil && $0.keys.contains(key) && $0.command != row.command }
        #expect(others.isEmpty, "\(key.name) on \(screen) is \(row.command) and \(others.map(\.command))")
      }
    }
  }

  @Test func `every command has a key and a sentence`() {
    let known = Set(KeyRow.standard.map(\.command))
    #expect(Command.allCases.filter { !known.contains($0) } == [])
    #expect(KeyRow.standard.filter { !$0.explanation.string.hasSuffix(".") }.map(\.command) == [])
  }

  @Test func `the command line finds a command by part of its name and takes it`() {
    var desk = Desk.declaredNight()
    desk.type(":timel")
    desk.press(.enter)
    #expect(desk.state.screen == .timeline)
    desk.type(":zzzz")
    desk.press(.enter)
    #expect(desk.says.contains("there is no command zzzz"))
  }

  @Test func `Esc goes back the way one came`() {
    var desk = Desk.declaredNight()
    desk.type("346?")
    desk.press(.escape)
    #expect(desk.state.screen == .playbooks)
    desk.press(.escape, .escape, .escape)
    #expect(desk.state.screen == .incident)
  }

  @Test func `the filter stays until it is cleared`() {
    var desk = Desk()
    desk.type("/git")
    desk.press(.enter)
    #expect(desk.state.shownServices.map(\.id) == ["git"])
    desk.press(.escape)
    #expect(desk.state.shownServices.count == 4)
  }

  @Test func `a selected service stays selected when the order changes`() {
    var desk = Desk()
    desk.press(.down, .down)
    let chosen = desk.state.selectedService
    desk.type("o")
    desk.answers["registry"] = .status(503)
    desk.pass(.minutes(2))
    #expect(desk.state.selectedService == chosen)
  }

  @Test func `a new size is taken and changes nothing else`() {
    var desk = Desk.declaredNight()
    desk.type("nhalf")
    desk.act(.resized(Size(width: 40, height: 12)))
    desk.act(.resized(Size(width: 1, height: 1)))
    desk.act(.resized(Size(width: 80, height: 24)))
    #expect(desk.state.size == Size(width: 80, height: 24))
    #expect(desk.prompt?.fields[0].field.text == "half")
  }

  @Test func `a broken configuration on disk leaves the good one in use and says so`() {
    var desk = Desk()
    desk.act(.settingsBroken(summary: "sitrep.yaml:3:1: unknown key"))
    #expect(desk.state.settingsProblem == "sitrep.yaml:3:1: unknown key")
    #expect(desk.state.shownServices.count == 4)
    desk.act(.settingsReloaded(desk.state.settings, desk.state.library))
    #expect(desk.state.settingsProblem == nil)
    #expect(desk.state.shownServices.count { $0.state == .ok } == 4)
  }
}
