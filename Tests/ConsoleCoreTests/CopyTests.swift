import Cells
import ConsoleCore
import Domain
import Settings
import Support
import Testing

@Suite struct CopyTests {
  /// What `y` copies on a screen that these keys lead to, and what it says of it.
  private func copied(after keys: String, _ more: Key...) throws -> (text: String, says: String) {
    var desk = Desk.declaredNight()
    desk.press(.enter)
    desk.type(keys)
    for key in more { desk.press(key) }
    desk.type("y")
    guard case .copy(let text, let what)? = desk.asked.last else { throw Missing() }
    desk.act(.copied(what: what, fits: true))
    return (text, desk.says)
  }

  @Test func `a service is copied with its state and since when`() throws {
    let copied = try copied(after: "1")
    #expect(copied.text.hasPrefix("registry DOWN since 2026-"))
    #expect(copied.says.hasPrefix("copied: registry DOWN since 03:0"))
  }

  @Test func `a step's command is copied, and a step without one as its line`() throws {
    let command = try copied(after: "2", .home)
    #expect(command.text == "curl -sS https://registry.test/v2/")
    #expect(
      command.says == "copied: the command of step 1 'Does the registry answer from outside?'")
    #expect(try copied(after: "2").text == "step 2 'Tell the users': active")
  }

  @Test func `a line, a follow-up, an incident and a playbook are copied as one line`() throws {
    #expect(try copied(after: "3").text.hasSuffix("ana step started: Tell the users"))
    #expect(try copied(after: "4").text.hasPrefix("Impact: "))
    #expect(try copied(after: "6").text.hasPrefix("Registry outage (registry-outage v4): "))
  }

  @Test func `where nothing is selected the screen can be copied`() {
    var desk = Desk()
    desk.type("?y")
    #expect(desk.says == "nothing is selected here; Y copies the whole screen")
    desk.type("Y")
    #expect(desk.asked.last == .copyView)
  }

  @Test func `an update's line carries what was sent`() throws {
    var desk = Desk.declaredNight()
    desk.type("c")
    desk.press(.control("s"))
    desk.type("3")
    while desk.state.selectedEntry?.event.body.kind != "comms_queued" { desk.press(.up) }
    desk.type("y")
    guard case .copy(let text, let what)? = desk.asked.last else { throw Missing() }
    #expect(text.contains("INC-1"))
    #expect(what.hasPrefix("update 1 as it goes to "))
  }

  @Test func `the record's head and the last export are copied`() throws {
    var desk = Desk.declaredNight()
    desk.type("3#")
    guard case .copy(let head, _)? = desk.asked.last else { throw Missing() }
    #expect(head.hasPrefix("#"))
    desk.type("P")
    #expect(desk.says == "nothing was exported here yet; E exports")
    desk.act(.exported(paths: ["/x/INC-1.md", "/x/INC-1.json"]))
    desk.type("P")
    #expect(desk.asked.last == .copy(text: "/x/INC-1.md\n/x/INC-1.json", what: "/x/INC-1.md, /x/INC-1.json"))
  }

  @Test func `what no terminal takes is told`() {
    var desk = Desk()
    desk.act(.copied(what: "the whole screen", fits: false))
    #expect(desk.says == "not copied: the whole screen is too long for a terminal to take")
  }

  @Test func `the mouse is given back to the terminal and taken again, also by the configuration`() {
    var desk = Desk()
    desk.type("M")
    #expect(desk.asked.last == .takeMouse(true))
    desk.type("M")
    #expect(desk.asked.last == .takeMouse(false))
    #expect(desk.says == "the mouse is your terminal's again: select text as usual")
    var settings = desk.state.settings
    settings.mouse = true
    desk.act(.settingsReloaded(settings, desk.state.library))
    #expect(desk.asked.last == .takeMouse(true))
    #expect(desk.state.hasMouse)
  }
}
