import Domain
import PlaybookEngine
import Support

/// The record of the night up to 14:03: the registry refuses pushes, the fourth step is under way.
func nightRecord() -> TestRecord {
  var night = TestRecord()
  night.add(
    .declared(
      Declared(
        title: "Package registry refuses uploads", severity: .sev2, suggested: .sev1,
        triggers: ["nobody can push for 5 minutes"], services: ["registry", "ci"])),
    at: "13:41:30", isKey: true)
  night.add(
    .milestone(Milestone(kind: .impactStarted, basis: "first red sample of registry")), at: "13:39:41",
    entered: "13:41:30", isKey: true)
  night.add(
    .serviceChanged(
      ServiceChange(
        service: "registry", from: .ok, to: .down, because: "status not in (200, 202): now 503", via: nil)),
    at: "13:40:11", entered: "13:41:30", source: .probe)
  night.add(
    .milestone(Milestone(kind: .detected, basis: "by probe: registry DOWN")), at: "13:40:11",
    entered: "13:41:30", source: .probe)
  night.add(.milestone(Milestone(kind: .acknowledged)), at: "13:41:30")
  night.add(.role(RoleChange(kind: .taken, role: .commander, person: "ana")), at: "13:41:30")
  night.add(.update(UpdateClock(kind: .due, dueAt: moment("13:46:30"))), at: "13:41:30", source: .timer)
  night.add(
    .playbookStarted(
      PlaybookStart(
        playbook: "registry-outage", title: "Registry outage", version: 4, source: NightPlaybook.text,
        variables: ["host": "reg-1"])), at: "13:41:31")
  night.addSteps()
  night.add(
    .severitySet(SeverityChange(from: .sev2, to: .sev1, suggested: .sev1)), at: "13:50:00", isKey: true)
  let note = night.add(
    .note(Note(text: "last deploy 13:31, suspect", step: "t-storage")), at: "13:31:00", entered: "13:52:20",
    by: "raj")
  night.add(.pin(Pin(pinned: true)), at: "13:52:40", corrects: note)
  night.add(
    .serviceChanged(
      ServiceChange(
        service: "ci", from: .ok, to: .degraded, because: "queue_depth > 20: now 37", via: "registry")),
    at: "13:53:30", source: .probe)
  let wrong = night.add(.note(Note(text: "disk of reg-2 is full")), at: "13:54:10")
  night.add(
    .correction(Correction(text: "disk of reg-1 is full (98 %), reg-2 has room", reason: "wrong host")),
    at: "13:55:00", corrects: wrong)
  night.add(.stateSet(StateChange(to: .identified)), at: "13:56:00")
  night.add(
    .note(
      Note(
        text: "発見: the object store refuses writes since the quota was changed at 13:38 by the nightly job; "
          + "asked storage-sme to raise it, answer expected within ten minutes 🚒")), at: "13:58:45", by: "raj"
  )
  return night
}

extension TestRecord {
  fileprivate mutating func addSteps() {
    func step(_ kind: StepChange.Kind, _ id: StepID, _ title: String, _ text: String? = nil) -> EventBody {
      .step(StepChange(kind: kind, step: id, title: title, text: text))
    }
    let roles = "Say aloud who is commander, who types, who tells users"
    let freeze = "Freeze publishes and stop garbage collection on both registry hosts"
    add(step(.started, "i-roles", roles), at: "13:41:31")
    add(step(.done, "i-roles", roles), at: "13:42:10")
    add(step(.started, "i-confirm", "Confirm from outside"), at: "13:42:10")
    add(step(.done, "i-confirm", "Confirm from outside", "503 from two places"), at: "13:42:51")
    add(step(.started, "i-freeze", freeze), at: "13:42:51")
    let run = UniqueID(high: 0x0196_0000_0000_7000, low: 0x8000_0000_0000_0001)
    let command = "ssh reg-1 'sudo systemctl stop registry-gc.timer registry-retention.timer'"
    add(
      .commandRun(CommandRun(kind: .started, run: run, step: "i-freeze", command: command)), at: "13:43:10")
    add(
      .commandRun(
        CommandRun(
          kind: .finished, run: run, step: "i-freeze", command: command, exit: 3, duration: .seconds(2),
          output: "inactive\ninactive\n", outputBytes: 18, matched: true)),
      at: "13:43:12", source: .command)
    add(step(.skipped, "i-freeze", freeze, "reg-2 is gone; done by hand on reg-1"), at: "13:45:01")
    add(step(.started, "i-tell", "First message to users"), at: "13:45:01")
    addUpdate(
      1, at: "13:45:40", happened: "Registry: pushes fail since 13:39 UTC.", next: "14:05:40",
      channel: "status")
    add(step(.done, "i-tell", "First message to users", "update 1"), at: "13:45:40")
    add(step(.started, "t-storage", "Is the object store writable?"), at: "14:00:10")
  }
}
