import Foundation
import Support
import Testing

@Suite struct SyncTests {
  private func two() throws -> (here: ProgramHome, there: ProgramHome) {
    (try ProgramHome.withNight(), try ProgramHome.withNight(resolved: false))
  }

  @Test func `a file carries the incidents of one host to the other, under the name of their home`()
    async throws
  {
    let (here, there) = try two()
    defer {
      here.remove()
      there.remove()
    }
    _ = try await BuiltProgram.run("note", "only here", in: here)
    let file = "\(here.folder)/carried.sync"
    let first = try await BuiltProgram.run("sync", file, in: here)
    #expect(first.code == 0, "\(first.complaint)")
    // Both homes hold the same night under the same identifiers, as no two hosts ever would.
    let refused = try await BuiltProgram.run("sync", file, in: there)
    #expect(refused.code == 65)
    #expect(refused.complaint.contains("is there twice"), "\(refused.complaint)")
    let fresh = try ProgramHome()
    defer { fresh.remove() }
    _ = try await BuiltProgram.run("note", "fresh", in: fresh)
    let taken = try await BuiltProgram.run("sync", file, in: fresh)
    #expect(taken.code == 0, "\(taken.complaint)")
    #expect(taken.output.contains("2 databases known"))
    let verified = try await BuiltProgram.run("verify", in: fresh)
    #expect(verified.code == 0)
    let line = try #require(verified.lines.first { $0.hasPrefix("from database ") })
    let tag = try #require(line.split { $0 == " " || $0 == ":" }.dropFirst(2).first)
    let exported = try await BuiltProgram.run("export", "INC-1@\(tag)", in: fresh)
    #expect(exported.output.contains("registry refuses uploads"), "\(exported.complaint)")
    #expect(exported.output.contains("INC-1@\(tag)"))
  }

  @Test func `over a command both have all afterwards, and a second time nothing moves`() async throws {
    let (here, there) = (try ProgramHome.withNight(), try ProgramHome())
    defer {
      here.remove()
      there.remove()
    }
    _ = try await BuiltProgram.run("note", "there", in: there)
    let via = "\(BuiltProgram.path) sync --stdio --db \(there.database)"
    let merged = try await BuiltProgram.run("sync", "--via", via, in: here)
    #expect(merged.code == 0, "\(merged.complaint)")
    #expect(merged.output.hasPrefix("1 event taken from the other side, "))
    let again = try await BuiltProgram.run("sync", "--via", via, in: here)
    #expect(again.output.hasPrefix("0 events taken from the other side, 0 events given"))
    for home in [here, there] {
      let verified = try await BuiltProgram.run("verify", in: home)
      #expect(verified.code == 0 && verified.output.contains("unbroken"))
    }
  }

  @Test(arguments: ["false", "cat", "echo hello", "head -c 20 /dev/zero", "exec 1>&-"])
  func `a command that is no sitrep is told, and nothing is taken`(_ command: String) async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let refused = try await BuiltProgram.run("sync", "--via", command, in: home)
    #expect(refused.code == 65)
    #expect(
      refused.complaint.hasPrefix("sitrep: Nothing was taken from the other side: "), "\(refused.complaint)")
    let verified = try await BuiltProgram.run("verify", in: home)
    #expect(verified.code == 0)
  }

  @Test func `a file that is no transfer is refused and left as it is`() async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let file = try home.write("{\"incident\": \"INC-1\"}", to: "export.json")
    let refused = try await BuiltProgram.run("sync", file, in: home)
    #expect(refused.code == 65)
    #expect(refused.complaint.contains("it is no file that sitrep sync wrote"))
    #expect(home.read(file) == "{\"incident\": \"INC-1\"}")
  }

  @Test(arguments: [[], ["a", "--stdio"], ["--via", "x", "--stdio"]])
  func `one way at a time`(_ arguments: [String]) async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let refused = try await BuiltProgram.run(BuiltProgram.path, ["sync"] + arguments, in: home)
    #expect(refused.code == 64)
  }
}
