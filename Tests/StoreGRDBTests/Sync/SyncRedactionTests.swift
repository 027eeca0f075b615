import Clients
import Domain
import FoundationEssentials
import GRDB
import Glibc
@testable import StoreGRDB
import Testing

/// Texts that were taken out on one host, and their way to the others.
@Suite struct SyncRedactionTests {
  init() { signal(SIGPIPE, SIG_IGN) }

  private static let secret = "hunter2-0123456789"

  private func redaction(of event: Event) -> Event {
    Sample.event(
      .redaction(Redaction(of: event.body, reason: "a password")), in: event.incident, corrects: event.id)
  }

  private func filesWithSecret(_ host: Host) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: host.scratch.folder).filter {
      $0.hasPrefix("sitrep.db")
        && FileManager.default.contents(atPath: "\(host.scratch.folder)/\($0)")?
          .firstRange(of: Data(Self.secret.utf8)) != nil
    }
  }

  @Test(arguments: [true, false])
  func `a text that is taken out where it was not written goes at home too`(isOfIncident: Bool) throws {
    let (home, away) = (try Host(), try Host())
    let incident = isOfIncident ? Sample.id() : nil
    let note = Sample.note(Self.secret, in: incident)
    try home.writes(note, Sample.note("after it", in: incident))
    let old = home.scratch.folder + "/old.sync"
    try home.merges(file: old)
    try away.merges(with: home)
    try away.writes(redaction(of: note))
    #expect(try away.isIntact() && filesWithSecret(away).isEmpty)
    try home.merges(with: away)
    for host in [home, away] {
      #expect(try host.isIntact() && filesWithSecret(host).isEmpty)
      try host.merges(file: old)
      #expect(try filesWithSecret(host).isEmpty, "an older copy brought it back")
    }
    let removal = try #require(try verifyStore(home.scratch.path).removals.first)
    #expect(try removal.globalNumber == 1 && removal.byDatabase == away.database())
    let kept = home.scratch.folder + "/backup.db"
    _ = try backUp(record: home.scratch.path, to: kept, replacing: true)
    #expect(try checkRecord(kept).verdict.isIntact)
  }

  @Test(arguments: [false, true])
  func `whoever is killed between two writes has whole chains`(isRedacted: Bool) throws {
    let (home, away) = (try Host(), try Host())
    let incident = Sample.id()
    let note = Sample.note(Self.secret, in: incident)
    try home.writes([note] + (0..<1600).map { Sample.note("line \($0)", in: incident) })
    if isRedacted { try home.writes(redaction(of: note)) }
    try away.writes(Sample.note("all quiet"))
    let file = home.scratch.folder + "/all.sync"
    try home.merges(file: file)
    var portions = 0
    try away.takes(file) {
      portions += 1
      let isIntact = try away.isIntact()
      #expect(isIntact, "after \(portions) writes")
    }
    // A text that is missing comes with its redaction, however far apart the two stand; then only the end is left.
    #expect(portions == (isRedacted ? 2 : 4))
    try away.merges(with: home)
    #expect(try away.content() == home.content())
  }

  @Test func `a text that is missing without a redaction anywhere is refused`() throws {
    let (home, away) = (try Host(), try Host())
    try home.writes(Sample.note("one"), Sample.note("two"))
    try home.scratch.raw {
      try $0.execute(sql: "DROP TRIGGER payload_is_not_removed; DELETE FROM payload WHERE gseq = 1")
    }
    guard case .failure(.refusedTransfer(_, 0, let why)) = try away.merges(with: home).ours else {
      Issue.record("it was taken")
      return
    }
    #expect(why.hasPrefix("the text of event 1 of database "))
    #expect(try away.content().isEmpty)
  }
}
