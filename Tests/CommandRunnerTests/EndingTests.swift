import Clients
import Domain
import Glibc
import Testing

@testable import CommandRunner

struct EndingTests {
  @Test func `at its timeout a command is ended and says so`() async {
    let end = await run("exec sleep 60", timeout: .milliseconds(100))
    #expect(end.timedOut)
    #expect(end.signal == Int(SIGTERM))
  }

  @Test func `a timeout reaches a grandchild in another session`() async {
    let script = "setsid sh -c 'echo $$; exec sleep 60' & sleep 60"
    let end = await run(script, timeout: .milliseconds(500))
    #expect(end.timedOut)
    #expect(end.pids.count == 1)
    #expect(await comesTrue { end.pids.allSatisfy { !isThere($0) } })
  }

  @Test func `a grandchild that has left its parents is found and reaped`() async {
    let script = "setsid sh -c '(setsid sh -c \"echo \\$\\$; exec sleep 60\") & exit' ; sleep 60"
    let end = await run(script, timeout: .milliseconds(500))
    #expect(end.timedOut)
    #expect(end.pids.count == 1)
    #expect(await comesTrue { end.pids.allSatisfy { !isThere($0) } })
  }

  @Test func `a cancelled command is ended and says so`() async {
    let end = await runAndCancel("echo $$; sleep 60")
    #expect(end.cancelled)
    #expect(!end.timedOut)
    #expect(!isThere(end.pids[0]))
  }

  @Test func `a command that will not end is killed after five seconds`() async {
    let end = await runAndCancel("trap '' TERM; echo $$; while :; do sleep 1; done")
    #expect(end.signal == Int(SIGKILL))
    #expect(end.duration >= .seconds(5))
    #expect(!isThere(end.pids[0]))
  }

  @Test func `a stopped command can be cancelled`() async {
    let end = await runAndCancel("echo $$; kill -STOP $$")
    #expect(end.cancelled)
    #expect(end.signal == Int(SIGTERM))
  }

  @Test func `a daemon that a command started lives on and is reaped when it ends`() async throws {
    // Longer than all tests together take: beside them this one may be gone on with a minute later.
    let end = await run("setsid sh -c 'echo $$; exec sleep 600 >/dev/null 2>&1' & wait_for=$!; sleep 0.1")
    #expect(end.exit == 0)
    let daemon = try #require(end.pids.first)
    #expect(ProcessTable.state(of: daemon)?.isAlive == true)
    kill(daemon, SIGKILL)
    #expect(await comesTrue { !isThere(daemon) })
  }

  @Test func `something in the background that holds the output does not hold the command`() async throws {
    let end = await run("sleep 60 & echo $!")
    #expect(end.exit == 0)
    #expect(end.duration < .seconds(30))
    let left = try #require(end.pids.first)
    kill(left, SIGKILL)
    #expect(await comesTrue { !isThere(left) })
  }

  @Test func `what a child of another part leaves in our session is reaped too`() async throws {
    // As a server does that is started in the background: its middle process ends and nobody waits for it.
    let script = "(sleep 0.4; exit 0) & echo $!; sleep 0.1"
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var argv: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), strdup(script), nil]
    defer { for word in argv { free(word) } }
    var pid: Int32 = 0
    async let end = run("sleep 1")
    #expect(await comesTrue { ProcessTable.children().count > 0 })
    #expect(posix_spawnp(&pid, "sh", &actions, &attributes, &argv, environ) == 0)
    close(ends[1])
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = read(ends[0], &bytes, bytes.count)
    close(ends[0])
    let left = try #require(Int32(String(decoding: bytes.prefix(max(0, count - 1)), as: UTF8.self)))
    #expect(waitpid(pid, nil, 0) == pid)
    #expect(await end.exit == 0)
    #expect(await comesTrue { !isThere(left) })
  }

  @Test func `children of other parts of the program are not reaped`() async throws {
    var pid: Int32 = 0
    var argv: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
    defer { free(argv[0]) }
    #expect(posix_spawnp(&pid, "true", nil, nil, &argv, environ) == 0)
    #expect(await comesTrue { ProcessTable.state(of: pid)?.isAlive == false })
    _ = await run("(sleep 0.01 &)")
    var status: Int32 = 0
    #expect(waitpid(pid, &status, 0) == pid)
  }
}
