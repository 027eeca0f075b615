import Clients
import Domain
import FoundationEssentials
import Glibc
@testable import StoreGRDB
import Testing

/// What stands at the other end in place of a sitrep, or before it speaks.
@Suite struct SyncPipeTests {
  /// A pipe that says so many bytes and hears nothing.
  private func saying(_ bytes: [UInt8]) -> SyncPipe {
    let left = Box(bytes)
    return SyncPipe(
      read: { limit in
        left.change { rest in
          defer { rest.removeFirst(min(limit, 7, rest.count)) }
          return Array(rest.prefix(min(limit, 7)))
        }
      }, write: { _ in })
  }

  private func refusal(_ said: String) throws -> String {
    let syncing = try Syncing(try Scratch().options())
    defer { syncing.close() }
    do throws(StoreFailure) {
      _ = try syncing.begin(over: saying(Array(said.utf8)), with: "there")
      return "nothing was refused"
    } catch {
      guard case .refusedTransfer(from: "there", taken: 0, let why) = error else { return error.words }
      return why
    }
  }

  @Test(arguments: [
    ("", "it ended without a word."), ("\0\u{1}\0", "it ended without a word."),
    ("bash: sitrep: not found\n", "it answered \"bash: sitrep: not found\" in place of a record."),
    (
      "Last login: now\r\n\u{1B}[31mroot\u{1B}[0m\n", "it answered \"Last login: now?\" in place of a record."
    ),
    ("sitrep sync 1 begins\n", "it sends back what it is sent."),
    ("sitrep sync 1 file\n", "it holds something that no sitrep writes"),
    ("sitrep sync 2 answers\n", "it was written by a newer sitrep. Bring sitrep here up to date"),
    ("sitrep sync 0 answers\n", "it was written by an older sitrep. Bring sitrep there up to date"),
    ("sitrep sync 1 answers\n", "it ends in the middle"),
    ("sitrep sync 1 answers\nH\0\0\0\u{38}", "it ends in the middle"),
    ("sitrep sync 1 answers\nH\u{7F}\0\0\0", "it holds something that no sitrep writes"),
    ("sitrep sync 1 answers\nX\0\0\0\0", "it holds something that no sitrep writes"),
    ("sitrep sync 1 answers\nR\0\0\0\u{4}full", "the other side refused it: full"),
  ])
  func `what is no sitrep, or another one, is told from one that answers`(_ said: String, _ why: String)
    throws
  {
    let words = try refusal(said)
    #expect(words.hasPrefix(why), "\(words)")
  }

  @Test func `a login may greet before the other side speaks, and even without ending its line`() throws {
    let (here, there) = (try Host(), try Host())
    try here.writes(Sample.note("here"))
    try there.writes(Sample.note("there"))
    let greeting = Array("Welcome!\n\nLast login: sitrep sync is \u{FF}\n# ".utf8)
    #expect(try here.merges(with: there, greeting: greeting).ours.get().taken == 1)
    #expect(try here.content() == there.content())
  }

  @Test func `a greeting without an end is given up`() throws {
    let syncing = try Syncing(try Scratch().options())
    defer { syncing.close() }
    let endless = SyncPipe(read: { [UInt8](repeating: 0x79, count: $0) }, write: { _ in })
    #expect(throws: StoreFailure.self) { try syncing.begin(over: endless, with: "there") }
  }

  @Test func `what has the length of no frame is refused before it is read`() throws {
    let reader = FrameReader(saying([UInt8(ascii: "E"), 0xFF, 0xFF, 0xFF, 0xFF, 0]))
    #expect(throws: SyncFlaw.malformed) { try reader.next() }
  }
}
