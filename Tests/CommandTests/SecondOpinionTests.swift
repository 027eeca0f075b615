import Foundation
import Support
import Testing

/// The program on the page about the record, which shares no line with ours, and ours: they always agree.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "there is no python3"))
struct SecondOpinionTests {
  private func secondOpinion(_ home: ProgramHome, _ head: [String] = []) async throws -> BuiltProgram.Outcome
  {
    let page = URL(filePath: #filePath).appending(path: "../../../Sources/Domain/Domain.docc/Record.md")
    let text = try String(contentsOf: page.standardizedFileURL, encoding: .utf8)
    let code = try #require(text.split(separator: "```python\n").last?.split(separator: "\n```").first)
    let program = try home.write(String(code), to: "verify.py")
    return try await BuiltProgram.run("/usr/bin/python3", [program, home.database] + head, in: home)
  }

  @Test func `a record in order is in order for both, with a text redacted as well`() async throws {
    let home = try ProgramHome.withNight(resolved: false)
    defer { home.remove() }
    _ = try await BuiltProgram.run("note", "hunter2", in: home)
    _ = try await BuiltProgram.run("redact", "INC-1", "3", "--reason", "secret", "--yes", in: home)
    let (ours, theirs) = (try await BuiltProgram.run("verify", in: home), try await secondOpinion(home))
    #expect(ours.code == 0 && theirs.code == 0, "\(theirs.output)\(theirs.complaint)")
    #expect(theirs.output.hasPrefix(try #require(ours.lines.first)))
  }

  @Test func `records that were merged are in order for both, with a text that was taken out elsewhere`()
    async throws
  {
    let (home, away) = (try ProgramHome.withNight(resolved: false), try ProgramHome())
    defer {
      home.remove()
      away.remove()
    }
    _ = try await BuiltProgram.run("note", "hunter2", in: home)
    let via = "\(BuiltProgram.path) sync --stdio --db \(away.database)"
    _ = try await BuiltProgram.run("sync", "--via", via, in: home)
    let tag = try #require(
      try await BuiltProgram.run("verify", in: away).output.firstMatch(of: #/from database (....):/#)?.1)
    let redacted = try await BuiltProgram.run(
      "redact", "INC-1@\(tag)", "3", "--reason", "secret", "--yes", in: away)
    #expect(redacted.code == 0, "\(redacted.complaint)")
    _ = try await BuiltProgram.run("sync", "--via", via, in: home)
    for record in [home, away] {
      let ours = try await BuiltProgram.run("verify", in: record)
      let theirs = try await secondOpinion(record)
      #expect(ours.code == 0 && theirs.code == 0, "\(ours.output)\(theirs.complaint)")
      #expect(ours.output.contains("text removed by event"))
      try record.alter("DELETE FROM foreign_event WHERE gseq = 1")
      let (cut, too) = (try await BuiltProgram.run("verify", in: record), try await secondOpinion(record))
      #expect(cut.code == 3 && too.code == 1, "\(cut.output)\(too.output)")
    }
  }

  @Test(arguments: [
    "UPDATE event SET body = CAST(body || x'00' AS BLOB) WHERE gseq = 5",
    "UPDATE event SET prev_g = zeroblob(32) WHERE gseq = 5",
    "UPDATE event SET prev_i = zeroblob(32) WHERE gseq = 5",
    "UPDATE event SET hash = randomblob(32) WHERE gseq = 5",
    "UPDATE event SET event_id = randomblob(16) WHERE gseq = 5",
    "UPDATE event SET seq = 99 WHERE gseq = 5",
    "UPDATE event SET gseq = 99 WHERE gseq = 5",
    "DELETE FROM event WHERE gseq = 5",
    "UPDATE payload SET data = CAST(data || x'20' AS BLOB) WHERE gseq = 5",
    "UPDATE payload SET salt = randomblob(16) WHERE gseq = 5",
    "DELETE FROM payload WHERE gseq = 5",
    "UPDATE meta SET database = randomblob(16)",
  ])
  func `what is altered is altered for both`(_ statement: String) async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    try home.alter(statement)
    let (ours, theirs) = (try await BuiltProgram.run("verify", in: home), try await secondOpinion(home))
    #expect(ours.code != 0 && theirs.code != 0, "\(ours.output) \(theirs.output)")
  }

  @Test func `a cut tail shows against a head that was kept, to both`() async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let whole = try await secondOpinion(home)
    let head = Array(try #require(whole.lines.first).split(separator: " ").suffix(2).map(String.init))
    #expect(try await secondOpinion(home, head).code == 0)
    try home.alter("DELETE FROM payload WHERE gseq > 20", "DELETE FROM event WHERE gseq > 20")
    let short = try await secondOpinion(home, head)
    #expect(short.code == 1 && short.complaint.contains("20 are here"), "\(short.complaint)")
  }
}
