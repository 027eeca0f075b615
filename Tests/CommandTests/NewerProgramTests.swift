import Domain
import Foundation
import GRDB
import Support
import Testing

/// Events that a newer sitrep wrote, met by this one: read, shown, exported, checked and left as they are.
@Suite struct NewerProgramTests {
  private static let payloads = [
    ("weather_changed", #"{ "wind" : 3.50, "from":"north" }"#), ("note@2", #"{"blocks":[{"text":"hello"}]}"#),
    ("resolved@3", "not even JSON \u{0}"), ("note", #"{"text":"known","mood":"new field"}"#),
  ]

  private func homeOfNewer() throws -> ProgramHome {
    let night = registryNight(resolved: false)
    let home = try ProgramHome()
    let later = try #require(night.events.last).event
    let newer = Self.payloads.enumerated().map { place, written in
      Event(
        id: UniqueID(high: 0xfeed, low: UInt64(place)), incident: night.incidentID,
        happenedAt: later.happenedAt, recordedAt: later.recordedAt, actor: later.actor, source: .person,
        body: .unknown(UnknownKind(kind: written.0, payload: Array(written.1.utf8))))
    }
    try home.record(night.events.map(\.event) + newer)
    return home
  }

  private func rows(_ home: ProgramHome) throws -> [Row] {
    let queue = try DatabaseQueue(path: home.database)
    defer { try? queue.close() }
    return try queue.read {
      try Row.fetchAll($0, sql: "SELECT e.*, p.salt, p.data FROM event e LEFT JOIN payload p USING (gseq)")
    }
  }

  @Test func `each stands on the timeline as a line, and changes nothing else`() async throws {
    let home = try homeOfNewer()
    defer { home.remove() }
    let exported = try await BuiltProgram.run("export", "INC-1", in: home)
    #expect(exported.output.contains("weather_changed (written by a newer sitrep)"))
    #expect(exported.output.contains("note (version 2, written by a newer sitrep)"))
    #expect(exported.output.contains("resolved (version 3, written by a newer sitrep)"))
    #expect(exported.output.contains("| State | monitoring |"), "a newer resolved is not taken for ours")
  }

  @Test func `exports carry the newer payloads to the byte`() async throws {
    let home = try homeOfNewer()
    defer { home.remove() }
    let exported = try await BuiltProgram.run("export", "INC-1", "--format", "ndjson", in: home)
    #expect(exported.output.contains(#""kind":"weather_changed""#))
    #expect(exported.output.contains(Self.payloads[0].1))
    #expect(exported.output.contains(Self.payloads[1].1))
    let hex = Self.payloads[2].1.utf8.map { String(format: "%02x", $0) }.joined()
    #expect(exported.output.contains(#"{"hex":"\#(hex)"}"#))
  }

  @Test func `reading, writing beside them and checking leaves every byte`() async throws {
    let home = try homeOfNewer()
    defer { home.remove() }
    let before = try rows(home)
    for command in [["status"], ["export", "INC-1"], ["note", "on it goes"], ["verify"]] {
      let run = try await BuiltProgram.run(BuiltProgram.path, command, in: home)
      #expect(run.code == 0 || command == ["status"], "\(command): \(run.output)\(run.complaint)")
    }
    #expect(try Array(rows(home).prefix(before.count)) == before)
    #expect(try rows(home).count == before.count + 1)
  }

  @Test func `the text of a newer kind can be taken out as well`() async throws {
    let home = try homeOfNewer()
    defer { home.remove() }
    let listed = try await BuiltProgram.run("redact", "INC-1", in: home)
    let line = try #require(listed.lines.first { $0.contains("weather_changed") })
    let redacted = try await BuiltProgram.run(
      "redact", "INC-1", String(line.prefix { $0 != " " }), "--reason", "private", "--yes", in: home)
    #expect(redacted.code == 0, "\(redacted.complaint)")
    let exported = try await BuiltProgram.run("export", "INC-1", in: home)
    #expect(exported.output.contains("private") && !exported.output.contains("north"))
    #expect(try await BuiltProgram.run("verify", in: home).code == 0)
  }
}
