import Foundation
import Support
import Testing

@Suite struct SearchTests {
  @Test func `a line is printed with its incident, moment and author`() async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let found = try await BuiltProgram.run("search", "uploads", "refuses", in: home)
    #expect(found.code == 0, "\(found.complaint)")
    let line = try #require(found.lines.last)
    #expect(line.hasPrefix("INC-1    20"))
    #expect(line.contains("ana") && line.contains("registry refuses uploads"))
  }

  @Test func `the JSON has the same lines for scripts`() async throws {
    struct Line: Decodable { var incident: String?, kind: String, text: String }
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let found = try await BuiltProgram.run("search", "registry", "--format", "json", "--limit", "2", in: home)
    let lines = try JSONDecoder().decode([Line].self, from: Data(found.output.utf8))
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.incident == "INC-1" && !$0.text.isEmpty })
    #expect(found.complaint.contains("--limit shows more"))
  }

  @Test(arguments: [
    (["zzz"], 1, "nothing found for zzz"), (["--incident", "INC-9", "x"], 66, "INC-9 is not there"),
    (["--incident", "seven", "x"], 64, "reads INC-1 or 1"), (["--", "-"], 64, "no word to look for"),
    (["x", "--limit", "0"], 64, "--limit goes from 1"),
  ])
  func `nothing found and bad questions say so`(_ words: [String], _ code: Int, _ complaint: String)
    async throws
  {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let found = try await BuiltProgram.run(BuiltProgram.path, ["search"] + words, in: home)
    #expect(found.code == Int32(code), "\(found.complaint)")
    #expect(found.complaint.contains(complaint))
    #expect(found.output.isEmpty)
  }
}
