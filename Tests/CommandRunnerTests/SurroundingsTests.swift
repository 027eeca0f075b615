import Clients
import Domain
import Glibc
import Testing

@testable import CommandRunner

struct SurroundingsTests {
  @Test func `standard input is empty`() async {
    let end = await run("cat; readlink /proc/self/fd/0")
    #expect(end.words == "/dev/null\n")
  }

  @Test func `there is no controlling terminal`() async {
    let end = await run("(: < /dev/tty) 2>/dev/null && echo tty; cut -d' ' -f7 /proc/self/stat")
    #expect(end.words == "0\n")
  }

  @Test func `a command leads a session of its own`() async {
    let end = await run("echo $$; cut -d' ' -f6 /proc/$$/stat")
    #expect(end.pids.count == 2)
    #expect(Set(end.pids).count == 1)
    #expect(end.pids.first != getsid(0))
  }

  @Test func `no descriptor of ours is passed on`() async {
    let file = open("/etc/passwd", O_RDONLY)
    defer { close(file) }
    let end = await run("ls /proc/$$/fd; :")
    #expect(end.words.split(separator: "\n") == ["0", "1", "2"])
  }

  @Test func `only a short list of our variables is passed on`() async {
    setenv("HANDS_TEST_SECRET", "canary", 1)
    setenv("LD_HANDS_TEST", "canary", 1)
    let names = Set(
      await run("env").words.split(separator: "\n").compactMap { $0.split(separator: "=").first })
    #expect(names.isSuperset(of: ["PATH", "TERM"]))
    #expect(names.isDisjoint(with: ["HANDS_TEST_SECRET", "LD_HANDS_TEST", "http_proxy"]))
  }

  @Test func `the terminal is a dumb one`() async {
    #expect(await run("echo $TERM").words == "dumb\n")
  }

  @Test func `signals are neither blocked nor ignored`() async {
    let end = await run("grep -E '^Sig(Blk|Ign)' /proc/self/status | cut -f2")
    let masks = end.words.split(separator: "\n").compactMap { UInt64($0, radix: 16) }
    #expect(masks.count == 2)
    // 32 and 33 are glibc's own.
    #expect(masks.allSatisfy { $0 & 0x7FFF_FFFF == 0 })
  }
}
