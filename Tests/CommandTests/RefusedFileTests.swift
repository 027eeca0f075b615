import Domain
import Foundation
import Glibc
import Support
import Testing

/// Every command on every file that is no record: one sentence with what is wrong, where and what to do, a code, and
/// not a byte changed in the file or put beside it.
@Suite struct RefusedFileTests {
  struct Kind: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var code: Int32
    var words: String
    var make: @Sendable (ProgramHome) throws -> Void
  }

  static let kinds: [Kind] = [
    Kind(testDescription: "garbage for a header", code: 65, words: "is damaged (it is not a database)") {
      home in
      try damage(home) { $0.replaceSubrange(0..<100, with: repeatElement(0xff, count: 100)) }
    },
    Kind(testDescription: "garbage for pages", code: 65, words: "is damaged (") { home in
      try damage(home) { bytes in
        bytes.replaceSubrange(8192..<bytes.count, with: repeatElement(0xff, count: bytes.count - 8192))
      }
    },
    Kind(testDescription: "half of a file", code: 65, words: "is damaged (") { home in
      try damage(home) { $0.removeLast($0.count / 2 + 1000) }
    },
    Kind(testDescription: "a text", code: 65, words: "is damaged (it is not a database)") { home in
      try damage(home) { $0 = Data("Dear diary, the disk is full again.\n".utf8) }
    },
    Kind(testDescription: "another program's database", code: 65, words: "is not a sitrep database") { home in
      try Data().write(to: URL(filePath: home.database))
      chmod(home.database, 0o600)
      try home.alter("CREATE TABLE recipe (name TEXT)")
    },
    Kind(testDescription: "a newer format", code: 76, words: "was written by a newer sitrep (format 99") {
      home in
      try home.record(registryNight().events.map(\.event))
      try home.alter("PRAGMA user_version = 99", "PRAGMA wal_checkpoint(TRUNCATE)")
      for beside in ["-wal", "-shm"] { unlink(home.database + beside) }
    },
    Kind(testDescription: "a folder", code: 74, words: "it is a folder; name a file with --db") { home in
      mkdir(home.database, 0o700)
    },
    Kind(testDescription: "a pipe", code: 74, words: "it is no file; name a file with --db") { home in
      mkfifo(home.database, 0o600)
    },
  ]

  static let commands = [
    "status", "status --format line", "export INC-1", "verify", "backup HOME/copy.db", "search disk",
    "redact INC-1", "redact record", "sync HOME/other", "restore DB", "restore --check DB", "note hello",
    "--plain",
  ]

  @Test(arguments: kinds, commands)
  func `no command takes it, and none changes it`(_ kind: Kind, _ command: String) async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    try home.write("schema: sitrep/config@1\nplace: test\n", to: home.configuration)
    try kind.make(home)
    let before = try content(home)
    let words = command.split(separator: " ").map {
      $0.replacing("HOME", with: home.folder).replacing("DB", with: home.database)
    }
    let refused = try await BuiltProgram.run(
      BuiltProgram.path, words.map(String.init), in: home, input: "quit\n")
    #expect(codes(kind, command).contains(refused.code), "\(refused.code)")
    #expect(refused.complaint.contains(home.database))
    #expect(refused.complaint.hasPrefix("sitrep: ") && refused.complaint.split(separator: "\n").count == 1)
    let isKept = refused.complaint.contains("PENDING")
    let isUnsafe = refused.code == 77
    #expect(isKept || isUnsafe || refused.complaint.contains(kind.words), "\(refused.complaint)")
    let after = try content(home)
    #expect(after == before, "\(after.keys.sorted())")
    #expect(!FileManager.default.fileExists(atPath: "\(home.folder)/copy.db"))
  }

  @Test func `the way out of damage: a backup takes its place, and what was noted meanwhile comes on record`()
    async throws
  {
    let home = try ProgramHome()
    defer { home.remove() }
    try home.record(registryNight().events.map(\.event))
    let backup = "\(home.folder)/copy.db"
    #expect(try await BuiltProgram.run("backup", backup, in: home).code == 0)
    try Self.kinds[1].make(home)
    let damaged = try Data(contentsOf: URL(filePath: home.database))
    #expect(try await BuiltProgram.run("note", "while it was damaged", in: home).code == 75)
    let restored = try await BuiltProgram.run("restore", backup, in: home)
    #expect(restored.code == 0, "\(restored.complaint)")
    let kept = try #require(restored.lines.first { $0.hasPrefix("the record before it is kept as ") })
    let aside = String(kept.dropFirst("the record before it is kept as ".count))
    #expect(try Data(contentsOf: URL(filePath: aside)) == damaged)
    let next = try await BuiltProgram.run("note", "and on", in: home)
    #expect(next.lines.first == "1 that were kept when the record took nothing: saved too")
    let verified = try await BuiltProgram.run("verify", in: home)
    #expect(verified.code == 0 && verified.output.hasPrefix("\(registryNight().events.count + 2) events"))
  }

  @Test func `the way out without a backup: the file is moved away, and a new record begins`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    try Self.kinds[1].make(home)
    #expect(try await BuiltProgram.run("note", "while it was damaged", in: home).code == 75)
    #expect(rename(home.database, "\(home.folder)/damaged.db") == 0)
    let next = try await BuiltProgram.run("note", "and on", in: home)
    #expect(next.code == 0, "\(next.complaint)")
    #expect(next.lines.first == "1 that were kept when the record took nothing: saved too")
    #expect(try await BuiltProgram.run("verify", in: home).lines.first == "2 events, unbroken")
  }

  @Test(arguments: 1...6)
  func `a record that several begin at once is refused to none of them, and keeps all they write`(round: Int)
    async throws
  {
    let home = try ProgramHome()
    defer { home.remove() }
    let codes = try await withThrowingTaskGroup(of: Int32.self) { group in
      for number in 0..<6 {
        group.addTask { try await BuiltProgram.run("note", "\(round) \(number)", in: home).code }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes == [Int32](repeating: 0, count: 6))
    #expect(try await BuiltProgram.run("verify", in: home).lines.first == "6 events, unbroken")
  }

  /// A check has a code of its own; what is no file is refused as an unsafe place by whoever would write.
  private func codes(_ kind: Kind, _ command: String) -> Set<Int32> {
    switch command {
    case "verify": [5]
    case "note hello": kind.code == 65 && kind.words.contains("damaged") ? [75] : [kind.code, 77]
    case "--plain", "restore DB", "sync HOME/other": [kind.code, 77]
    default: [kind.code]
    }
  }

  /// What lies in the record's folder, byte for byte, without the locks and what is kept for later.
  private func content(_ home: ProgramHome) throws -> [String: Data?] {
    let folder = "\(home.folder)/state/sitrep"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      !$0.hasSuffix(".use") && !$0.hasSuffix(".lock") && $0 != "spool"
    }
    return Dictionary(
      uniqueKeysWithValues: names.map { name in
        var status = stat()
        lstat("\(folder)/\(name)", &status)
        let isFile = status.st_mode & S_IFMT == S_IFREG
        return (name, isFile ? FileManager.default.contents(atPath: "\(folder)/\(name)") : nil)
      })
  }

  /// A record with some of its bytes changed, and nothing beside it.
  private static func damage(_ home: ProgramHome, _ change: (inout Data) -> Void) throws {
    try home.record(registryNight().events.map(\.event))
    try home.alter("PRAGMA wal_checkpoint(TRUNCATE)")
    for beside in ["-wal", "-shm"] { unlink(home.database + beside) }
    var bytes = try Data(contentsOf: URL(filePath: home.database))
    change(&bytes)
    try bytes.write(to: URL(filePath: home.database))
    chmod(home.database, 0o600)
  }
}
