import Clients
import Domain
import Foundation
import StoreGRDB
import Support
import Testing

/// Either side of a merge is killed at one of its writes to the disk; whoever goes on afterwards ends as if nothing
/// had happened.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace"), "there is no strace"))
struct SyncKillTests {
  /// A record of 1,200 notes, the first of them with its text taken out at the end.
  private func long() throws -> ProgramHome {
    let home = try ProgramHome()
    let notes = (0..<1200).map { note("line \($0)") }
    try home.record(notes)
    try home.record([redaction(of: notes[700])])
    return home
  }

  private func event(_ body: EventBody, corrects: EventID? = nil) -> Event {
    var dice = SystemRandomNumberGenerator()
    let now = Surroundings.real.now()
    return Event(
      id: UniqueID(at: now, using: &dice), incident: nil, happenedAt: now, recordedAt: now,
      actor: Actor(login: "ana", host: "bastion"), source: .person, body: body, corrects: corrects)
  }

  private func note(_ text: String) -> Event { event(.note(Note(text: text))) }

  private func redaction(of note: Event) -> Event {
    event(.redaction(Redaction(of: note.body, reason: "a password")), corrects: note.id)
  }

  /// A program that the kernel kills in its `place`th write to the disk.
  private func killing(at place: Int) -> String {
    "strace -f -qq -e trace=fdatasync -e inject=fdatasync:signal=KILL:when=\(place) -o /dev/null "
  }

  @Test(arguments: [1, 2, 3, 4], [true, false])
  func `killed at any write, and repeated`(place: Int, isHere: Bool) async throws {
    let (here, there) = (try long(), try long())
    defer {
      here.remove()
      there.remove()
    }
    let (ours, theirs) = (isHere ? killing(at: place) : "", isHere ? "" : killing(at: place))
    let answer = "\(BuiltProgram.path) sync --stdio --db \(there.database)"
    let killed = try await BuiltProgram.run(
      "/bin/sh", ["-c", "\(ours)\(BuiltProgram.path) sync --via '\(theirs)\(answer)'"], in: here)
    #expect(killed.code != 0, "it was to be killed: \(killed.output)")
    for home in [here, there] {
      let verified = try await BuiltProgram.run("verify", in: home)
      #expect(verified.code == 0, "\(verified.output)\(verified.complaint)")
    }
    let again = try await BuiltProgram.run("sync", "--via", answer, in: here)
    #expect(again.code == 0, "\(again.complaint)")
    for home in [here, there] {
      let verified = try await BuiltProgram.run("verify", in: home)
      #expect(verified.lines.first == "1201 events, unbroken")
      #expect(
        verified.lines.contains { $0.hasPrefix("from database ") && $0.contains(": 1201 events, unbroken") })
    }
    let last = try await BuiltProgram.run("sync", "--via", answer, in: here)
    #expect(last.output.hasPrefix("0 events taken from the other side, 0 events given, 2 databases known"))
  }
}
