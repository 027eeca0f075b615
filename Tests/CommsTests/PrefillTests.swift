import Comms
import Domain
import Support
import Testing

struct PrefillTests {
  private let registry = ServiceFact(
    name: "registry", state: .down, since: moment("13:39:41"), symptom: "pushes fail")
  private let ci = ServiceFact(name: "ci", state: .degraded, since: moment("13:44:00"))
  private let git = ServiceFact(name: "git", state: .ok, since: nil)

  @Test func `the first update says since when, what is hurt and what is not`() throws {
    var record = TestRecord()
    record.add(
      .declared(
        Declared(title: "registry", severity: .sev1, suggested: nil, triggers: [], services: ["registry"])),
      at: "13:41:30")
    let fields = prefilled(try #require(record.incident), [registry, ci, git], now: "13:44:40")
    #expect(
      fields
        == UpdateFields(
          happened: "Registry: pushes fail since 13:39 UTC. Ci: degraded since 13:44 UTC.",
          impacted: "registry, ci. Not impacted: git.", doing: "We are looking for the cause.",
          nextUpdateAt: moment("14:04:00")))
  }

  @Test func `when all that was hurt works again the update says so`() throws {
    var record = TestRecord()
    record.add(
      .declared(
        Declared(title: "registry", severity: .sev1, suggested: nil, triggers: [], services: ["registry"])),
      at: "13:41:30")
    let well = ServiceFact(name: "registry", state: .ok, since: moment("14:20:00"))
    let fields = prefilled(try #require(record.incident), [well], now: "14:25:00")
    #expect(fields.impacted == "Working again: registry.")
    #expect(fields.doing == "All affected services work again. We are watching whether it holds.")
  }

  @Test func `many hurt services are counted, not listed`() throws {
    let services = (1...8).map { ServiceFact(name: "svc-\($0)", state: .down, since: nil) }
    let fields = prefilled(try #require(registryNight(resolved: false).incident), services, now: "14:25:00")
    #expect(fields.happened == "Svc-1: down. Svc-2: down. Svc-3: down. 5 more services are affected.")
    #expect(fields.impacted == "svc-1, svc-2, svc-3, svc-4, svc-5 and 3 more.")
  }

  @Test func `a person's words are kept while nothing has changed`() throws {
    var record = registryNight(resolved: false)
    record.addUpdate(3, at: "14:22:00", happened: "In my own words.", next: "14:42:00")
    let fields = prefilled(try #require(record.incident), [registry], now: "14:41:00")
    #expect(fields.happened == "In my own words.")
    #expect(fields.doing == "We are working on it.")
    #expect(fields.nextUpdateAt == moment("15:01:00"))
  }

  @Test func `a change since the last update brings the facts back`() throws {
    let fields = prefilled(try #require(registryNight(resolved: false).incident), [registry], now: "14:25:00")
    #expect(fields.happened == "Registry: pushes fail since 13:39 UTC.")
    #expect(fields.doing == "A fix is in place. We are watching it.")
  }

  @Test func `a decision is named while it is being carried out`() throws {
    var record = registryNight(resolved: false)
    record.add(.stateSet(StateChange(to: .identified)), at: "14:24:00")
    let fields = prefilled(try #require(record.incident), [registry], now: "14:25:00")
    #expect(
      fields.doing
        == "The cause is known. We are working on it. Decided at 14:02 UTC: Restore to the second host.")
  }

  @Test func `without measured services the incident's own words speak`() throws {
    let fields = prefilled(try #require(registryNight(resolved: false).incident), [], now: "14:25:00")
    #expect(fields.happened == "Registry refuses uploads since 13:39 UTC.")
    #expect(fields.impacted == "registry, ci.")
  }

  @Test func `the last update says how long it took and asks what was lost`() throws {
    let fields = prefilled(try #require(registryNight().incident), [git], now: "14:32:00")
    #expect(
      fields
        == UpdateFields(
          happened:
            "Resolved at 14:31 UTC: registry refuses uploads. It began at 13:39 UTC and lasted 51 min 19 s.",
          impacted: "registry, ci. Data loss: not known yet.",
          doing: "The incident is over. A review follows.", nextUpdateAt: nil))
  }

  @Test func `the last update names what is not yet well`() throws {
    let fields = prefilled(try #require(registryNight().incident), [ci], now: "14:32:00")
    #expect(fields.doing == "A review follows. Not yet well: ci.")
  }

  private func prefilled(_ incident: Incident, _ services: [ServiceFact], now: String) -> UpdateFields {
    prefilledUpdate(
      incident: incident, services: services, lastUpdate: incident.lastUpdate, now: moment(now),
      cadence: .standard(for: .sev1))
  }
}
