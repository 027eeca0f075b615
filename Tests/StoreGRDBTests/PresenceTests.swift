import Clients
import Domain
import FoundationEssentials
import Glibc
@testable import StoreGRDB
import Testing

@Suite struct PresenceTests {
  private func presence(_ login: String, since: Int64 = 5, at place: String = "services") -> ConsolePresence {
    ConsolePresence(
      login: login, host: "bastion", process: getpid(), since: Timestamp(milliseconds: since),
      lookingAt: place)
  }

  @Test func `each console sees the others, those who came first in front`() throws {
    let scratch = try Scratch()
    try scratch.open().close()
    let consoles = ["ana", "raj", "li"].map { ($0, Presence(database: scratch.path)) }
    for (place, (login, console)) in consoles.enumerated() {
      _ = console.lookAround(as: presence(login, since: Int64(place)))
    }
    let seen = consoles[1].1.lookAround(as: presence("raj", since: 1))
    #expect(seen == [presence("ana", since: 0), presence("li", since: 2)])
    #expect(consolesOpen(on: scratch.path).map(\.login) == ["ana", "raj", "li"])
  }

  @Test func `what somebody looks at follows them`() throws {
    let scratch = try Scratch()
    try scratch.open().close()
    let (ana, raj) = (Presence(database: scratch.path), Presence(database: scratch.path))
    _ = ana.lookAround(as: presence("ana", at: "a very long place that is left again soon"))
    _ = ana.lookAround(as: presence("ana", at: "INC-1, step 4"))
    #expect(raj.lookAround(as: presence("raj")).map(\.lookingAt) == ["INC-1, step 4"])
  }

  @Test func `who leaves is gone, and so is who was killed`() throws {
    let scratch = try Scratch()
    try scratch.open().close()
    let (ana, raj) = (Presence(database: scratch.path), Presence(database: scratch.path))
    _ = ana.lookAround(as: presence("ana"))
    #expect(raj.lookAround(as: presence("raj")).map(\.login) == ["ana"])
    ana.leave()
    #expect(raj.lookAround(as: presence("raj")).isEmpty)
    // What a killed console leaves: its file, and nobody who holds it.
    let left = scratch.path + ".consoles/4711-1"
    try Data(Presence.text(of: presence("killed")).utf8).write(to: URL(filePath: left))
    #expect(consolesOpen(on: scratch.path).map(\.login) == ["raj"])
    #expect(raj.lookAround(as: presence("raj")).isEmpty)
    #expect(access(left, F_OK) != 0)
  }

  @Test func `names from outside stay on their lines`() {
    let odd = presence("ana\nroot", at: String(repeating: "é", count: 2000))
    let text = Presence.text(of: odd)
    #expect(text.utf8.count == 1024)
    #expect(Presence.presence(text)?.login == "anaroot")
    #expect(Presence.presence("half\na line") == nil)
  }

  @Test func `only the owner may see who is there`() throws {
    let scratch = try Scratch()
    try scratch.open().close()
    let ana = Presence(database: scratch.path)
    _ = ana.lookAround(as: presence("ana"))
    var status = stat()
    #expect(stat(scratch.path + ".consoles", &status) == 0 && status.st_mode & 0o777 == 0o700)
  }
}
