import Clients
import Domain
import Support
import Testing

/// The whole night by lines, as somebody lives it who listens.
@Suite struct NightByLinesTests {
  @Test func `a night is lived by lines, from the first red sample to the export`() throws {
    let night = try Night(from: "03:00:00")
    let ana = try night.listens("ana")
    #expect(ana.transcript.first?.hasPrefix("sitrep prod, by lines") == true)
    night.at("03:02:00")
    night.world.answer("registry", .status(503, "no space left on device"))
    night.world.answer("ci", .waiting(30))
    night.at("03:05:00")
    ana.says("registry DOWN since 03:02:", "via registry")
    ana.type("open registry")
    ana.says("symptom: pushes answer 503", "first step: push a small package")
    declare(ana)
    walk(ana, night)
    try mend(ana, night)
    try close(ana, night)
    try hearsNothingButText(ana)
  }

  private func declare(_ ana: ScriptedListener) {
    ana.type("declare")
    ana.says(
      "declare SEV1: Package registry is down", "because: nobody can push", "playbook: Registry outage")
    ana.type("")
    ana.says("saved: INC-1 declared", "step 1 of 11: Does the registry answer from outside?")
  }

  private func walk(_ ana: ScriptedListener, _ night: Night) {
    night.world.command("/v2/", .prints("200 OK\n"))
    ana.type("run")
    ana.says("this will run: curl -sS https://registry.test/v2/", "as ana on bastion")
    ana.type("")
    ana.says("running", "out: 200 OK", "as expected: step done", "step 2 of 11: Tell the users")
    ana.type("update", "", "", "", "", "send")
    ana.says("saved: update 1, the next is due 03:25 UTC", "update 1 sent: status", "step 3 of 11")
    ana.type("note last deploy was at 02:51")
    ana.says("saved: note")
    night.world.command("stop gc", .prints("gc: stopped\n"))
    ana.type("run", "run")
    ana.says("as expected: step done", "step 4 of 11")
    ana.type("done")
    ana.says("1 none", "2 no-space", "3 other")
    ana.type("2", "skip nobody has the key to the log")
    ana.says("saved: step 5 skipped", "step 6 of 11", "What brings pushes back soonest?")
  }

  private func mend(_ ana: ScriptedListener, _ night: Night) throws {
    night.at("03:25:04")
    let clocks = ana.transcript.filter { $0.hasPrefix("clock: ") || $0.hasPrefix("update ") }
    #expect(clocks.contains { $0.contains("OVERDUE") && $0.contains("decide now, step 6") })
    #expect(clocks.contains("update DUE NOW; update opens it"))
    ana.type("done", "free")
    ana.says("saved: decided: Free space in the object store", "step 8 of 11", "it DESTROYS")
    night.world.command("registry-prune", .prints("900 uploads removed\n"))
    ana.type("run", "prune", "raj")
    ana.says("900 uploads removed", "step 9 of 11", "until: ci: queue_depth < 10")
    night.world.answer("registry", nil)
    night.world.answer("ci", .waiting(4))
    night.at("03:29:00")
    #expect(ana.transcript.contains { $0.hasPrefix("registry OK, was DOWN for") })
    #expect(ana.transcript.contains("step 9 saw itself done"))
    night.world.command("/push", .prints("201\n"))
    ana.type("run", "")
    ana.says("as expected: step done", "step 11 of 11")
  }

  private func close(_ ana: ScriptedListener, _ night: Night) throws {
    ana.type("state monitoring", "update", "", "", "", "-", "send")
    ana.says("the playbook is through; resolve resolves INC-1")
    ana.type("resolve")
    ana.says("Resolve INC-1?", "yes or no [no]")
    ana.type("yes")
    ana.says("saved: INC-1 is resolved")
    ana.type("postmortem")
    ana.says("1 Impact, a draft:", "5 Follow-ups, a draft:")
    ana.type("edit 1 Nobody could push for half an hour.")
    ana.says("saved: postmortem: impact written")
    ana.type("follow-up Alert when the store is 80 % full", "raj", "+5d", "")
    ana.says("saved: follow-up: Alert when the store is 80 % full, raj")
    ana.type("export")
    ana.comesToSay("exported: /exports/INC-1.md")
    ana.type("quit")
    #expect(ana.hasEnded)
    let incident = try night.incident()
    #expect(!incident.isOpen && incident.updates.count == 2)
    #expect(night.world.files["/exports/INC-1.md"]?.contains("Nobody could push") == true)
    #expect(try night.verdict().problem == nil)
  }

  /// No escape sequence, no colour, no box: nothing but text.
  private func hearsNothingButText(_ ana: ScriptedListener) throws {
    let said = ana.transcript.joined()
    #expect(said.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    #expect(!said.unicodeScalars.contains { (0x2500...0x259F).contains($0.value) })
  }

  @Test func `a script is taken line by line, each when the one before is saved, and its end leaves`() throws
  {
    let night = try brokenNight()
    night.world.command("/v2/", .prints("200 OK\n"))
    let script = try night.listens("ana", isTerminal: false)
    script.give(.line("declare"))
    for line in ["", "run", "", "note from a script", "update", "send"] { script.give(.line(line)) }
    script.give(.ended)
    night.at("03:05:10")
    #expect(script.hasEnded)
    #expect(script.lost == 0)
    let lines = try night.lines()
    for words in ["declared SEV", "step done: Does the registry", "from a script", "update 1 sent: status"] {
      #expect(lines.contains { $0.contains(words) }, "the record lacks \(words)")
    }
  }

  @Test func `a half written answer is kept where the script ends`() throws {
    let night = try brokenNight()
    let script = try night.listens("ana", isTerminal: false)
    for line in ["declare", "", "update", "Pushes fail for all."] { script.give(.line(line)) }
    script.give(.ended)
    night.at("03:05:03")
    #expect(script.hasEnded)
    #expect(night.world.files["/home/ana/typed.json"]?.contains("Pushes fail for all.") == true)
    let ana = try night.listens("ana")
    ana.type("update")
    ana.says("what happened? [Pushes fail for all.]")
  }

  @Test func `two by lines hear each other, and the command goes from one to the other`() throws {
    let night = try brokenNight()
    let ana = try night.listens("ana")
    ana.type("declare", "")
    let raj = try night.listens("raj")
    raj.type("status")
    raj.says("INC-1 SEV1 Package registry is down: investigating")
    raj.type("note storage says: quota raised")
    ana.comesToSay("raj: note: storage says: quota raised")
    ana.type("hand-over raj")
    raj.comesToSay("ana hands the command to you: accept shows the brief and accepts")
    raj.type("accept")
    raj.says("what: SEV1 Package registry is down", "Accept it? yes or no [no]")
    raj.type("yes")
    ana.comesToSay("raj: raj accepted command (IC)")
    #expect(try night.incident().commander == "raj")
  }

  @Test func `a command that runs is stopped by a line`() throws {
    let night = try brokenNight()
    night.world.command("/v2/", .hangs("HTTP/2 \n"))
    let ana = try night.listens("ana")
    ana.type("declare", "", "run", "")
    ana.says("out: HTTP/2")
    ana.type("quit")
    ana.says("A command is running and will be stopped. Leave? yes or no [no]")
    ana.type("", "cancel")
    ana.says("command stopped")
  }

  private func brokenNight() throws -> Night {
    let night = try Night(from: "03:02:00")
    night.world.answer("registry", .status(503, "no space left on device"))
    night.world.answer("ci", .waiting(30))
    let early = try night.listens("eve")
    night.at("03:05:00")
    early.hangUp()
    return night
  }
}
