import Foundation
import Support
import Testing

/// What left the house, or what one's own consoles have seen, against the record.
@Suite struct VerifyTests {
  private func verify(_ arguments: String..., in home: ProgramHome) async throws -> BuiltProgram.Outcome {
    try await BuiltProgram.run(BuiltProgram.path, ["verify"] + arguments, in: home)
  }

  private static let cutTail = ["DELETE FROM payload WHERE gseq > 20", "DELETE FROM event WHERE gseq > 20"]

  private func cut(_ home: ProgramHome) throws {
    for statement in Self.cutTail { try home.alter(statement) }
  }

  @Test(arguments: ["markdown", "json", "csv", "ndjson", "html"])
  func `an export of any form is held against the record`(_ format: String) async throws {
    let home = try ProgramHome.withNight(resolved: false)
    defer { home.remove() }
    let file = "\(home.folder)/kept"
    let exported = try await BuiltProgram.run(
      "export", "INC-1", "--format", format, "--output", file, in: home)
    #expect(exported.code == 0)
    _ = try await BuiltProgram.run("note", "the record goes on", in: home)
    let held = try await verify("--against", file, in: home)
    #expect(held.code == 0, "\(held.output)\(held.complaint)")
    #expect(held.output.contains(" in place"))
    try cut(home)
    let short = try await verify("--against", file, in: home)
    #expect(short.code == 4, "\(short.output)")
    #expect(
      short.output.contains("INC-1 had ") || short.output.contains("the database had "), "\(short.output)")
  }

  @Test func `an update as people got it is held against the record`() async throws {
    let home = try ProgramHome.withNight(resolved: false)
    defer { home.remove() }
    let verified = try await verify(in: home)
    let head = try #require(verified.lines.first { $0.hasPrefix("INC-1 ") }).dropFirst("INC-1 ".count)
    let mail = try home.write(
      "> [INC-1 SEV1] Registry refuses uploads (update 2)\n> We restore it.\n> record \(head)\n",
      to: "mail.txt")
    #expect(try await verify("--against", mail, in: home).code == 0)
    try cut(home)
    #expect(try await verify("--against", mail, in: home).code == 4)
  }

  @Test func `a head of another event in its place is told`() async throws {
    let home = try ProgramHome.withNight(resolved: false)
    defer { home.remove() }
    let other = try await verify("INC-1", "--against", "#3 aaaa-bbbb-cccc-dddd", in: home)
    #expect(other.code == 3)
    #expect(other.output.contains("written anew: event 3 (") && other.output.contains("of INC-1"))
  }

  @Test func `a head of an incident that is not there is told`() async throws {
    let home = try ProgramHome.withNight(resolved: false)
    defer { home.remove() }
    let mail = try home.write("INC-9 over. record #3 aaaa-bbbb-cccc-dddd", to: "mail.txt")
    let gone = try await verify("--against", mail, in: home)
    #expect(gone.code == 4)
    #expect(gone.output.contains("INC-9 is gone as a whole"))
  }

  @Test(arguments: ["nonsense", "#0 aaaa-bbbb-cccc-dddd", "/nowhere/at/all"])
  func `what is no head is refused`(_ given: String) async throws {
    let home = try ProgramHome.withNight(resolved: false)
    defer { home.remove() }
    let refused = try await verify("INC-1", "--against", given, in: home)
    #expect(refused.code == 64)
    #expect(refused.complaint.contains("is neither a head"))
  }

  @Test func `what one's own consoles have seen is held against the record without asking`() async throws {
    let home = try ProgramHome.withNight(resolved: false)
    defer { home.remove() }
    let exported = try await BuiltProgram.run("export", "INC-1", "--format", "markdown", in: home)
    let lines = exported.output.split(separator: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("sitrep/") })
    try home.write(lines[start..<start + 3].joined(separator: " ") + "\n", to: "state/sitrep/witness")
    let held = try await verify(in: home)
    #expect(held.code == 0 && held.output.contains("it agrees with what your own consoles have seen"))
    try cut(home)
    let short = try await verify(in: home)
    #expect(short.code == 4)
    #expect(short.output.contains("state/sitrep/witness"))
  }

  @Test func `the check needs the file alone, and writes nothing to it`() async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    try home.alter("PRAGMA wal_checkpoint(TRUNCATE)")
    let copy = try home.write("", to: "copy/kept.db")
    try FileManager.default.removeItem(atPath: copy)
    try FileManager.default.copyItem(atPath: home.database, toPath: copy)
    let before = try Data(contentsOf: URL(filePath: copy))
    #expect(try await verify("--db", copy, in: home).code == 0)
    #expect(try Data(contentsOf: URL(filePath: copy)) == before)
  }

  @Test func `sums beside the exports hold without sitrep, and the same record gives the same bytes`()
    async throws
  {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    for folder in ["one", "two"] {
      try home.write("", to: "\(folder)/x")
      let exported = try await BuiltProgram.run(
        "export", "INC-1", "--check", "--output", "\(home.folder)/\(folder)", in: home)
      #expect(exported.code == 0, "\(exported.complaint)")
      #expect(exported.output.contains("sha256sum -c INC-1.sha256"))
      let sums = try await BuiltProgram.run(
        "/bin/sh", ["-c", "cd '\(home.folder)/\(folder)' && sha256sum -c INC-1.sha256"], in: home)
      #expect(sums.code == 0, "\(sums.output)\(sums.complaint)")
      #expect(sums.lines.count == 5)
    }
    #expect(home.read("\(home.folder)/one/INC-1.sha256") == home.read("\(home.folder)/two/INC-1.sha256"))
  }

  @Test func `one file gets its sum beside it`() async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let exported = try await BuiltProgram.run(
      "export", "INC-1", "--check", "--format", "json", "--output", "\(home.folder)/night.json", in: home)
    #expect(exported.code == 0)
    let sums = try await BuiltProgram.run(
      "/bin/sh", ["-c", "cd '\(home.folder)' && sha256sum -c night.json.sha256"], in: home)
    #expect(sums.output == "night.json: OK\n")
  }
}
