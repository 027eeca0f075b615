import Clients
import Domain
import FilesLocal
import FoundationEssentials
import Glibc
import Testing

@Suite struct LocalFilesTests {
  private let files = localFiles()
  private let folder = Folder()

  @Test func `what was written is read, and nothing else is left beside it`() throws {
    try files.write(folder / "a.md", "Größe: 3 µs\n")
    #expect(try files.read(folder / "a.md") == "Größe: 3 µs\n")
    try files.write(folder / "a.md", "shorter")
    #expect(try files.read(folder / "a.md") == "shorter")
    #expect(files.list(folder.path) == ["a.md"])
  }

  @Test func `a file keeps its mode when it is written anew`() throws {
    try files.write(folder / "a", "1")
    chmod(folder / "a", 0o640)
    try files.write(folder / "a", "2")
    var status = stat()
    #expect(stat(folder / "a", &status) == 0 && status.st_mode & 0o777 == 0o640)
  }

  @Test func `a write that fails leaves the old file and no rest`() throws {
    mkdir(folder / "sub", 0o700)
    #expect(throws: FileFailure.self) { try files.write(folder / "sub", "x") }
    #expect(throws: FileFailure.self) { try files.write(folder / "none/a", "x") }
    #expect(files.list(folder.path) == ["sub"])
  }

  @Test func `folders on the way to a file are made for their owner alone`() throws {
    let path = "\(folder.path)/one/two/sitrep.yaml"
    try makeFolders(above: path)
    try makeFolders(above: path)
    try files.write(path, "schema: 1")
    #expect(try files.read(path) == "schema: 1")
    let mode = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/one/two")[.posixPermissions]
    #expect(mode as? Int == 0o700)
  }

  @Test func `a folder that can't be made is named`() {
    #expect(throws: FileFailure.notWritable(path: "/proc/sitrep", why: "No such file or directory")) {
      try makeFolders(above: "/proc/sitrep/sitrep.yaml")
    }
  }

  @Test func `a missing file is not found`() {
    #expect(throws: FileFailure.notFound(path: folder / "none")) { try files.read(folder / "none") }
    #expect(files.changedAt(folder / "none") == nil)
    #expect(files.list(folder / "none").isEmpty)
  }

  @Test func `bytes that are not UTF-8 are refused`() throws {
    try Data([0x61, 0xff, 0x62]).write(to: URL(filePath: folder / "a"))
    #expect(throws: FileFailure.notUTF8(path: folder / "a")) { try files.read(folder / "a") }
  }

  @Test func `four mebibytes are read, one byte more is refused`() throws {
    try files.write(folder / "a", String(repeating: "x", count: 4 << 20))
    #expect(try files.read(folder / "a").utf8.count == 4 << 20)
    try files.write(folder / "a", String(repeating: "x", count: (4 << 20) + 1))
    #expect(throws: FileFailure.tooLarge(path: folder / "a", limit: 4 << 20)) {
      try files.read(folder / "a")
    }
  }

  @Test func `a folder and a pipe are no text, and nobody waits for the pipe`() {
    mkfifo(folder / "pipe", 0o600)
    for name in ["", "pipe"] {
      #expect(throws: FileFailure.notReadable(path: folder / name, why: "it is not a file")) {
        try files.read(folder / name)
      }
    }
  }

  @Test func `the time of a change is in milliseconds of UTC`() throws {
    try files.write(folder / "a", "x")
    var times = [
      timespec(tv_sec: 1_800_000_000, tv_nsec: 250_000_000),
      timespec(tv_sec: 1_800_000_000, tv_nsec: 250_000_000),
    ]
    #expect(utimensat(AT_FDCWD, folder / "a", &times, 0) == 0)
    #expect(files.changedAt(folder / "a") == Timestamp(milliseconds: 1_800_000_000_250))
  }

  @Test func `a draft is for its owner alone and goes when it is done with`() throws {
    let path = try draftFile("what happened", in: folder.path, ending: "md")
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(path.hasSuffix(".md"))
    #expect(try files.read(path) == "what happened")
    removeDraft(path)
    #expect(files.list(folder.path).isEmpty)
  }
}

/// A folder of a test's own; a class, for its end.
private final class Folder: Sendable {
  let path: String

  init() {
    path = FileManager.default.temporaryDirectory.path + "/sitrep-files-\(UInt64.random(in: 0...UInt64.max))"
    mkdir(path, 0o700)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  static func / (folder: Folder, name: String) -> String { "\(folder.path)/\(name)" }
}
