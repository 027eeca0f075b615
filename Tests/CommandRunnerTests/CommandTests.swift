import Clients
import Domain
import Glibc
import Synchronization
import Testing

@testable import CommandRunner

struct CommandTests {
  @Test func `a command ends with its exit code`() async {
    let end = await run("exit 7")
    #expect(end.exit == 7)
    #expect(end.signal == nil)
    #expect(!end.timedOut && !end.cancelled)
  }

  @Test func `a command that is killed ends with its signal`() async {
    let end = await run("kill -9 $$")
    #expect(end.exit == nil)
    #expect(end.signal == 9)
  }

  @Test func `both outputs are kept, and standard output apart`() async {
    let end = await run("echo one; echo two >&2")
    #expect(end.standardOutput == Array("one\n".utf8))
    #expect(Set(end.words.split(separator: "\n")) == ["one", "two"])
    #expect(end.outputBytes == 8)
  }

  @Test func `output is delivered while the command runs`() async {
    // It would run for a minute: only a delivery in its midst can end it.
    let end = await runAndCancel("echo begun; exec sleep 60")
    #expect(end.words == "begun\n")
    #expect(end.cancelled)
    #expect(end.signal == Int(SIGTERM))
  }

  @Test func `a flood is kept at both ends, and counted`() async {
    let end = await run("echo first; head -c 100000000 /dev/zero; echo last")
    #expect(end.exit == 0)
    #expect(end.outputBytes == 100_000_011)
    #expect(end.output.count < 140_000)
    #expect(end.output.starts(with: Array("first\n".utf8)))
    #expect(end.output.suffix(5) == Array("last\n".utf8))
    #expect(end.standardOutput == end.output)
  }

  @Test func `a program that is not there is said by the shell`() async {
    let end = await run("no-such-program-anywhere")
    #expect(end.exit == 127)
    #expect(end.words.contains("no-such-program-anywhere"))
  }

  @Test func `a script with a NUL is not started`() async {
    #expect(await run("echo a\u{0}b").notStarted != nil)
  }
}
