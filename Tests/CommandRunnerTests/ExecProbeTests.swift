import Clients
import Domain
import Glibc
import Testing

@testable import CommandRunner

/// One after the other: the programs of one test would take all the places that another waits for.
@Suite(.serialized) struct ExecProbeTests {
  @Test func `a probe brings its exit code, its duration and its standard output`() async {
    let answer = await runProbe(ExecProbe(argv: ["sh", "-c", "echo 93%; echo noise >&2; exit 2"]))
    #expect(answer.failure == nil)
    #expect(answer.values["exit"] == 2)
    #expect(answer.values["duration"] != nil)
    #expect(answer.text == Array("93%\n".utf8))
  }

  @Test func `words are passed as they are, without a shell`() async {
    let answer = await runProbe(ExecProbe(argv: ["echo", "$HOME", "a b", ";", "*"]))
    #expect(answer.text == Array("$HOME a b ; *\n".utf8))
  }

  @Test func `a shell's script gets the other words as parameters`() async {
    let answer = await runProbe(ExecProbe(argv: ["echo \"<$1>\"", "a; echo b"], shell: true))
    #expect(answer.text == Array("<a; echo b>\n".utf8))
  }

  @Test func `declared variables and the working folder hold`() async throws {
    let folder = try TestFolder()
    defer { folder.remove() }
    let answer = await runProbe(
      ExecProbe(
        argv: ["sh", "-c", "echo $COLOUR; pwd"], environment: ["COLOUR": "red"], workingDirectory: folder.path
      ))
    #expect(String(decoding: answer.text, as: UTF8.self) == "red\n\(folder.path)\n")
  }

  @Test func `a program that is not there could not be started`() async {
    let failure = await runProbe(ExecProbe(argv: ["no-such-program-anywhere"])).failure
    #expect(failure?.kind == .notStarted)
    #expect(failure?.detail == "no-such-program-anywhere: No such file or directory")
  }

  @Test func `a working folder that is not there is named`() async {
    let failure = await runProbe(ExecProbe(argv: ["true"], workingDirectory: "/nowhere/at/all")).failure
    #expect(failure?.kind == .notStarted)
    #expect(failure?.detail.contains("/nowhere/at/all") == true)
  }

  @Test func `a probe that ends by a signal has failed`() async {
    #expect(await runProbe(ExecProbe(argv: ["sh", "-c", "kill -SEGV $$"])).failure?.kind == .other)
  }

  @Test func `a probe answers at its timeout, however it clings`() async {
    let answer = await runProbe(
      ExecProbe(argv: ["sh", "-c", "trap '' TERM; while :; do sleep 1; done"]), timeout: .seconds(1))
    #expect(answer.failure?.kind == .timedOut)
  }

  @Test func `a probe leaves nothing behind`() async throws {
    let answer = await runProbe(
      ExecProbe(argv: ["sh", "-c", "setsid sh -c 'echo $$; exec sleep 60 >/dev/null 2>&1' & sleep 0.2"]))
    let left = try #require(Int32(String(decoding: answer.text.dropLast(), as: UTF8.self)))
    #expect(await comesTrue { !isThere(left) })
  }

  @Test func `at most 32 probes run at once and all are answered`() async throws {
    let folder = try TestFolder()
    defer { folder.remove() }
    let script = "touch $1/$$; ls $1 | wc -l; sleep 0.1; rm $1/$$"
    let probe = ExecProbe(argv: [script, folder.path], shell: true)
    let counts = await withTaskGroup(of: Int?.self) { group in
      for _ in 0..<100 {
        group.addTask {
          let text = String(decoding: await runProbe(probe).text, as: UTF8.self)
          return Int(text.filter { $0 != "\n" && $0 != " " })
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts.allSatisfy { $0 != nil })
    #expect(counts.compactMap(\.self).max() ?? 99 <= 32)
  }
}
