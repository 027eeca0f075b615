import Foundation
import Glibc
import Support
import Testing

/// The ways out of a console that is running in a terminal.
@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct LeavingTests {
  @Test(arguments: [SIGTERM, SIGHUP])
  func `a console that is asked to end gives the terminal back`(_ number: Int32) async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      let before = try await terminal.modes()
      try await terminal.opensConsole()
      #expect(try await terminal.modes() != before, "the console has modes of its own")
      let console = try await terminal.consoleProcess()
      kill(console, number)
      try await terminal.until("the shell, whole", within: .seconds(5)) {
        $0.shellPrompt == Int(128 + number)
      }
      #expect(kill(console, 0) != 0, "the process is gone")
      try await terminal.enter("stty -a | tr ';' '\\n' | grep -o ' icanon\\| echo ' | tr '\\n' '+'")
      try await terminal.until("the usual modes") { $0.shows("icanon+ echo +") }
    }
  }

  @Test func `a terminal that is gone takes the console with it, and the record stays whole`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    let terminal = try await Terminal(in: home)
    try await terminal.opensConsole()
    try await terminal.declares("pushes hang")
    try await terminal.press("n")
    try await terminal.type("the store is fu")
    try await terminal.until("the note, half typed") { $0.shows("the store is fu") }
    let console = try await terminal.consoleProcess()
    await terminal.close()
    let gone = try await eventually(within: .seconds(5)) { kill(console, 0) != 0 ? true : nil }
    #expect(gone == true)
    let verified = try await BuiltProgram.run("verify", in: home)
    #expect(verified.code == 0, "\(verified.output)\(verified.complaint)")
    let status = try await BuiltProgram.run("status", in: home)
    #expect(status.output.contains("pushes hang"))
    try await inTerminal(home) { terminal in
      try await terminal.enter("sitrep")
      try await terminal.until("the incident") { $0.shows("pushes hang") }
      try await terminal.press("n")
      try await terminal.until("what was typed before") { $0.shows("the store is fu") }
    }
  }

  @Test func `Ctrl-Z leaves to the shell and fg comes back to a whole screen`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.enter("sitrep")
      try await terminal.until("the service, well") { $0.service("registry", is: "OK") }
      try await terminal.press("C-z")
      try await terminal.until("the shell") { $0.shellPrompt != nil && $0.shows("Stopped") }
      try await terminal.enter("echo typed at the $((1 + 1))nd prompt")
      try await terminal.until("what was typed") { $0.shows("typed at the 2nd prompt") }
      try await terminal.enter("fg")
      try await terminal.until("the whole screen") {
        $0.isConsole && $0.service("registry", is: "OK") && !$0.shows("typed at")
      }
      try await terminal.press("q")
      try await terminal.until("the shell") { $0.shellPrompt == 0 }
    }
  }

  @Test func `a shell that is quicker than the guard has its prompt on the screen that is its own`()
    async throws
  {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.enter("sitrep")
      try await terminal.until("the services") { $0.listsServices }
      let guardian = try #require(try guardProcess(in: home))
      kill(guardian, SIGSTOP)
      kill(try await terminal.consoleProcess(), SIGKILL)
      try await terminal.until("a prompt over the console") { $0.shows("left with 137", "q quit") }
      kill(guardian, SIGCONT)
      try await terminal.until("the prompt on the shell's screen") { $0.shellPrompt == 137 && !$0.isConsole }
    }
  }

  /// The process that gives the terminal back after kill -9: it was forked from the console, with its environment.
  private func guardProcess(in home: ProgramHome) throws -> pid_t? {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }.first {
      readText("/proc/\($0)/comm") == "tty-guard\n" && readText("/proc/\($0)/environ").contains(home.folder)
    }
  }

  @Test func `leaving keeps an open incident open`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.opensConsole()
      try await terminal.declares("pushes hang")
      try await terminal.press("q")
      try await terminal.until("the shell") { $0.shellPrompt == 0 }
      try await terminal.enter("sitrep")
      let again = try await terminal.until("the incident at once") { $0.incidentName == "INC-1" }
      #expect(again.shows("pushes hang"))
    }
  }
}
