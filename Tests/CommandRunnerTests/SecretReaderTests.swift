import Clients
import Domain
import Foundation
import Testing

@testable import CommandRunner

struct SecretReaderTests {
  private func read(_ reference: SecretReference) -> Result<String, SecretFailure> {
    do throws(SecretFailure) { return .success(try secretReader().read(reference)) } catch {
      return .failure(error)
    }
  }

  private func readFile(_ content: String, mode: Int, name: String = "secret") throws -> Result<
    String, SecretFailure
  > {
    let folder = try TestFolder()
    defer { folder.remove() }
    let path = "\(folder.path)/\(name)"
    try content.write(toFile: path, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return read(.file(path))
  }

  @Test func `a variable is read at each use`() {
    setenv("HANDS_TEST_CHANGING", "one", 1)
    #expect(read(.environment("HANDS_TEST_CHANGING")) == .success("one"))
    setenv("HANDS_TEST_CHANGING", "two", 1)
    #expect(read(.environment("HANDS_TEST_CHANGING")) == .success("two"))
  }

  @Test func `a variable that is not set is named`() {
    #expect(
      read(.environment("HANDS_TEST_NOT_SET")) == .failure(.environmentNotSet(name: "HANDS_TEST_NOT_SET")))
  }

  @Test func `a file of ours alone is read without its last line feed`() throws {
    #expect(try readFile("hunter2\n", mode: 0o600) == .success("hunter2"))
  }

  @Test(arguments: [0o640, 0o604, 0o620, 0o666])
  func `a file that others may use is refused`(mode: Int) throws {
    guard case .failure(.unsafe(_, let why)) = try readFile("hunter2\n", mode: mode) else {
      Issue.record("it was read")
      return
    }
    #expect(why == "can be used by others")
  }

  @Test func `a symbolic link is refused`() throws {
    let folder = try TestFolder()
    defer { folder.remove() }
    try "x".write(toFile: folder.path + "/a", atomically: false, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/b", withDestinationPath: folder.path + "/a")
    let path = folder.path + "/b"
    #expect(read(.file(path)) == .failure(.notReadable(path: path, why: "it is a symbolic link")))
  }

  @Test func `a fifo is refused and does not hang`() throws {
    let folder = try TestFolder()
    defer { folder.remove() }
    let path = folder.path + "/fifo"
    mkfifo(path, 0o600)
    #expect(read(.file(path)) == .failure(.unsafe(path: path, why: "is not a regular file")))
  }

  @Test func `a secret of two lines is refused`() throws {
    guard case .failure(.notOneLine) = try readFile("a\nb\n", mode: 0o600) else {
      Issue.record("it was read")
      return
    }
  }

  @Test func `an empty file is no secret`() throws {
    guard case .failure(.notReadable) = try readFile("\n", mode: 0o600) else {
      Issue.record("it was read")
      return
    }
  }

  @Test func `a command's output is the secret`() {
    #expect(read(.command(["printf", "hunter2\\n"])) == .success("hunter2"))
  }

  @Test func `a command that fails is named, and what it printed is not`() {
    guard case .failure(let failure) = read(.command(["sh", "-c", "echo canary; exit 3"])) else {
      Issue.record("it was read")
      return
    }
    #expect(failure == .commandFailed(program: "sh", why: "it ended with exit code 3"))
    #expect(!failure.words.contains("canary"))
  }

  @Test(arguments: ["", ".", "..", "a/b"])
  func `a credential's name cannot leave its folder`(name: String) {
    #expect(read(.credential(name)) == .failure(.badCredentialName(name: name)))
  }

  @Test func `a prefix stands before the secret`() throws {
    setenv("HANDS_TEST_PREFIXED", "abc", 1)
    let text = SecretText.secret(prefix: "Bearer ", reference: .environment("HANDS_TEST_PREFIXED"))
    #expect(try secretReader().text(text) == "Bearer abc")
  }
}
