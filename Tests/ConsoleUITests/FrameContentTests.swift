import Cells
import ConsoleCore
import Domain
import PlaybookEngine
import Support
import Testing

@testable import ConsoleUI

/// What must be on a screen at 80x24, whatever else is.
@Suite struct FrameContentTests {
  private func text(_ name: String) throws -> String {
    let scene = try #require(Scene.all.first { $0.name == name })
    return draw(try scene.state(Size(width: 80, height: 24))).plainText
  }

  private func expect(_ name: String, shows wanted: [String]) throws {
    let text = try text(name)
    for word in wanted { #expect(text.contains(word), "\(word) is not in\n\(text)") }
  }

  @Test(arguments: [
    "services-incident", "service", "incident", "timeline", "postmortem", "history", "update",
  ])
  func `an open incident is on every screen`(name: String) throws {
    try expect(
      name,
      shows: [
        "sitrep prod", "2 DOWN  2 DEGRADED  1 UNKNOWN  3 OK", "14:03:22 UTC", "INC-7", "SEV1", "Package",
        "00:23:41", "IDENTIFIED", "IC ana", "update in 02:18", "ana@bastion",
      ])
  }

  @Test func `the services screen says who is hurt, since when, why, and if people can work`() throws {
    try expect(
      "services-incident",
      shows: [
        "SERVICE", "STATE", "SINCE", "LATENCY", "last 15m", "QUEUE", "LAG", ">registry", "x DOWN", "  ci",
        "! DEGRADED", "via registry", "37^", "400ms", "? UNKNOWN", ". OK", "now 503", "symptom", "cause",
        "first step", "registry-owner", "sre-lead", "escalation",
      ])
  }

  @Test func `what is known from before says how old it is`() throws {
    try expect("services-remembered", shows: ["as of 30m ago", "not probed yet"])
  }

  @Test func `a service shows its reason, what to do first, whom to ask and each condition`() throws {
    try expect(
      "service",
      shows: [
        "x DOWN", "since 13:40:41 UTC", "first red sample 13:39:41", "symptom", "cause", "first step",
        "owner",
        "escalation", "status not in (200, 202)  now 503", "p95(latency, 5m) > 800ms  now",
        "disk_used > 90% for 10m  now 98%", "latency, last 15m",
      ])
  }

  @Test func `the incident shows where it stands, the open step whole, and the newest lines`() throws {
    try expect(
      "incident",
      shows: [
        "Registry outage  v4", "step 5 of 11", "21:52 / 30:00", "03:12 / 05:00",
        "mc admin info store/ --json",
        "expect", "escalate", "storage-sme in 08:08", "[x]", "[/]", "skipped",
        "1-10 of 11",
        "TIMELINE", "13:58:45", "Enter done", "! run", "s skip", "f failed", "n note", "c update", "? help",
      ])
  }

  @Test func `the declaration shows all that will be recorded`() throws {
    try expect(
      "declare",
      shows: [
        "(*) SEV1", "( ) SEV2", "( ) SEV3", "suggest SEV1", "[x] nobody can push for 5 minutes  true now",
        "[ ] any blob is lost or altered", "What is broken", "Impact began", "13:39:41 UTC",
        "Registry outage",
        "registry, ci", "Commander", "Nothing is recorded before you press Enter.", "Enter declare",
        "Esc leave",
      ])
  }

  @Test func `the update shows its four fields whole, how it will read, and each channel's health`() throws {
    try expect(
      "update",
      shows: [
        "What happened", "Package registry: pushes answer 503", "not start since 13:51 UTC.",
        "What is impacted (and what is not)", "What is being done", "Next update at (UTC, or +20m)", "14:23",
        "AS IT WILL READ", "of 160 characters", "needs chat, which is DOWN", "last one sent 13:45:40 UTC",
        "Ctrl-S send", "Ctrl-Y copy", "Ctrl-E editor", "Esc keep it",
      ])
  }

  @Test func `a command is shown whole, with who runs it, what it does and how to go back`() throws {
    try expect(
      "run-confirmation-write",
      shows: [
        "$ ssh reg-1 'sudo systemctl stop registry-gc.timer", "ana on bastion", "stopped after 30s",
        "rollback",
        "registry-retention.timer", "expect", "It changes things. Type run and Enter:",
        "type run, then Enter; Esc leaves",
      ])
  }

  @Test func `what is not saved is said before all else`() throws {
    try expect("not-saved", shows: ["1 NOT SAVED, in memory alone", "the disk is full"])
  }

  @Test func `a broken configuration says where`() throws {
    try expect("configuration-broken", shows: ["sitrep.yaml:12:7", "write tier"])
  }
}

/// No state may be told by colour alone: its text differs where its colour does.
@Suite struct FrameStateTests {
  @Test func `each state of a service has a glyph and a word of its own`() {
    #expect(Set(ServiceState.allCases.map(\.glyph)).count == ServiceState.allCases.count)
    #expect(Set(ServiceState.allCases.map(\.label)).count == ServiceState.allCases.count)
  }

  @Test func `each state of a step is told apart in its line`() throws {
    let step = try #require(try NightPlaybook.read().playbooks.first?.steps.first)
    let boxes = [StepState.done, .failed, .skipped, .deferred, .inactive, .pending].map { state in
      var run = StepRun(step: step, phase: nil)
      run.state = state
      return run.box
    }
    #expect(Set(boxes).count == boxes.count)
  }

  @Test func `the next update is told apart before, near, at and after its time`() throws {
    let texts = try ["13:50:00", "14:03:22", "14:05:41", "14:07:00"].map { time in
      var state = try Night.open()
      state.now = moment(time)
      let line = draw(state).text(row: 1)
      return try #require(line.firstRange(of: "IC ana").map { String(line[$0.upperBound...]) })
        .filter { !$0.isNumber }
    }
    #expect(Set(texts).count == texts.count, "\(texts)")
  }

  @Test func `a step's clock is told apart before, near and after its limit`() throws {
    let texts = try ["14:01:00", "14:04:00", "14:06:00"].map { time in
      var state = try Night.open()
      _ = update(&state, .keyPressed(.character("2")), at: state.now)
      state.now = moment(time)
      let line = try #require(draw(state).plainText.split(separator: "\n").first { $0.contains("/ 05:00") })
      return line.contains("OVERDUE") ? "overdue" : line.contains("! 0") ? "near" : "calm"
    }
    #expect(texts == ["calm", "near", "overdue"])
  }

  @Test func `a pinned line is told apart from one that was entered late`() throws {
    var state = try Night.open()
    for key in [Key.character("3"), .home] { _ = update(&state, .keyPressed(key), at: state.now) }
    let text = draw(state).plainText
    #expect(text.contains("13:31:00<* raj"))
    #expect(text.contains("13:40:11<! (probe)"))
  }
}
