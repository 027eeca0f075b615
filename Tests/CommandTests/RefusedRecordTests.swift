import Domain
import Foundation
import Glibc
import Support
import Testing

/// A database that can't be used: one clear sentence, a code of its own, and not a byte of it changed.
@Suite struct RefusedRecordTests {
  struct Kind: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// The code of a command that would write.
    var code: Int32
    var words: String
    var keepsNotes = false
    var make: @Sendable (ProgramHome) throws -> Void
  }

  static let kinds: [Kind] = [
    Kind(testDescription: "not a database", code: 65, words: "it is not a database", keepsNotes: true) {
      home in
      try put(
        Data(String(repeating: "Dear diary, the disk is full again.\n", count: 200).utf8), at: home.database)
    },
    Kind(testDescription: "another program's database", code: 65, words: "is not a sitrep database") { home in
      try put(Data(), at: home.database)
      try home.alter("CREATE TABLE recipe (name TEXT)")
    },
    Kind(testDescription: "a newer format", code: 76, words: "written by a newer sitrep") { home in
      try home.record(registryNight().events.map(\.event))
      try home.alter("PRAGMA user_version = 99", "PRAGMA wal_checkpoint(TRUNCATE)")
    },
    Kind(testDescription: "open to every user", code: 77, words: "chmod o= ") { home in
      try put(Data(), at: home.database)
      chmod(home.database, 0o666)
    },
    Kind(testDescription: "a symbolic link", code: 77, words: "symbolic link") { home in
      try put(Data("x".utf8), at: home.database + ".target")
      symlink(home.database + ".target", home.database)
    },
  ]

  @Test(arguments: kinds)
  func `a note is refused and the file stays as it is`(_ kind: Kind) async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    try kind.make(home)
    let before = try Data(contentsOf: URL(filePath: home.database))
    let refused = try await BuiltProgram.run("note", "hello", in: home)
    #expect(refused.code == (kind.keepsNotes ? 75 : kind.code))
    #expect(refused.output == "")
    #expect(
      refused.complaint.contains(kind.keepsNotes ? "PENDING, not in the record yet" : kind.words),
      "\(refused.complaint)")
    #expect(refused.complaint.contains(home.database))
    #expect(refused.complaint.hasPrefix("sitrep: ") && refused.complaint.split(separator: "\n").count == 1)
    #expect(try Data(contentsOf: URL(filePath: home.database)) == before)
  }

  @Test(arguments: kinds.prefix(2), ["status", "verify", "export"])
  func `what only reads refuses it as well`(_ kind: Kind, _ command: String) async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    try kind.make(home)
    let before = try Data(contentsOf: URL(filePath: home.database))
    let refused = try await BuiltProgram.run(
      BuiltProgram.path, [command] + (command == "export" ? ["INC-1"] : []), in: home)
    #expect(refused.code == (command == "verify" ? 5 : kind.code))
    #expect(refused.complaint.contains(kind.words), "\(refused.complaint)")
    #expect(try Data(contentsOf: URL(filePath: home.database)) == before)
  }

  @Test func `a place that can't be written is named`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let refused = try await BuiltProgram.run("note", "hello", "--db", "/proc/sitrep/sitrep.db", in: home)
    #expect(refused.code == 73)
    #expect(refused.complaint.contains("/proc/sitrep cannot be written"))
  }

  @Test func `a folder that every user may write to is refused with the command that mends it`() async throws
  {
    let home = try ProgramHome()
    defer { home.remove() }
    chmod("\(home.folder)/state/sitrep", 0o777)
    let refused = try await BuiltProgram.run("note", "hello", in: home)
    #expect(refused.code == 77)
    #expect(refused.complaint.contains("chmod o-w \(home.folder)/state/sitrep"))
    #expect(!FileManager.default.fileExists(atPath: home.database))
  }

  @Test(.enabled(if: geteuid() == 0, "only root may mount a small disk"))
  func `a full disk is told, and what was saved before stays readable`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let disk = "\(home.folder)/state/sitrep"
    try #require(mount("tmpfs", disk, "tmpfs", 0, "size=1m,mode=700") == 0)
    defer { umount2(disk, Int32(MNT_DETACH)) }
    var saved = 0
    var refused: BuiltProgram.Outcome?
    while refused == nil, saved < 20 {
      let note = try await BuiltProgram.run("note", String(repeating: "x", count: 100_000), in: home)
      if note.code == 0 { saved += 1 } else { refused = note }
    }
    #expect(refused?.code == 75)
    #expect(refused?.complaint.contains("PENDING, not in the record yet: the record's disk is full") == true)
    let verified = try await BuiltProgram.run("verify", in: home)
    #expect(verified.lines.first == "\(saved) events, unbroken")
    try #require(mount("tmpfs", disk, "tmpfs", UInt(MS_REMOUNT), "size=8m") == 0)
    let next = try await BuiltProgram.run("note", "room again", in: home)
    #expect(next.code == 0)
    #expect(next.lines.first == "1 that were kept when the record took nothing: saved too")
    let whole = try await BuiltProgram.run("verify", in: home)
    #expect(whole.lines.first == "\(saved + 2) events, unbroken")
  }

  @Test(.enabled(if: geteuid() == 0, "only root may mount a disk"))
  func `a disk that is read-only is told, and the record can be read`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let disk = "\(home.folder)/state/sitrep"
    try #require(mount("tmpfs", disk, "tmpfs", 0, "size=2m,mode=700") == 0)
    defer { umount2(disk, Int32(MNT_DETACH)) }
    _ = try await BuiltProgram.run("note", "before", in: home)
    try #require(mount("tmpfs", disk, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), "") == 0)
    let refused = try await BuiltProgram.run("note", "after", in: home)
    #expect(refused.code == 73)
    #expect(refused.complaint.contains("cannot be written"))
    let verified = try await BuiltProgram.run("verify", in: home)
    #expect(verified.lines.first == "1 events, unbroken")
  }

  private static func put(_ data: Data, at path: String) throws {
    try data.write(to: URL(filePath: path))
    chmod(path, 0o600)
  }
}
