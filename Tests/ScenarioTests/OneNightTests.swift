import Cells
import Clients
import Domain
import Exports
import Support
import Testing

/// The night of the product, scene by scene: two responders, one record, one connection that drops.
@Suite struct OneNightTests {
  @Test func `a night from the first red sample to the export that anyone can check`() throws {
    let night = try Night(from: "02:40:00")
    try lookIn(night)
    let ana = try night.opens("ana")
    openWithWhatIsKnown(ana, night)
    findTheRoot(ana, night)
    try declare(ana, night)
    try takeTheFirstSteps(ana, night)
    try decideWhenTheClockSaysSo(ana, night)
    try beLateWithTheUpdate(ana, night)
    try loseTheConnection(ana, night)
    let again = try night.opens("ana")
    try findEverythingAgain(again, night)
    let raj = try night.opens("raj")
    try workTogether(again, raj, night)
    try seeItHeal(again, night)
    try resolve(again, raj, night)
    try export(again, night)
  }

  /// In the evening all is well, and that is what is known at night.
  private func lookIn(_ night: Night) throws {
    let evening = try night.opens("ana")
    night.at("02:40:40")
    evening.shows("4 OK", "registry", ". OK", "SERVICE")
    evening.type("q")
    night.drops(evening)
    night.world.move(to: moment("03:00:00"))
  }

  /// Scene 1: the last known state comes first, with its age; live results replace it.
  private func openWithWhatIsKnown(_ ana: ScriptedConsole, _ night: Night) {
    #expect(ana.firstFrame.contains("as of 19m ago"))
    #expect(ana.firstFrame.contains("4 OK"))
    night.at("03:00:05")
    ana.shows("sitrep prod", "4 OK", "03:00:05 UTC")
    ana.hides("as of")
  }

  /// Scene 2: the root stands first, what hangs from it says so, and Enter says what to do.
  private func findTheRoot(_ ana: ScriptedConsole, _ night: Night) {
    night.at("03:02:00")
    night.world.answer("registry", .status(503, "no space left on device"))
    night.world.answer("ci", .waiting(30))
    night.at("03:05:00")
    ana.shows("1 DOWN", "1 DEGRADED", "2 OK", "x DOWN", "! DEGRADED", "  ci", "30")
    ana.showsLarge("via registry")
    let rows = ana.screen.split(separator: "\n").map(String.init)
    let root = rows.firstIndex { $0.contains("x DOWN") } ?? .max
    let leaf = rows.firstIndex { $0.contains("! DEGRADED") } ?? -1
    #expect(root < leaf)
    ana.press(.enter)
    ana.shows(
      "Package registry", "pushes answer 503, pulls still work", "the object store is full",
      "push a small package and read the error", "registry-owner, then sre-lead",
      "oncall > exec-sponsor", "ci DEGRADED", "status != 201", "now 503", "first red sample 03:02:")
    ana.press(.escape)
  }

  /// Scene 3: what holds is ticked, the worst is preselected, one key declares.
  private func declare(_ ana: ScriptedConsole, _ night: Night) throws {
    ana.type("D")
    ana.shows(
      "Declare an incident", "(*) SEV1", "[x] nobody can push", "true now", "[ ] packages are lost",
      "Package registry is down", "[x] 03:02:", "first red sample of registry", "registry-outage")
    ana.press(.enter)
    ana.shows("INC-1", "SEV1", "INVESTIGATING", "IC ana", "update in 05:00", "step 1 of 11")
    let incident = try night.incident()
    #expect(incident.severity == .sev1 && incident.suggestedSeverity == .sev1)
    let start = try #require(incident.impactStartedAt)
    #expect(start > moment("03:02:00") && start < moment("03:02:31"))
    #expect(incident.declaredAt == moment("03:05:00"))
    #expect(incident.detectedAt.map { $0 > start && $0 < moment("03:05:00") } == true)
  }

  /// Scene 4: a step shows all there is to know, runs on a key, and is held against what was expected.
  private func takeTheFirstSteps(_ ana: ScriptedConsole, _ night: Night) throws {
    let world = night.world
    ana.shows(
      "Does the registry answer", "https://registry.test/v2/", "200: the front is up", "00:00 / 05:00")
    ana.showsLarge("from outside?", "escalate  registry-owner in 10:00 (cause still unknown)")
    world.command("/v2/", .hangs("HTTP/2 "))
    ana.type("!")
    ana.shows("Run this?", "It only reads. Enter runs it.", "runs as   ana on bastion")
    ana.press(.enter)
    night.at("03:05:04")
    ana.shows("running 00:04", "| HTTP/2")
    ana.press(.control("c"))
    ana.shows("command stopped")
    world.command("/v2/", .prints("200 OK\n"))
    ana.type("!")
    ana.press(.enter)
    ana.shows("as expected: step done", "step 2 of 11", "[x]")
    ana.type("nlast deploy was at 02:51")
    ana.press(.enter)
    ana.shows("note saved 03:05:04")
    try tellTheUsers(ana, night)
    night.at("03:07:00")
    world.command("stop gc", .prints("gc: stopped\n"))
    ana.shows("Stop garbage collection", "rollback  ssh registry sudo systemctl start")
    ana.type("!")
    ana.shows("It changes things.", "Type run and Enter")
    ana.type("run")
    ana.press(.enter)
    ana.press(.enter)
    ana.shows("What did you see?", "no-space")
    ana.type("2")
    ana.press(.enter)
    ana.type("snobody has the key to the log")
    ana.press(.enter)
    ana.shows("step 6 of 11", "What brings pushes back soonest?", "Free space in the object store")
    #expect(world.ran.count == 3)
    #expect(
      try night.lines().contains(
        "03:07 step skipped: Read the registry's log (nobody has the key to the log)"))
  }

  /// Scene 6, the first time: the update is written already; one channel takes it at once, the other a little later.
  private func tellTheUsers(_ ana: ScriptedConsole, _ night: Night) throws {
    night.world.channel("chat", .temporary(reason: "503 from the hook"))
    ana.press(.enter)
    ana.shows("UPDATE 1", "Pushes to the registry fail since", "GOES TO", "chat", "status")
    ana.showsLarge("AS IT WILL READ", "Next update: 03:25 UTC", "as SMS:")
    ana.press(.control("s"))
    ana.shows("step 3 of 11", "update in 19:56")
    ana.type("c")
    ana.shows(
      "1 chat            slack     last one queued", "2 status          file      last one sent 03:05:04 UTC")
    ana.press(.escape)
    night.world.channel("chat", .sent)
    night.at("03:05:12")
    ana.shows("update 1 sent: chat")
    let chat = night.world.sent.filter { $0.channel.id == "chat" }
    #expect(chat.count == 2)
    #expect(Set(chat.map(\.idempotencyKey)).count == 1)
    #expect(night.world.sent.count { $0.channel.id == "status" } == 1)
    #expect(try night.lines().suffix(8).contains("03:05 update 1 sent: status"))
  }

  /// Scene 5: after twenty minutes the playbook says: stop debugging.
  private func decideWhenTheClockSaysSo(_ ana: ScriptedConsole, _ night: Night) throws {
    night.at("03:16:00")
    #expect(try night.lines().contains { $0.hasPrefix("03:15") && $0.contains("10m used") })
    night.at("03:25:02")
    ana.shows("OVERDUE 20:02 / 20:00")
    ana.press(.enter)
    ana.shows("> 2 Free space in the object store")
    ana.press(.enter)
    ana.shows("Remove old unfinished uploads", "step 8 of 11")
    #expect(
      try night.lines().last { $0.contains("decided") } == "03:25 decided: Free space in the object store")
    #expect(try night.lines().contains { $0.contains("step not needed: Restart the registry") })
  }

  /// Scene 6, the second time: it warns, it is late, it says so, and the record says so too.
  private func beLateWithTheUpdate(_ ana: ScriptedConsole, _ night: Night) throws {
    ana.shows("update DUE NOW")
    night.at("03:27:30")
    ana.shows("update OVERDUE 02:30")
    #expect(try night.lines().filter { $0.contains("OVERDUE") } == ["03:25 update OVERDUE since 03:25 UTC"])
    ana.type("c")
    ana.press(.tab, .tab)
    ana.type(" We free space in the store.")
    ana.shows("UPDATE 2", "We free space in")
    ana.press(.control("s"))
    ana.shows("update 2 sent", "update in 19:30")
    #expect(try night.incident().updates.map(\.number) == [1, 2])
  }

  /// Scene 7: the connection breaks in the middle of a command and of a note.
  private func loseTheConnection(_ ana: ScriptedConsole, _ night: Night) throws {
    night.world.command("registry-prune", .hangs("removing 1 of 900\n"))
    ana.type("!prune")
    ana.press(.enter)
    ana.type("raj")
    ana.press(.enter)
    ana.shows("removing 1 of 900")
    ana.type("nit is still re")
    night.drops(ana)
    night.world.move(to: moment("03:29:00"))
  }

  private func findEverythingAgain(_ ana: ScriptedConsole, _ night: Night) throws {
    ana.shows(
      "INC-1", "SEV1", "IC ana", "update in 18:00", "step 8 of 11", "Remove old unfinished uploads",
      "removing 1 of 900")
    let start = try #require(try night.incident().impactStartedAt)
    ana.shows((moment("03:29:00") - start).clockText)
    #expect(try night.lines().contains { $0.contains("command cancelled") && $0.contains("prune") })
    ana.type("n")
    ana.shows("it is still re")
    ana.type("moving")
    ana.press(.enter)
    #expect(try night.lines().contains { $0.contains("it is still removing") })
    night.world.command("registry-prune", .prints("900 uploads removed\n"))
    ana.type("!prune")
    ana.press(.enter)
    ana.type("raj")
    ana.press(.enter)
    ana.shows("step 9 of 11", "until     ci: queue_depth < 10 for 1m")
    night.at("03:30:00")
  }

  /// Scene 8: a second responder sees the same and is seen.
  private func workTogether(_ ana: ScriptedConsole, _ raj: ScriptedConsole, _ night: Night) throws {
    raj.shows("INC-1", "SEV1", "IC ana", "update in 17:00", "step 9 of 11", "TIMELINE")
    raj.showsLarge("raj@bastion, another console probes")
    raj.type("nstorage says: quota raised")
    raj.press(.enter)
    ana.comesToShow("storage says: quota raised")
    ana.type("H")
    ana.type("raj")
    ana.press(.enter)
    raj.comesToShow("ana hands the command to you")
    raj.type("A")
    raj.shows(
      "ana hands the command of INC-1 to you", "impact", "Remove old unfinished uploads",
      "it is still removing")
    raj.press(.enter)
    ana.comesToShow("IC raj")
    ana.type("nthanks, I watch the queue")
    ana.press(.enter)
    raj.comesToShow("thanks, I watch the queue")
    #expect(try night.incident().commander == "raj")
    #expect(try night.incident().timeline.filter { $0.event.actor.login == "raj" }.count == 2)
  }

  /// Scene 5, the wait: the step ticks itself once the queue has really drained.
  private func seeItHeal(_ ana: ScriptedConsole, _ night: Night) throws {
    ana.type("S")
    ana.press(.enter)
    ana.shows("IDENTIFIED")
    night.world.answer("registry", nil)
    night.world.answer("ci", .waiting(4))
    night.at("03:34:00")
    ana.shows("4 OK", "[=]", "A push goes all the way")
    let drained = try #require(try night.incident().timeline.first { $0.text.contains("saw itself done") })
    #expect(drained.event.source == .playbook)
    #expect(drained.happenedAt > moment("03:31:00"))
    night.world.command("/push", .prints("201\n"))
    ana.type("!")
    ana.press(.enter)
    ana.type("S")
    ana.press(.enter)
    ana.shows("MONITORING", "step 11 of 11")
    ana.press(.enter)
    ana.shows("Pushes to the registry work again", "was lost.")
    ana.press(.control("s"))
    ana.shows("complete")
  }

  /// Scene 9: the five lines are there; what nobody said is not recorded.
  private func resolve(_ ana: ScriptedConsole, _ raj: ScriptedConsole, _ night: Night) throws {
    night.at("03:40:00")
    ana.type("R")
    ana.shows("Resolve INC-1?")
    ana.type("y")
    ana.shows("IMPACT  draft", "SEV1 for 35 min", "not recorded", "resolved")
    ana.showsLarge("DETECTION  draft", "a probe", "TIMELINE  draft", "FIX  draft", "FOLLOW-UPS  draft")
    raj.comesToShow("resolved")
    raj.type("4aAlert when the store is 80 % full")
    raj.press(.enter)
    raj.type("raj")
    raj.press(.enter)
    raj.type("+5d")
    raj.press(.enter, .enter)
    ana.comesToShow("Alert when the store is 80 % full")
    ana.press(.enter, .control("u"))
    ana.type("Nobody could push for half an hour.")
    ana.press(.enter)
    ana.shows("IMPACT  written", "Nobody could push for half an hour.")
    #expect(try night.incident().resolvedAt == moment("03:40:00"))
  }

  /// Scene 10: the same record gives the same bytes, and its chains are whole.
  private func export(_ ana: ScriptedConsole, _ night: Night) throws {
    ana.type("E")
    ana.comesToShow("exported: /exports/INC-1.md")
    let exported = ExportedIncident(incident: try night.incident())
    #expect(night.world.files["/exports/INC-1.md"] == Exports.export(exported, as: .markdown))
    #expect(night.world.files["/exports/INC-1.json"] == Exports.export(exported, as: .json))
    for format in ExportFormat.allCases {
      let text = Exports.export(exported, as: format)
      for words in ["nobody has the key to the log", "quota raised", "Alert when the store is 80 % full"] {
        #expect(text.contains(words), "\(format) lacks \"\(words)\"")
      }
    }
    let verdict = try night.verdict()
    #expect(verdict.problem == nil)
    let head = try #require(verdict.incidents.first).short
    #expect(night.world.files["/exports/INC-1.md"]?.contains(head) == true)
  }
}
