import Glibc
import Support
import Testing

/// A console on a host whose clock is set while it runs.
@Suite(.enabled(if: Terminal.isHere && FakeClock.library != nil, "tmux or faketime is not installed"))
struct ClockJumpTests {
  @Test func `a clock that is set back and on again is told, and the order of what was said stays`()
    async throws
  {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    let clock = try home.write("+0", to: "\(home.folder)/clock")
    let environment = [
      "LD_PRELOAD": FakeClock.library ?? "", "FAKETIME_TIMESTAMP_FILE": clock, "FAKETIME_NO_CACHE": "1",
      // Without it no timer of the program ever fires.
      "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    ]
    let fakes = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    try await inTerminal(home, columns: 160) { terminal in
      // Only the console: the shell and its tools keep their time.
      try await terminal.enter("env \(fakes) \(BuiltProgram.path)")
      try await terminal.until("the services") { $0.listsServices }
      try await terminal.declares("pushes hang")
      try await terminal.notes("said first")
      for (offset, text) in [("-3600", "said second"), ("+86400", "said third"), ("+0", "said last")] {
        try home.write(offset, to: clock)
        try await terminal.until("the jump, told") { $0.shows("clock moved by") }
        try await terminal.notes(text)
      }
      try await terminal.press("3")
      try await terminal.until("the order in which it was said") {
        $0.isInOrder("said first", "said second", "said third", "said last")
      }
      try await terminal.press("q")
      try await terminal.until("the shell") { $0.shellPrompt == 0 }
    }
    let told = try await BuiltProgram.run("export", "INC-1", "--format", "csv", in: home)
    #expect(told.output.components(of: "clock_jump") == 3)
    #expect(try await BuiltProgram.run("verify", in: home).code == 0)
  }
}

extension String {
  fileprivate func components(of word: String) -> Int { ranges(of: word).count }
}

/// A wall clock that a file sets, for the programs that load it.
enum FakeClock {
  static let library: String? = ["x86_64", "aarch64"]
    .map { "/usr/lib/\($0)-linux-gnu/faketime/libfaketimeMT.so.1" }
    .first { access($0, R_OK) == 0 }
}
