import Foundation
import Glibc
import Support
import Testing

/// Commands of a playbook that take their time.
@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct RunningTests {
  @Test func `output shows while the command still runs, and the step is done when it is as expected`()
    async throws
  {
    let home = try withSlowWork()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.opensSlowWork()
      try await terminal.runsStep()
      let midway = try await terminal.until("the first line while it runs") { $0.hasPrinted("one") }
      #expect(midway.isRunning && !midway.hasPrinted("two"))
      try home.write("", to: "go")
      try await terminal.until("the step done by its command") {
        $0.currentStep == 2 && $0.isDone("1 Follow what is printed")
      }
    }
  }

  @Test func `Ctrl-C stops the command and all that it started, and the console goes on`() async throws {
    let home = try withSlowWork()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.opensSlowWork()
      try await terminal.runsStep()
      try await terminal.until("the first line") { $0.hasPrinted("one") }
      let process = try #require(home.read("\(home.folder)/pid").flatMap { pid_t($0.filter(\.isNumber)) })
      try await terminal.press("C-c")
      let stopped = try await terminal.until("the command stopped") { !$0.isRunning }
      #expect(stopped.currentStep == 1 && stopped.isConsole)
      let gone = try await eventually { kill(process, 0) != 0 ? true : nil }
      #expect(gone == true, "the process is gone")
    }
  }

  @Test func `a console that is killed leaves a run of unknown outcome, and says so`() async throws {
    let home = try withSlowWork()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.opensSlowWork()
      try await terminal.runsStep()
      try await terminal.until("the first line") { $0.hasPrinted("one") }
      kill(try await terminal.consoleProcess(), SIGKILL)
      try await terminal.until("the console gone") { !$0.isConsole }
      try home.write("", to: "go")
      try await terminal.until("the shell") { $0.shellPrompt == 137 }
      try await terminal.enter("sitrep")
      let again = try await terminal.until("the same step") { $0.currentStep == 1 && $0.isOutcomeUnknown }
      #expect(!again.isRunning && !again.isDone("1 Follow what is printed"))
    }
  }

  private func withSlowWork() throws -> ProgramHome {
    let home = try ProgramHome.quiet()
    try home.write(slowWork, to: "config/sitrep/playbooks/slow-work.yaml")
    return home
  }
}

extension Terminal {
  /// Opens the console, declares, and starts the only playbook.
  fileprivate func opensSlowWork() async throws {
    try await opensConsole()
    try await declares("work is slow")
    try await until("the incident") { $0.shows(Word.timeline) }
    if try await screen().currentStep == nil {
      try await press("p")
      try await until("the choice of playbooks") { $0.isChoice && $0.shows("Slow work") }
      try await press("Enter")
    }
    try await until("the first step") { $0.currentStep == 1 }
  }
}

private let slowWork = """
  schema: sitrep/playbook@1
  id: slow-work
  title: Slow work
  version: 1
  status: draft
  summary: Commands that take their time.
  services: [registry]
  owner: {team: platform, role: registry-owner}
  phases:
    - id: work
      title: Work
      steps:
        - id: follow
          kind: check
          title: Follow what is printed
          role: ops
          run: "echo $$ > ~/pid; echo one; while ! test -e ~/go; do sleep 0.1; done; echo two"
          expect: {text: "one, then two", stdout: [{regex: "two"}]}
        - {id: rest, kind: note, title: Rest, role: ops}
  """
