import Clients
import Domain
import Foundation
import Support
import Testing

/// Notes, exports and the proof that the record is whole.
@Suite struct RecordTests {
  @Test func `a note goes to the open incident and is in its export`() async throws {
    let home = try ProgramHome.withNight(resolved: false)
    defer { home.remove() }
    let saved = try await BuiltProgram.run("note", "failover", "started", in: home)
    #expect(saved.code == 0)
    #expect(saved.output == "saved on INC-1 registry refuses uploads\n")
    let exported = try await BuiltProgram.run("export", "INC-1", in: home)
    #expect(exported.output.contains("failover started"))
    #expect(exported.output.contains("ana"))
  }

  @Test func `a note without an incident is kept all the same`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let saved = try await BuiltProgram.run("note", "all quiet", in: home)
    #expect(saved.code == 0)
    #expect(saved.output.contains("no incident is open"))
    let verified = try await BuiltProgram.run("verify", in: home)
    #expect(verified.lines.first == "1 events, unbroken")
  }

  @Test(arguments: [
    ("INC-2", [], "INC-2"), ("2", [], "INC-2"), ("", [], "INC-1"),
    ("INC-2", ["--incident", "INC-1"], "INC-1"),
    ("nine", ["--incident", "INC-2"], "INC-2"),
  ])
  func `a note goes to the incident of its shell, unless another is named`(
    _ shell: String, _ named: [String], _ incident: String
  ) async throws {
    let home = try ProgramHome.withNight(resolved: false)
    defer { home.remove() }
    try home.declareAnother()
    let saved = try await BuiltProgram.run(
      BuiltProgram.path, ["note", "failover started"] + named, in: home,
      environment: ["SITREP_INCIDENT": shell])
    #expect(saved.code == 0, "\(saved.complaint)")
    #expect(saved.output.hasPrefix("saved on \(incident) "), "\(saved.output)")
  }

  @Test(arguments: ["INC-9", "nine", "INC-"])
  func `a shell that names no incident of the record is told so, and the note is saved`(_ shell: String)
    async throws
  {
    let home = try ProgramHome.withNight(resolved: false)
    defer { home.remove() }
    let told = try await BuiltProgram.run(
      "note", "failover started", in: home, environment: ["SITREP_INCIDENT": shell])
    #expect(told.code == 66)
    #expect(told.complaint.hasPrefix("sitrep: SITREP_INCIDENT says \(shell), and no incident"))
    let found = try await BuiltProgram.run("search", "failover", in: home)
    #expect(found.output.contains("failover started (for \(shell))"))
  }

  @Test
  func
    `a note in the shell of another record's console goes there, and its incident is of that record alone`()
    async throws
  {
    let (home, other) = (
      try ProgramHome.withNight(resolved: false), try ProgramHome.withNight(resolved: false)
    )
    defer {
      home.remove()
      other.remove()
    }
    for place in [home, other] { try place.declareAnother() }
    let shell = ["SITREP_INCIDENT": "INC-2", "SITREP_DB": other.database]
    let there = try await BuiltProgram.run("note", "said there", in: home, environment: shell)
    #expect(there.output == "saved on INC-2 git hangs\n")
    let found = try await BuiltProgram.run("search", "said", "there", in: other)
    #expect(found.output.contains("said there"))
    let here = try await BuiltProgram.run(
      "note", "said here", "--db", home.database, in: home, environment: shell)
    #expect(here.output.hasPrefix("saved on INC-1 "), "\(here.output)\(here.complaint)")
  }

  @Test(arguments: [["note"], ["note", "  "], ["note", ""]])
  func `an empty note is refused and nothing is written`(_ arguments: [String]) async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let refused = try await BuiltProgram.run(BuiltProgram.path, arguments, in: home)
    #expect(refused.code == 64)
    #expect(!FileManager.default.fileExists(atPath: home.database))
  }

  @Test func `a note from outside can't act on the terminal that shows it`() async throws {
    let home = try ProgramHome.withNight(resolved: false)
    defer { home.remove() }
    _ = try await BuiltProgram.run("note", "\u{1B}[2Jgone\u{07}", in: home)
    for format in ["markdown", "html", "csv"] {
      let exported = try await BuiltProgram.run("export", "INC-1", "--format", format, in: home)
      #expect(exported.output.contains("gone"))
      #expect(!exported.output.contains("\u{1B}"), "\(format)")
    }
  }

  @Test(arguments: [
    ("markdown", "# "), ("json", "{"), ("csv", ""), ("ndjson", "{"), ("html", "<!DOCTYPE html>"),
  ])
  func `every format tells the same night`(_ format: String, _ beginning: String) async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let file = "\(home.folder)/night.\(format)"
    let exported = try await BuiltProgram.run("export", "INC-1", "--format", format, in: home)
    #expect(exported.code == 0)
    #expect(exported.output.lowercased().hasPrefix(beginning.lowercased()), "\(exported.output.prefix(80))")
    #expect(exported.output.contains("registry refuses uploads"))
    #expect(exported.output.contains("last deploy 13:31, suspect"))
    let written = try await BuiltProgram.run(
      "export", "inc-1", "--format", format, "--output", file, in: home)
    #expect(written.output == "written: \(file)\n")
    #expect(home.read(file).map(trimmed) == trimmed(exported.output))
  }

  @Test func `the JSON export is JSON`() async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let exported = try await BuiltProgram.run("export", "1", "--format", "json", in: home)
    #expect(try JSONSerialization.jsonObject(with: Data(exported.output.utf8)) is [String: Any])
  }

  @Test(arguments: [("INC-9", 66, "INC-9"), ("nine", 64, "INC-1 or 1")])
  func `an incident that is not there is told`(_ name: String, _ code: Int, _ words: String) async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let refused = try await BuiltProgram.run("export", name, in: home)
    #expect(refused.code == Int32(code))
    #expect(refused.output == "")
    #expect(refused.complaint.contains(words))
  }

  @Test func `a record that nobody changed is in order, and so is its head`() async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let verified = try await BuiltProgram.run("verify", "INC-1", in: home)
    #expect(verified.code == 0)
    #expect(verified.lines.first?.hasSuffix(" events, unbroken") == true)
    let head = try #require(verified.lines.first { $0.hasPrefix("INC-1 ") }).dropFirst("INC-1 ".count)
    let against = try await BuiltProgram.run("verify", "INC-1", "--against", String(head), in: home)
    #expect(against.code == 0)
    #expect(against.output.contains("the given head is in place"))
  }

  @Test(arguments: [
    ("UPDATE event SET body = CAST(body || x'00' AS BLOB) WHERE gseq = 5", "event 5"),
    ("UPDATE event SET prev_g = zeroblob(32) WHERE gseq = 5", "event 5"),
    ("DELETE FROM event WHERE gseq = 5", "before event 6"),
    ("UPDATE payload SET data = CAST(data || x'20' AS BLOB) WHERE gseq = 5", "event 5"),
    ("DELETE FROM payload WHERE gseq = 5", "event 5"),
  ])
  func `a record that somebody changed is found out, with the place`(_ statement: String, _ place: String)
    async throws
  {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    try home.alter(statement)
    let verified = try await BuiltProgram.run("verify", in: home)
    #expect(verified.code == 3, "\(verified.output)\(verified.complaint)")
    #expect(verified.output.hasPrefix("NOT in order: "), "\(verified.output)")
    #expect(verified.output.lowercased().contains(place), "\(verified.output)")
  }

  @Test func `a tail that is missing is found out by a head that was kept`() async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let before = try await BuiltProgram.run("verify", in: home)
    let head = try #require(before.lines.first { $0.hasPrefix("INC-1 ") }).dropFirst("INC-1 ".count)
    try home.alter(
      "DELETE FROM payload WHERE gseq > 20", "DELETE FROM event WHERE gseq > 20")
    let against = try await BuiltProgram.run("verify", "INC-1", "--against", String(head), in: home)
    #expect(against.code == 4, "\(against.output)\(against.complaint)")
  }

  private func trimmed(_ text: String) -> String {
    text.trimmingCharacters(in: .newlines)
  }
}

extension ProgramHome {
  /// A second incident, less severe than the first.
  fileprivate func declareAnother() throws {
    let now = Surroundings.real.now()
    try record([
      Event(
        id: UniqueID(high: 7, low: 7), incident: UniqueID(high: 7, low: 2), happenedAt: now, recordedAt: now,
        actor: Actor(login: "raj", host: "bastion"), source: .person,
        body: .declared(
          Declared(title: "git hangs", severity: .sev3, suggested: .sev3, triggers: [], services: [])))
    ])
  }
}
