import Clients
import Domain
import Foundation
import Testing

@testable import MessageCurl

struct FileChannelTests {
  @Test func `each message is one block at the end`() async throws {
    let folder = try TestFolder()
    defer { folder.remove() }
    let path = folder.path + "/updates.txt"
    #expect(await send(.file(path: path), title: "one", text: "a\nb", key: "k-1") == .sent)
    #expect(await send(.file(path: path), title: "two", text: "c", key: "k-2") == .sent)
    #expect(
      try String(contentsOfFile: path, encoding: .utf8) == """
        == one [k-1]
        a
        b

        == two [k-2]
        c


        """)
  }

  @Test func `a new file is for its owner alone`() async throws {
    let folder = try TestFolder()
    defer { folder.remove() }
    let path = folder.path + "/updates.txt"
    _ = await send(.file(path: path))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func `a folder that is not there is named`() async {
    let outcome = await send(.file(path: "/nowhere/at/all/updates.txt"))
    #expect(
      outcome
        == .refused(reason: "/nowhere/at/all/updates.txt cannot be written: No such file or directory"))
  }

  @Test func `a device is no file to append to`() async {
    #expect(await send(.file(path: "/dev/null")).reason.contains("not a regular file"))
  }

  @Test func `a symbolic link is not followed`() async throws {
    let folder = try TestFolder()
    defer { folder.remove() }
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: folder.path + "/target")
    #expect(await send(.file(path: folder.path + "/link")).isRefused)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/target"))
  }

  @Test func `a fifo is refused and does not hang`() async throws {
    let folder = try TestFolder()
    defer { folder.remove() }
    mkfifo(folder.path + "/fifo", 0o600)
    #expect(await send(.file(path: folder.path + "/fifo")).isRefused)
  }
}
