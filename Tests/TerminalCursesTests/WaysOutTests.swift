import Cells
import Clients
import Glibc
import Testing

@testable import TerminalCurses

/// Each test ends a process of its own on a terminal of its own and looks at what is left of it.
@Suite(.serialized) struct WaysOutTests {
  private let terminal = PseudoTerminal()

  private func restored() -> String {
    text(terminal.output { text($0).contains("␛[?1049l") })
  }

  @Test func `a trap restores the terminal and its message is not lost`() async {
    await #expect(processExitsWith: .failure) { [path = terminal.path as String] in
      let client = takeOver(path)
      client.present(Frame(size: client.size()))
      fatalError("boom")
    }
    let left = text(terminal.output { text($0).contains("boom") })
    #expect(left.contains("␛[?1049l"))
    #expect(left.contains("boom"))
    #expect(!terminal.isRaw)
  }

  @Test(arguments: [SIGSEGV, SIGABRT, SIGQUIT])
  func `a fatal signal restores the terminal and still kills`(number: Int32) async {
    await #expect(processExitsWith: .failure) { [path = terminal.path as String, number] in
      let client = takeOver(path)
      client.present(Frame(size: client.size()))
      kill(getpid(), number)
      _ = client.wait(.seconds(5))
    }
    #expect(restored().contains("␛[?25h"))
    #expect(!terminal.isRaw)
  }

  @Test func `a plain exit restores the terminal`() async {
    await #expect(processExitsWith: .exitCode(3)) { [path = terminal.path as String] in
      let client = takeOver(path)
      client.present(Frame(size: client.size()))
      exit(3)
    }
    #expect(restored().contains("␛[?1049l"))
    #expect(!terminal.isRaw)
  }

  @Test func `even a kill that nobody can catch leaves the terminal whole`() async {
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = terminal.path as String] in
      let client = takeOver(path)
      client.present(Frame(size: client.size()))
      kill(getpid(), SIGKILL)
    }
    #expect(restored().contains("␛[?2004l"))
    for _ in 0..<500 where terminal.isRaw { usleep(10_000) }
    #expect(!terminal.isRaw)
  }

  @Test func `a kill after a good end writes nothing more`() async {
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = terminal.path as String] in
      let client = takeOver(path)
      client.present(Frame(size: client.size()))
      client.close()
      kill(getpid(), SIGKILL)
    }
    #expect(text(terminal.output()).split(separator: "␛[?1049l", omittingEmptySubsequences: false).count == 2)
  }

  @Test func `signals from outside become events`() async {
    await #expect(processExitsWith: .exitCode(0)) { [path = terminal.path as String] in
      let client = takeOver(path)
      kill(getpid(), SIGTERM)
      precondition(client.wait(.seconds(5)) == [.terminated])
      kill(getpid(), SIGINT)
      precondition(client.wait(.seconds(5)) == [.interrupted])
      kill(getpid(), SIGCONT)
      precondition(client.wait(.seconds(5)) == [.resumed])
      kill(getpid(), SIGHUP)
      precondition(client.wait(.seconds(5)) == [.hungUp])
      exit(0)
    }
  }

  @Test func `a stop gives the terminal back and a start takes it again`() async {
    await #expect(processExitsWith: .exitCode(0)) { [path = terminal.path as String] in
      // A group of its own: the stop is for all of a group.
      setpgid(0, 0)
      let client = takeOver(path)
      client.present(Frame(size: client.size()))
      let child = waker(of: getpid())
      client.suspend()
      waitpid(child, nil, 0)
      client.close()
      exit(0)
    }
    let all = text(
      terminal.output { text($0).split(separator: "␛[?1049l", omittingEmptySubsequences: false).count > 2 })
    #expect(all.split(separator: "␛[?1049h", omittingEmptySubsequences: false).count == 3)
    #expect(!terminal.isRaw)
  }
}

/// The terminal at a path, as if the process had been started on it.
private func takeOver(_ path: String) -> TerminalClient {
  let descriptor = open(path, O_RDWR | O_NOCTTY)
  for standard in 0..<3 { dup2(descriptor, Int32(standard)) }
  setenv("TERM", "xterm-256color", 1)
  do {
    return try openTerminal(TerminalOptions())
  } catch {
    fatalError("\(error)")
  }
}

/// A process that starts another again as soon as it has stopped.
private func waker(of process: pid_t) -> pid_t {
  let script =
    "while ! grep -q '^State:.T' /proc/\(process)/status; do sleep 0.02; done; kill -CONT \(process)"
  var child: pid_t = 0
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
  var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), strdup(script), nil]
  posix_spawn(&child, "/bin/sh", nil, &attributes, &arguments, environ)
  return child
}
