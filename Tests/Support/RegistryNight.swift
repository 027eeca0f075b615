import Domain

/// A night on which the registry refused uploads, from the first red sample to the follow-ups.
package func registryNight(isDrill: Bool = false, resolved: Bool = true) -> TestRecord {
  var night = TestRecord()
  night.add(
    .declared(
      Declared(
        title: "registry refuses uploads", severity: .sev2, suggested: .sev1,
        triggers: ["push errors > 5 % for 5 min"], services: ["registry", "ci"])),
    at: "13:41:30", isDrill: isDrill)
  night.add(
    .milestone(Milestone(kind: .impactStarted, basis: "first red sample")), at: "13:39:41",
    entered: "13:41:30",
    isKey: true, isDrill: isDrill)
  night.add(
    .milestone(Milestone(kind: .detected, basis: "push journey 503")), at: "13:40:02", entered: "13:41:30",
    source: .probe, isKey: true, isDrill: isDrill)
  night.add(.update(UpdateClock(kind: .due, dueAt: moment("13:56:30"))), at: "13:41:30", source: .timer)
  night.add(
    .playbookStarted(
      PlaybookStart(
        playbook: "registry-outage", title: "Registry outage", version: 4, source: "schema: 1\n",
        variables: ["affected": "everybody who pushes"])), at: "13:41:40")
  night.add(.role(RoleChange(kind: .taken, role: .commander, person: "ana")), at: "13:42:30")
  night.add(.milestone(Milestone(kind: .acknowledged)), at: "13:42:00")
  night.add(
    .step(
      StepChange(kind: .done, step: "t-outside", title: "Confirm from outside", text: "503 from two places")),
    at: "13:43:02")
  night.add(
    .severitySet(SeverityChange(from: .sev2, to: .sev1, suggested: .sev1)), at: "13:44:00", isKey: true)
  night.addUpdate(1, at: "13:45:12", happened: "Registry: pushes fail since 13:39 UTC.", next: "14:05:00")
  night.add(.note(Note(text: "last deploy 13:31, suspect")), at: "13:31:00", entered: "13:46:20", by: "raj")
  night.add(.stateSet(StateChange(to: .identified)), at: "13:55:00")
  night.add(
    .decisionTaken(
      Decision(
        step: "d-restore", question: "Restore or repair?", option: "restore",
        label: "Restore to the second host", reason: "no new evidence in ten minutes")),
    at: "14:02:10", isKey: true)
  night.addUpdate(
    2, at: "14:08:30", happened: "Registry: we restore it on a second host.", next: "14:28:00")
  night.add(
    .step(StepChange(kind: .done, step: "r-restore", title: "Restore the newest verified copy")),
    at: "14:20:00")
  night.add(.milestone(Milestone(kind: .mitigated)), at: "14:21:00", isKey: true)
  night.add(.stateSet(StateChange(to: .monitoring)), at: "14:21:10")
  if resolved { night.addEnd() }
  return night
}

extension TestRecord {
  package mutating func addUpdate(
    _ number: Int, at time: String, happened: String, next: String?, impacted: String = "registry, ci.",
    channel: String = "chat"
  ) {
    let message = UniqueID(high: 0x0194_0000_0000_7000, low: 0x8000_0000_0000_0000 | UInt64(number))
    let fields = UpdateFields(
      happened: happened, impacted: impacted, doing: "We are working on it.", nextUpdateAt: next.map(moment))
    add(
      .comms(CommsEvent(kind: .drafted, message: message, number: number, channel: nil, fields: fields)),
      at: time)
    add(
      .comms(CommsEvent(kind: .queued, message: message, number: number, channel: channel, text: happened)),
      at: time)
    add(.comms(CommsEvent(kind: .sent, message: message, number: number, channel: channel)), at: time)
  }

  fileprivate mutating func addEnd() {
    add(
      .step(StepChange(kind: .done, step: "v-push", title: "Canary push and pull", sensed: true)),
      at: "14:24:00",
      source: .playbook)
    addUpdate(
      3, at: "14:30:00", happened: "The registry takes pushes again.", next: nil,
      impacted: "registry, ci. Data loss: pushes from 13:39 to 14:20 UTC must be repeated.")
    add(.milestone(Milestone(kind: .resolved)), at: "14:31:00", isKey: true)
    let followup = UniqueID(high: 0x0195_0000_0000_7000, low: 0x8000_0000_0000_0001)
    add(
      .followup(
        FollowupChange(
          kind: .added, followup: followup, text: "Alert when the store is 80 % full", owner: "raj",
          due: "2026-12-01", purpose: .detect)), at: "14:40:00")
    let second = UniqueID(high: 0x0195_0000_0000_7000, low: 0x8000_0000_0000_0002)
    add(
      .followup(FollowupChange(kind: .added, followup: second, text: "Test the restore every month")),
      at: "14:41:00")
  }
}
