import Domain
import Support
import Testing

/// What is done with the record itself, by lines.
@Suite struct RecordByLinesTests {
  @Test func `the history is searched, and what is found is read and opened on its line`() throws {
    let night = try night()
    let ana = try night.listens("ana")
    ana.type("declare pushes hang", "", "note quota was 0", "note the proxy is fine", "resolve", "yes")
    ana.type("declare git is slow", "", "resolve", "yes")
    ana.type("history")
    ana.says("2 incidents, the newest first", "1 INC-2", "2 INC-1")
    ana.type("filter quota")
    ana.says("1 incident", "INC-1", "there: 03:00 quota was 0")
    ana.type("open 1")
    ana.says("INC-1")
    ana.type("filter")
    ana.says("filter: only what has these letters")
    ana.type("nothing like it")
    ana.type("history", "filter nothing like it")
    ana.says("no incident matches nothing like it")
    ana.type("back")
    ana.says("2 incidents")
  }

  @Test func `a password is taken out of the record for good, with its reason and the word`() throws {
    let night = try night()
    let ana = try night.listens("ana")
    ana.type("declare pushes hang", "", "note password hunter2", "timeline")
    ana.says("password hunter2")
    let line = try #require(ana.transcript.last { $0.contains("hunter2") })
    let number = String(line.prefix { $0.isNumber })
    ana.type("redact \(number)")
    ana.says("Why must it go?")
    ana.type("a password", "yes")
    ana.says("type remove")
    ana.type("remove")
    ana.says("saved: ")
    ana.type("timeline")
    ana.says("ana: [removed] (text removed by event", "ana: a password)")
    #expect(try night.lines().contains { $0.contains("hunter2") } == false)
    ana.type("export")
    ana.comesToSay("exported: /exports/INC-1.md")
    #expect(night.world.files["/exports/INC-1.md"]?.contains("hunter2") == false)
    #expect(try night.verdict().problem == nil)
  }

  private func night() throws -> Night { try Night(from: "03:00:00") }
}
