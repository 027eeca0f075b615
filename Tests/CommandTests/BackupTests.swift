import Foundation
import Support
import Testing

@Suite struct BackupTests {
  @Test func `a backup says what it holds, and restore puts it back with the old record aside`() async throws
  {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let copy = "\(home.folder)/copy.db"
    let written = try await BuiltProgram.run("backup", copy, in: home)
    #expect(written.code == 0, "\(written.complaint)")
    #expect(written.lines.first == "written and verified: \(copy)")
    #expect(written.output.contains("1 incident, "))
    #expect(written.output.contains("head #"))
    _ = try await BuiltProgram.run("note", "later", in: home)
    let checked = try await BuiltProgram.run("restore", "--check", copy, in: home)
    #expect(checked.lines.first == "\(copy) is in order")
    #expect(checked.lines.last == "the record \(home.database) is 1 event ahead of it")
    let restored = try await BuiltProgram.run("restore", copy, in: home)
    #expect(restored.code == 0, "\(restored.complaint)")
    #expect(restored.lines.first == "restored: \(home.database)")
    #expect(restored.lines.last == "1 event that came after the backup is only there")
    let again = try await BuiltProgram.run("restore", "--check", copy, in: home)
    #expect(again.lines.last == "the record \(home.database) holds the same")
  }

  @Test func `a file that is there stays without --force`() async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let copy = try home.write("precious", to: "copy.db")
    let refused = try await BuiltProgram.run("backup", copy, in: home)
    #expect(refused.code == 73)
    #expect(refused.complaint.contains("--force"))
    #expect(home.read(copy) == "precious")
    let forced = try await BuiltProgram.run("backup", "--force", copy, in: home)
    #expect(forced.code == 0, "\(forced.complaint)")
  }

  @Test func `the record itself is no place for its backup`() async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let refused = try await BuiltProgram.run("backup", "--force", home.database, in: home)
    #expect(refused.code == 75)
    let verified = try await BuiltProgram.run("verify", in: home)
    #expect(verified.code == 0)
  }

  @Test func `what is no backup is not put in place`() async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let other = try home.write("hello", to: "hello.db")
    for arguments in [
      ["restore", other], ["restore", "--check", other], ["restore", "\(home.folder)/missing"],
    ] {
      let refused = try await BuiltProgram.run(BuiltProgram.path, arguments, in: home)
      #expect([65, 66].contains(refused.code), "\(refused.complaint)")
    }
    let verified = try await BuiltProgram.run("verify", in: home)
    #expect(verified.code == 0)
  }
}
