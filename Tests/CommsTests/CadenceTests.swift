import Comms
import Domain
import Support
import Testing

struct CadenceTests {
  private let declared = moment("13:40:00")

  @Test(arguments: [(Severity.sev1, "13:45:00"), (.sev2, "13:55:00"), (.sev3, "14:40:00")])
  func `the first update is due soon after the declaration`(severity: Severity, due: String) {
    #expect(nextUpdate(after: nil, severity: severity, declaredAt: declared) == moment(due))
  }

  @Test(arguments: [(Severity.sev1, "14:10:00"), (.sev2, "14:20:00"), (.sev3, "17:50:00")])
  func `the next one follows after the severity's interval`(severity: Severity, due: String) {
    #expect(nextUpdate(after: moment("13:50:00"), severity: severity, declaredAt: declared) == moment(due))
  }

  @Test(arguments: [
    (Severity.sev1, "15:39:59", "15:59:59"), (.sev1, "15:40:00", "16:40:00"),
    (.sev2, "17:39:59", "18:09:59"), (.sev2, "17:40:00", "19:40:00"), (.sev3, "18:00:00", "22:00:00"),
  ])
  func `a long incident has a slower rhythm`(severity: Severity, last: String, due: String) {
    #expect(nextUpdate(after: moment(last), severity: severity, declaredAt: declared) == moment(due))
  }

  @Test func `a playbook's cadence goes before the standard`() {
    let own = [Severity.sev1: Cadence(first: .minutes(3), every: .minutes(10))]
    #expect(
      nextUpdate(after: nil, severity: .sev1, declaredAt: declared, own: own) == moment("13:43:00"))
    #expect(
      nextUpdate(after: nil, severity: .sev2, declaredAt: declared, own: own) == moment("13:55:00"))
  }

  @Test func `raising brings the next update forward`() {
    #expect(
      changed(to: .sev1, standing: "14:20:00", lastSent: "13:50:00", now: "13:55:00") == moment("14:10:00"))
  }

  @Test func `raising never makes an update late that was in time`() {
    #expect(
      changed(to: .sev1, standing: "16:00:00", lastSent: "13:50:00", now: "14:30:00") == moment("14:30:00"))
  }

  @Test func `lowering leaves the promise as it was given`() {
    #expect(
      changed(to: .sev3, standing: "14:10:00", lastSent: "13:50:00", now: "13:55:00") == moment("14:10:00"))
    #expect(changed(to: .sev3, standing: "13:45:00", lastSent: nil, now: "13:42:00") == moment("13:45:00"))
  }

  @Test func `an update that is overdue stays overdue when the severity changes`() {
    #expect(
      changed(to: .sev1, standing: "14:00:00", lastSent: "13:50:00", now: "14:30:00") == moment("14:00:00"))
  }

  @Test func `with no promise the new rhythm counts`() {
    #expect(changed(to: .sev2, standing: nil, lastSent: nil, now: "13:41:00") == moment("13:55:00"))
  }

  private func changed(to severity: Severity, standing: String?, lastSent: String?, now: String) -> Timestamp
  {
    nextUpdate(
      whenSeverityBecomes: severity, standing: standing.map(moment), lastSent: lastSent.map(moment),
      declaredAt: declared, now: moment(now))
  }
}

struct UpdateClockLevelTests {
  @Test(arguments: [
    ("14:14:59", UpdateClockLevel.fine(left: .seconds(301))), ("14:15:00", .warning(left: .minutes(5))),
    ("14:19:59", .warning(left: .seconds(1))), ("14:20:00", .due), ("14:20:59", .due),
    ("14:21:00", .overdue(by: .minutes(1))), ("15:20:00", .overdue(by: .hours(1))),
  ])
  func `five minutes before it warns, at its time it is due, a minute later overdue`(
    now: String, level: UpdateClockLevel
  ) {
    #expect(
      UpdateClockLevel(dueAt: moment("14:20:00"), promisedAt: moment("14:00:00"), now: moment(now)) == level)
  }

  @Test(arguments: [
    ("13:43:44", UpdateClockLevel.fine(left: .seconds(76))), ("13:43:45", .warning(left: .seconds(75))),
  ])
  func `a short promise warns in its last quarter`(now: String, level: UpdateClockLevel) {
    #expect(
      UpdateClockLevel(dueAt: moment("13:45:00"), promisedAt: moment("13:40:00"), now: moment(now)) == level)
  }

  @Test func `nothing promised is neither due nor overdue`() {
    #expect(UpdateClockLevel(dueAt: nil, promisedAt: nil, now: moment("13:40:00")) == .none)
  }

  @Test func `a promise that was put back before it was given only rings`() {
    #expect(
      UpdateClockLevel(dueAt: moment("13:40:00"), promisedAt: moment("13:50:00"), now: moment("13:30:00"))
        == .fine(left: .minutes(10)))
  }
}

struct StandardTriggersTests {
  @Test(arguments: Severity.allCases)
  func `every severity says in short words what speaks for it`(severity: Severity) {
    let triggers = standardTriggers(for: severity)
    #expect((2...5).contains(triggers.count))
    #expect(triggers.allSatisfy { $0.count <= 60 })
  }
}
