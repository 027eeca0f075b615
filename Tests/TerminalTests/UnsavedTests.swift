import Glibc
import Support
import Testing

/// A console whose record takes nothing for a while.
@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct UnsavedTests {
  @Test(.enabled(if: geteuid() == 0, "only root may mount a small disk"))
  func `on a full disk the work goes on as PENDING, and one press makes room and saves it`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    let disk = "\(home.folder)/state/sitrep"
    try #require(mount("tmpfs", disk, "tmpfs", 0, "size=24m,mode=700") == 0)
    defer { umount2(disk, Int32(MNT_DETACH)) }
    try home.write("", to: home.hintsFile)
    try await inTerminal(home) { terminal in
      try await terminal.opensConsole()
      let ballast = try await eventually { access("\(home.database).ballast", F_OK) == 0 ? true : nil }
      #expect(ballast == true)
      fill("\(disk)/filler")
      try await terminal.declares("pushes hang")
      try await terminal.until("it is pending, and what to press") {
        $0.incidentName == "INC-?" && $0.isPending && $0.shows("B makes room")
      }
      try await terminal.notes("the registry's disk is full")
      try await terminal.until("the note, pending") { $0.shows("PENDING the registry's disk is full") }
      #expect(try await BuiltProgram.run("status", in: home).output.contains("pushes hang") == false)
      try await terminal.press("B")
      try await terminal.until("the question") { $0.asksForConfirmation && $0.shows("4 MiB") }
      try await terminal.press("Enter")
      try await terminal.until("all of it on record") { $0.incidentName == "INC-1" && !$0.isPending }
      #expect(access("\(home.database).ballast", F_OK) != 0)
      try await terminal.press("q")
      try await terminal.until("the shell") { $0.shellPrompt == 0 }
    }
    let status = try await BuiltProgram.run("status", in: home)
    #expect(status.output.contains("pushes hang"))
    #expect(try await BuiltProgram.run("verify", in: home).code == 0)
  }

  @Test func `what is pending outlives kill -9, and the next console saves it with its own times`()
    async throws
  {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    #expect(try await BuiltProgram.run("note", "before", in: home).code == 0)
    let holder = open("\(home.database).lock", O_RDWR)
    defer { close(holder) }
    try await inTerminal(home) { terminal in
      try await terminal.opensConsole()
      try #require(flock(holder, LOCK_EX) == 0)
      try await terminal.declares("pushes hang")
      try await terminal.until("it is pending", within: .seconds(15)) {
        $0.incidentName == "INC-?" && $0.isPending && $0.shows("holds the record")
      }
      try await terminal.notes("somebody holds the lock")
      try await terminal.until("the note, pending", within: .seconds(15)) {
        $0.shows("PENDING somebody holds the lock")
      }
      kill(try await terminal.consoleProcess(), SIGKILL)
      try await terminal.until("the shell") { $0.shellPrompt == 137 }
      #expect(flock(holder, LOCK_UN) == 0)
      try await terminal.enter("sitrep")
      try await terminal.until("the incident, on record") { $0.incidentName == "INC-1" && !$0.isPending }
      try await terminal.press("2")
      try await terminal.until("all that was pending, on its timeline") {
        $0.shows("TIMELINE", "pushes hang", "somebody holds the lock") && !$0.isPending
      }
    }
    let verified = try await BuiltProgram.run("verify", in: home)
    #expect(verified.code == 0, "\(verified.output)\(verified.complaint)")
  }

  @Test func `a note behind a stuck lock is kept, and a later note brings it along`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    #expect(try await BuiltProgram.run("note", "first", in: home).code == 0)
    let holder = open("\(home.database).lock", O_RDWR)
    defer { close(holder) }
    try #require(flock(holder, LOCK_EX) == 0)
    let kept = try await BuiltProgram.run("note", "behind", "the", "lock", in: home)
    #expect(kept.code == 75)
    #expect(kept.complaint.contains("PENDING, not in the record yet"))
    #expect(kept.output.isEmpty)
    #expect(try await BuiltProgram.run("status", in: home).complaint.contains("1 PENDING in "))
    #expect(flock(holder, LOCK_UN) == 0)
    let next = try await BuiltProgram.run("note", "after", "it", in: home)
    #expect(next.code == 0)
    #expect(next.output.contains("1 that were kept"))
    #expect(try await BuiltProgram.run("verify", in: home).lines.first == "3 events, unbroken")
  }

  @Test func `what a console calls saved is there after kill -9, however soon it comes`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    for round in 1...3 {
      try await inTerminal(home) { terminal in
        try await terminal.enter("sitrep")
        try await terminal.until("the console") { $0.isConsole }
        if round == 1 { try await terminal.declares("pushes hang") }
        try await terminal.until("the incident") { $0.incidentName == "INC-1" }
        try await terminal.notes("round \(round) is on the timeline")
        kill(try await terminal.consoleProcess(), SIGKILL)
        try await terminal.until("the shell") { $0.shellPrompt == 137 }
      }
    }
    let told = try await BuiltProgram.run("export", "INC-1", in: home)
    for round in 1...3 { #expect(told.output.contains("round \(round) is on the timeline")) }
    #expect(try await BuiltProgram.run("verify", in: home).code == 0)
  }

  @Test func `a line that drops with something pending loses none of it`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    #expect(try await BuiltProgram.run("note", "before", in: home).code == 0)
    let holder = open("\(home.database).lock", O_RDWR)
    defer { close(holder) }
    let terminal = try await Terminal(in: home)
    try await terminal.opensConsole()
    try #require(flock(holder, LOCK_EX) == 0)
    try await terminal.declares("the line will drop")
    try await terminal.until("it is pending", within: .seconds(15)) { $0.isPending }
    let console = try await terminal.consoleProcess()
    await terminal.close()
    let gone = try await eventually(within: .seconds(10)) { kill(console, 0) != 0 ? true : nil }
    #expect(gone == true)
    #expect(flock(holder, LOCK_UN) == 0)
    #expect(try await BuiltProgram.run("note", "after it", in: home).output.contains("kept when"))
    #expect(try await BuiltProgram.run("status", in: home).output.contains("the line will drop"))
  }

  /// Takes all that is left of a disk.
  private func fill(_ path: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(file) }
    let block = [UInt8](repeating: 7, count: 65536)
    for size in [65536, 4096] { while write(file, block, size) == size {} }
  }
}
