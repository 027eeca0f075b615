import Comms
import Domain
import Support
import Testing

struct RenderingTests {
  private let fields = UpdateFields(
    happened: "Registry: pushes fail since 13:39 UTC.", impacted: "registry, ci. Not impacted: git.",
    doing: "We restore it on a second host.", nextUpdateAt: moment("14:28:00"))

  @Test func `chat`() throws {
    #expect(
      try rendered(.chat) == """
        [SEV1] INC-7 registry refuses uploads - MONITORING, update 3
        Registry: pushes fail since 13:39 UTC.
        Impact: registry, ci. Not impacted: git.
        Doing: We restore it on a second host.
        Next update: 14:28 UTC
        record #42 k7qf-2m9x-aa41-zp0d
        """)
  }

  @Test func `e-mail`() throws {
    #expect(
      try rendered(.email) == """
        [SEV1] INC-7 registry refuses uploads - MONITORING, update 3

        What happened
        Registry: pushes fail since 13:39 UTC.

        What is impacted
        registry, ci. Not impacted: git.

        What is being done
        We restore it on a second host.

        Next update: 14:28 UTC
        record #42 k7qf-2m9x-aa41-zp0d
        """)
  }

  @Test func `status page`() throws {
    #expect(
      try rendered(.statusPage) == """
        Monitoring: registry refuses uploads
        Registry: pushes fail since 13:39 UTC.
        Impact: registry, ci. Not impacted: git.
        We restore it on a second host.
        Posted 2026-11-21 14:10 UTC
        Next update: 14:28 UTC
        record #42 k7qf-2m9x-aa41-zp0d
        """)
  }

  @Test func `executive`() throws {
    #expect(
      try rendered(.executive, needs: "a decision on the second host by 14:30") == """
        [SEV1] INC-7 registry refuses uploads - MONITORING, update 3
        Condition: Registry: pushes fail since 13:39 UTC. Impact: registry, ci. Not impacted: git.
        Actions: We restore it on a second host.
        Needs: a decision on the second host by 14:30
        Next update: 14:28 UTC
        record #42 k7qf-2m9x-aa41-zp0d
        """)
  }

  @Test func `file`() throws {
    #expect(
      try rendered(.file).split(separator: "\n").first
        == "[SEV1] INC-7 registry refuses uploads - MONITORING, update 3, 2026-11-21 14:10:00 UTC")
  }

  @Test(arguments: Audience.allCases, [true, false])
  func `every line of a drill says DRILL`(audience: Audience, isDemo: Bool) throws {
    let incident = try #require(registryNight(isDrill: true).incident)
    let text = render(
      fields, for: audience, incident: incident, number: 3, at: moment("14:10:00"), isDemo: isDemo)
    let mark = isDemo ? "DEMO DRILL" : "DRILL"
    #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("[\(mark)] ") || $0.hasPrefix("\(mark) ") })
  }

  @Test(arguments: Audience.allCases)
  func `nothing hidden leaves the house`(audience: Audience) throws {
    let nasty = "x\u{1B}]0;pwned\u{7}\u{9B}31m\u{202E}y\u{200B}\u{2028}z\r\nw"
    let incident = try #require(registryNight(resolved: false).incident)
    let text = render(
      UpdateFields(happened: nasty, impacted: nasty, doing: nasty, nextUpdateAt: nil), for: audience,
      incident: incident, number: 3, at: moment("14:10:00"), head: nasty)
    #expect(
      text.unicodeScalars.allSatisfy { scalar in
        scalar == "\n" || !(scalar.isControl || scalar.isBidiControl || scalar.isInvisible)
      })
  }

  @Test func `the title is one line whatever the incident is called`() throws {
    var incident = try #require(registryNight(isDrill: true).incident)
    incident.title = "a\r\nBcc: everybody"
    let message = UpdateMessage(fields: fields, incident: incident, number: 3, at: moment("14:10:00"))
    #expect(message.title == "[DRILL] [SEV1] INC-7 a Bcc: everybody: resolved, update 3")
  }

  @Test func `a late update says how late`() throws {
    let incident = try #require(registryNight(resolved: false).incident)
    #expect(lateness(incident, at: "14:28:59") == nil)
    #expect(lateness(incident, at: "14:33:00") == .minutes(5))
    let text = render(fields, for: .chat, incident: incident, number: 3, at: moment("14:33:00"))
    #expect(text.contains("This update is 5 min late."))
  }

  @Test func `an update that is recorded is held against its own promise`() throws {
    let incident = try #require(registryNight(resolved: false).incident)
    let message = UpdateMessage(fields: fields, incident: incident, number: 2, at: moment("14:08:30"))
    #expect(message.lateness == .seconds(210))
  }

  @Test func `the next update on another day names the day`() throws {
    var tomorrow = fields
    tomorrow.nextUpdateAt = moment("14:28:00") + .hours(10)
    let incident = try #require(registryNight().incident)
    let text = render(tomorrow, for: .chat, incident: incident, number: 3, at: moment("14:10:00"))
    #expect(text.contains("Next update: 2026-11-22 00:28 UTC"))
  }

  @Test func `the last update says that it is the last`() throws {
    var last = fields
    last.nextUpdateAt = nil
    let incident = try #require(registryNight().incident)
    let text = render(last, for: .chat, incident: incident, number: 3, at: moment("14:32:00"))
    #expect(text.contains("This is the last update."))
  }

  private func lateness(_ incident: Incident, at time: String) -> Duration? {
    UpdateMessage(fields: fields, incident: incident, number: 3, at: moment(time)).lateness
  }

  private func rendered(_ audience: Audience, needs: String? = nil) throws -> String {
    render(
      fields, for: audience, incident: try #require(registryNight(resolved: false).incident), number: 3,
      at: moment("14:10:00"), head: "#42 k7qf-2m9x-aa41-zp0d", needs: needs)
  }
}
