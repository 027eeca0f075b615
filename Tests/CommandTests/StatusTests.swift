import Domain
import Foundation
import Support
import Testing

@Suite struct StatusTests {
  @Test(arguments: [
    ([ServiceState.ok, .ok], 0), ([.ok, .maintenance], 0), ([.ok, .degraded], 1), ([.degraded, .down], 2),
    ([.ok, .unknown], 3), ([], 3),
  ])
  func `the exit code is that of the worst state`(_ states: [ServiceState], _ code: Int) async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    try home.record([], seen: states.enumerated().map { ("service-\($0)", $1) })
    let status = try await BuiltProgram.run("status", in: home)
    #expect(status.code == Int32(code), "\(status.output)\(status.complaint)")
  }

  @Test func `the text names what is not well and what is open`() async throws {
    let home = try ProgramHome.withNight(resolved: false)
    defer { home.remove() }
    try home.record([], seen: [("registry", .down), ("ci", .degraded), ("git", .ok)])
    let status = try await BuiltProgram.run("status", in: home)
    #expect(status.code == 2)
    #expect(status.lines.first == "1 DOWN  1 DEGRADED  1 OK")
    #expect(status.output.contains("  registry DOWN, last looked at"))
    #expect(status.output.contains("INC-1 SEV1 registry refuses uploads: monitoring for "))
    #expect(status.output.contains("update OVERDUE for "))
    #expect(!status.output.contains("  git"))
  }

  @Test func `the JSON says the same to scripts`() async throws {
    let home = try ProgramHome.withNight(resolved: false)
    defer { home.remove() }
    try home.record([], seen: [("registry", .down), ("git", .ok)])
    let status = try await BuiltProgram.run("status", "--format", "json", in: home)
    #expect(status.code == 2)
    let report = try JSONDecoder().decode(Report.self, from: Data(status.output.utf8))
    #expect(report.worst == "down")
    #expect(report.tally == ["down": 1, "ok": 1])
    #expect(report.services.map(\.service) == ["git", "registry"])
    #expect(report.incidents.map(\.name) == ["INC-1"])
    #expect(report.incidents.first?.is_update_overdue == true)
    #expect(report.incidents.first?.commander == "ana")
  }

  @Test func `a service of the configuration that nobody looked at is not known`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    try home.write(
      "schema: sitrep/config@1\nservices: [{id: a, checks: [{exec: {argv: [\"true\"]}}]}]\n",
      to: home.configuration)
    let status = try await BuiltProgram.run("status", in: home)
    #expect(status.code == 3)
    #expect(status.output == "1 UNKNOWN\n  a UNKNOWN, never looked at\nno incident is open\n")
  }

  @Test(arguments: [
    ([ServiceState.ok, .maintenance], "all OK\n", 0),
    ([.down, .degraded, .degraded, .ok], "1 DOWN 2 DEGRADED\n", 2), ([.ok, .unknown], "1 UNKNOWN\n", 3),
    ([], "not looked at yet\n", 3),
  ])
  func `the line counts what is not well`(_ states: [ServiceState], _ line: String, _ code: Int) async throws
  {
    let home = try ProgramHome()
    defer { home.remove() }
    try home.record([], seen: states.enumerated().map { ("service-\($0)", $1) })
    let status = try await BuiltProgram.run("status", "--format", "line", in: home)
    #expect(status.output == line)
    #expect(status.code == Int32(code))
  }

  @Test func `the line begins with the open incident and its update`() async throws {
    let home = try ProgramHome.withNight(resolved: false)
    defer { home.remove() }
    try home.record([], seen: [("registry", .down), ("git", .ok)])
    let status = try await BuiltProgram.run("status", "--format", "line", in: home)
    #expect(
      status.output.contains(#/^SEV1 INC-1 \d+[hd] update OVERDUE \d+[hd] \| 1 DOWN\n$/#), "\(status.output)")
  }

  @Test func `the line needs no configuration, not even one that can be read`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    try home.write("services: [", to: home.configuration)
    try home.record([], seen: [("registry", .ok)])
    let status = try await BuiltProgram.run("status", "--format", "line", in: home)
    #expect(status.output == "all OK\n")
    #expect(status.code == 0)
  }

  @Test func `an old record is not taken for the present`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    try home.record([], seen: [("registry", .ok)])
    try home.alter("UPDATE last_seen SET at = at - 7200000")
    let status = try await BuiltProgram.run("status", "--format", "line", in: home)
    #expect(status.output == "not looked at for 2h\n")
    #expect(status.code == 3)
  }

  @Test func `the line of the demo says that it is the demo's`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let status = try await BuiltProgram.run("status", "--format", "line", "--demo", in: home)
    #expect(status.output == "DEMO not looked at yet\n")
  }

  @Test func `a record that can't be read is said in the line too`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    try home.write("this is no database, as anybody can see who looks at it", to: home.database)
    let status = try await BuiltProgram.run("status", "--format", "line", in: home)
    #expect(status.output == "sitrep: record not readable\n")
    #expect(status.complaint.hasPrefix("sitrep: "))
    #expect(status.code != 0)
  }

  private struct Report: Decodable {
    struct Service: Decodable { var service: String }
    struct Incident: Decodable {
      var name: String
      var commander: String?
      var is_update_overdue: Bool
    }
    var worst: String
    var tally: [String: Int]
    var services: [Service]
    var incidents: [Incident]
  }
}
