import Foundation
import Glibc
import Support
import Testing

/// The built program by lines: on a real terminal, and at the end of a pipe.
@Suite struct PlainTests {
  @Test func `on a terminal lines go in and lines come out, and the terminal stays as it is`() async throws {
    try await withLines { terminal in
      try await terminal.until("by lines", "no incident is open", "first look done: 1 OK")
      #expect(terminal.left.isCooked)
      try await terminal.type("declare pushes hang\n")
      try await terminal.until("declare SEV3: pushes hang", "Enter declares")
      try await terminal.type("severity 2\n")
      try await terminal.until("declare SEV2: pushes hang", "Enter declares")
      try await terminal.type("\n")
      try await terminal.until("saved: INC-1 declared, SEV2: pushes hang")
      try await terminal.type("note the sto\u{7F}\u{7F}\u{7F}store is full\n")
      try await terminal.until("saved: note")
      try await terminal.type("timeline\n")
      try await terminal.until("ana: the store is full")
      try await terminal.type("note 503 from\nresolve\nyes\n")
      try await terminal.until("saved: note", "ana: the store is full", "saved: note")
      try await terminal.type("timeline\n")
      try await terminal.until("ana: 503 from resolve yes")
      try await terminal.type("quit\n")
      let code = try await terminal.ended()
      #expect(code == 0)
      #expect(terminal.text.contains("INC-1 stays open"))
      hasNothingButText(terminal.output)
    }
  }

  @Test func `Ctrl-D leaves, and what was half typed as an answer is kept`() async throws {
    try await withLines { terminal in
      try await terminal.until("first look done: 1 OK")
      try await terminal.type("declare pushes hang\n")
      try await terminal.until("Enter declares")
      try await terminal.type([4])
      let code = try await terminal.ended()
      #expect(code == 0)
    }
  }

  @Test(arguments: [(SIGINT, Int32(0)), (SIGTERM, 128 + SIGTERM), (SIGHUP, 128 + SIGHUP)])
  func `a signal ends it as it ends the full screen`(_ number: Int32, _ code: Int32) async throws {
    try await withLines { terminal in
      try await terminal.until("first look done: 1 OK")
      kill(terminal.process, number)
      if number == SIGINT {
        try await terminal.until("Ctrl-C again leaves sitrep")
        // Where a host is so busy that five seconds pass between the two, the second is a first one again.
        _ = try await eventually(within: .seconds(60)) {
          kill(terminal.process, number)
          return try await terminal.ended(within: .seconds(1))
        }
      }
      let ended = try await terminal.ended(within: .seconds(5))
      #expect(ended == code)
      #expect(terminal.left.isCooked)
    }
  }

  @Test func `a line that is lost takes it along`() async throws {
    try await withLines { terminal in
      try await terminal.until("first look done: 1 OK")
      terminal.hangUp()
      let ended = try await terminal.ended(within: .seconds(5))
      #expect(ended == 128 + SIGHUP)
    }
  }

  @Test func `a pipe is a script: its end leaves when all is saved`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    let script =
      "declare pushes hang\nseverity 1\n\nnote from a script\nstate 2\nexport\nresolve\nyes\nstatus"
    let told = try await BuiltProgram.run("--plain", in: home, input: script, environment: ["TERM": "dumb"])
    #expect(told.code == 0)
    #expect(told.complaint == "")
    for words in [
      "saved: INC-1 declared, SEV1: pushes hang", "saved: note", "saved: INC-1 is identified", "exported: ",
      "saved: INC-1 is resolved", "no incident is open",
    ] { #expect(told.lines.contains { $0.contains(words) }, "\(words) is missing in\n\(told.output)") }
    hasNothingButText(Array(told.output.utf8))
    let verified = try await BuiltProgram.run("verify", in: home)
    #expect(verified.code == 0, "\(verified.output)")
    #expect(home.read("\(home.folder)/state/sitrep/exports/INC-1.md")?.contains("from a script") == true)
  }

  @Test func `a record that is not what it was is said first of all, and all goes on`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    let older = "\(home.folder)/older.db"
    _ = try await BuiltProgram.run("--plain", in: home, input: "declare pushes hang\n\n")
    #expect(try await BuiltProgram.run("backup", older, in: home).code == 0)
    _ = try await BuiltProgram.run("--plain", in: home, input: "note it was the proxy\n")
    for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: home.database + end) }
    try FileManager.default.copyItem(atPath: older, toPath: home.database)
    let told = try await BuiltProgram.run("--plain", in: home, input: "note we go on\n")
    #expect(told.lines.dropFirst().first?.hasPrefix("RECORD IN DOUBT. ") == true, "\(told.output)")
    #expect(told.output.contains("sitrep verify --db \(home.database) says where"))
    #expect(told.output.contains("saved: note"))
    #expect(told.code == 0)
  }

  @Test func `where there is nothing but ASCII, nothing else is said`() async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    let told = try await BuiltProgram.run(
      "--plain", in: home, input: "declare größer als 5 €\nseverity 3\n\nstatus\n",
      environment: ["LC_ALL": "C"])
    #expect(told.code == 0)
    #expect(told.output.utf8.allSatisfy { $0 < 0x80 })
    #expect(told.output.contains("INC-1 declared, SEV3: gr"))
  }

  /// Runs the program by lines on a quiet home, on a terminal of its own.
  private func withLines(_ body: (OwnTerminal) async throws -> Void) async throws {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    let terminal = try OwnTerminal(in: home, ["--plain"])
    do {
      try await body(terminal)
    } catch {
      try await terminal.close()
      throw error
    }
    try await terminal.close()
  }

  private func hasNothingButText(_ bytes: [UInt8]) {
    let acting = bytes.filter { $0 < 0x20 && ![10, 13, 9].contains($0) && $0 != 8 }
    #expect(acting.isEmpty)
    #expect(!bytes.contains(0x1B))
  }
}
