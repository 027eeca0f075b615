import Foundation
import Support
import Testing

/// A console whose person has seen more of the record than there is now.
@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct AlteredRecordTests {
  @Test
  func `an older copy put in place of the record is told over the whole screen, and nothing is blocked`()
    async throws
  {
    let home = try ProgramHome.quiet()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.opensConsole()
      try await terminal.declares("pushes hang")
      try await terminal.press("q")
      try await terminal.until("the shell") { $0.shellPrompt == 0 }
      let older = "\(home.folder)/older.db"
      #expect(try await BuiltProgram.run("backup", older, in: home).code == 0)
      try await terminal.enter("sitrep")
      try await terminal.until("the incident") { $0.incidentName == "INC-1" }
      try await terminal.notes("it was the proxy")
      try await terminal.press("q")
      try await terminal.until("the shell again") { $0.shellPrompt == 0 }
      let mode = try FileManager.default.attributesOfItem(atPath: "\(home.folder)/state/sitrep/witness")
      #expect(mode[.posixPermissions] as? Int == 0o600)
      #expect(try await BuiltProgram.run("verify", in: home).code == 0)
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: home.database + end) }
      try FileManager.default.copyItem(atPath: older, toPath: home.database)
      try await terminal.enter("sitrep")
      try await terminal.until("the alarm") {
        $0.shows("THE RECORD IS NOT WHAT IT WAS", "sitrep verify", "Enter") && $0.incidentName == nil
      }
      try await terminal.press("Enter")
      try await terminal.until("the incident, with the mark") {
        $0.incidentName == "INC-1" && $0.lines.first?.contains("RECORD ALTERED?") == true
      }
      try await terminal.notes("we go on")
      try await terminal.until("the note") { $0.shows("we go on") }
    }
    let verified = try await BuiltProgram.run("verify", in: home)
    #expect(verified.code == 4 || verified.code == 3, "\(verified.output)")
  }
}
