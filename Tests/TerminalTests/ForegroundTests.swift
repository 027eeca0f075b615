import Foundation
import Glibc
import Support
import Testing

/// Programs that have the terminal for a while: the person's editor and shell.
@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct ForegroundTests {
  @Test func `an editor gets the text in a private file, and what it leaves comes back into the field`()
    async throws
  {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    let editor = try editor(
      "stat -c '%a %u' \"$1\" > ~/mode; cp \"$1\" ~/seen; stty -a < /dev/tty > ~/line; printf '\\nIt is full.\\n' >> \"$1\"",
      in: home)
    try await inTerminal(home, environment: ["EDITOR": editor]) { terminal in
      try await terminal.typesNote("The store")
      try await terminal.press("C-e")
      try await terminal.until("the text of the editor") {
        $0.asksForNote && $0.shows("The store It is full.")
      }
      #expect(home.read("\(home.folder)/seen") == "The store")
      #expect(home.read("\(home.folder)/mode") == "600 \(getuid())\n")
      #expect(home.read("\(home.folder)/line")?.contains(" icanon") == true)
      #expect(drafts(in: home) == [])
      try await terminal.press("Enter")
      try await terminal.until("the note") { !$0.asksForNote && $0.shows("The store It is full.") }
    }
  }

  @Test func `an editor that fails keeps its file and leaves the field as it was`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    let editor = try editor("echo 'half a thought' > \"$1\"; exit 3", in: home)
    try await inTerminal(home, environment: ["EDITOR": editor]) { terminal in
      try await terminal.typesNote("The store is full")
      try await terminal.press("C-e")
      try await terminal.until("why") {
        $0.asksForNote && $0.shows("The store is full", "the editor failed", "exit code 3")
      }
      let kept = try #require(drafts(in: home).first)
      #expect(home.read(kept) == "half a thought\n")
    }
  }

  @Test func `while an editor is open the console goes on probing and keeps the clock`() async throws {
    let home = try ProgramHome.quiet(
      more: "  - {id: store, checks: [{id: up, exec: {argv: [touch, HOME/probed]}, every: 1s}]}")
    defer { home.remove() }
    try home.write(
      home.read(home.configuration)?.replacing("HOME", with: home.folder) ?? "", to: home.configuration)
    let editor = try editor("touch ~/open; while ! test -e ~/done; do sleep 0.05; done", in: home)
    try await inTerminal(home, environment: ["EDITOR": editor]) { terminal in
      try await terminal.typesNote("a note")
      try await terminal.press("C-e")
      _ = try await eventually { home.read("\(home.folder)/open") }
      unlink("\(home.folder)/probed")
      let probed = try await eventually { home.read("\(home.folder)/probed") }
      #expect(probed != nil, "nothing was probed while the editor was open")
      try home.write("", to: "done")
      try await terminal.until("the note again") { $0.asksForNote && $0.shows("a note") }
    }
  }

  @Test func `a console that ends while an editor is open leaves the shell a whole terminal`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    let editor = try editor("stty raw -echo < /dev/tty; touch ~/open; exec sleep 1000", in: home)
    try await inTerminal(home, environment: ["EDITOR": editor]) { terminal in
      try await terminal.typesNote("a note")
      try await terminal.press("C-e")
      _ = try await eventually { home.read("\(home.folder)/open") }
      kill(try await terminal.consoleProcess(), SIGTERM)
      try await terminal.until("the shell") { $0.shellPrompt == 128 + Int(SIGTERM) }
      try await terminal.enter("stty -a | tr ';' '\\n' | grep -o ' icanon\\| echo ' | tr '\\n' '+'")
      try await terminal.until("the usual modes") { $0.shows("icanon+ echo +") }
    }
  }

  @Test func `the shell knows the incident, and exit comes back to a whole screen`() async throws {
    let home = try ProgramHome.quiet(environment: ["SHELL": "/bin/bash"])
    defer { home.remove() }
    try home.write("PS1='in ${SITREP_INCIDENT:-nothing} > '", to: ".bashrc")
    try await inTerminal(home) { terminal in
      try await terminal.opensConsole()
      try await terminal.declares("pushes hang")
      try await terminal.press(":")
      try await terminal.type("shell")
      try await terminal.press("Enter")
      try await terminal.until("the shell, which says where it is") {
        $0.shows("exit comes back", "in INC-1 >") && !$0.isConsole
      }
      try await terminal.type("sleep 1000")
      try await terminal.press("Enter", "C-c")
      try await terminal.type("exit")
      try await terminal.press("Enter")
      try await terminal.until("the incident") {
        $0.isConsole && $0.incidentName == "INC-1" && !$0.shows("exit")
      }
      try await terminal.notes("still here")
    }
  }

  @Test func `a shell that is killed gives the terminal back all the same`() async throws {
    let home = try ProgramHome.quiet(environment: ["SHELL": "/bin/bash"])
    defer { home.remove() }
    try home.write("PS1='inner > '", to: ".bashrc")
    try await inTerminal(home) { terminal in
      try await terminal.opensConsole()
      try await terminal.press("$")
      try await terminal.until("the shell") { $0.shows("inner >") }
      try await terminal.type("kill -9 $$")
      try await terminal.press("Enter")
      try await terminal.until("the console") { $0.isConsole && $0.listsServices && !$0.shows("inner") }
      try await terminal.press("?")
      try await terminal.until("a key is heard") { $0.shows("On every screen") }
    }
  }

  /// An editor of these commands, which have the file as `$1`.
  private func editor(_ script: String, in home: ProgramHome) throws -> String {
    // Read by the shell: a file that was just written can't be executed while another test's child still holds it.
    "/bin/sh \(try home.write("\(script)\n", to: "editor.sh"))"
  }

  private func drafts(in home: ProgramHome) -> [String] {
    let folder = "\(home.folder)/state/sitrep"
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(".md") }.map { "\(folder)/\($0)" }
  }
}

extension Terminal {
  /// Declares, and types a note that is not saved yet.
  fileprivate func typesNote(_ text: String) async throws {
    try await opensConsole()
    try await declares("pushes hang")
    try await press("n")
    try await until("the note's field") { $0.asksForNote }
    try await type(text)
    try await until("the text") { $0.shows(text) }
  }
}
