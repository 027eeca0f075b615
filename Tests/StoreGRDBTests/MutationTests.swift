import Clients
import Domain
import FoundationEssentials
import GRDB
import StoreGRDB
import Testing

/// Changes by chance to a copy of a record, of every sort that somebody with SQLite and this source can make.
@Suite struct MutationTests {
  /// 200 unless `SITREP_MUTATIONS` says another number.
  private static let count =
    ProcessInfo.processInfo.environment["SITREP_MUTATIONS"].flatMap { Int($0) } ?? 200

  @Test func `every change is found against heads that were kept`() throws {
    let original = try Forgery.original()
    let kept = try original.anchors()
    var dice = SystemRandomNumberGenerator()
    var missed: [String] = []
    for number in 0..<Self.count {
      let sort = Forgery.Sort.allCases[number % Forgery.Sort.allCases.count]
      let copy = try original.copy()
      try copy.apply(sort, using: &dice)
      guard try copy.isFoundOut(against: kept) else {
        missed.append("\(sort)")
        continue
      }
    }
    #expect(missed == [])
  }

  @Test func `a record that nobody touched is never called altered`() throws {
    for _ in 0..<Self.count / 10 {
      let clean = try Forgery.original()
      let kept = try clean.anchors()
      #expect(try clean.copy().verdict(against: kept).problem == nil)
      #expect(try clean.verdict(against: []).anchorsHeld == 0)
    }
  }

  @Test func `what the chain alone cannot see is what a head is for`() throws {
    let original = try Forgery.original()
    var dice = SystemRandomNumberGenerator()
    let copy = try original.copy()
    try copy.apply(.rewriteFromHereOn, using: &dice)
    #expect(try copy.verdict(against: []).isIntact)
    #expect(try !copy.verdict(against: original.anchors()).isIntact)
  }

  @Test func `bytes that rot anywhere in the file end nothing but the check`() throws {
    let original = try Forgery.original()
    for _ in 0..<Self.count / 2 {
      let copy = try original.copy()
      var bytes = try Data(contentsOf: URL(filePath: copy.path))
      let place = Int.random(in: 0..<bytes.count)
      bytes[place] ^= UInt8.random(in: 1...255)
      try bytes.write(to: URL(filePath: copy.path))
      let after = try Data(contentsOf: URL(filePath: copy.path))
      _ = try? verifyStore(copy.path)
      #expect(try Data(contentsOf: URL(filePath: copy.path)) == after, "byte \(place)")
    }
  }

  @Test func `the event is named: its kind, its number and its incident`() throws {
    let original = try Forgery.original()
    let rows = try original.rows()
    let place = try #require(rows.firstIndex { $0.number == 4 })
    let incident = try #require(rows[place].incident)
    let copy = try original.copy()
    try copy.raw { try $0.execute(sql: "DELETE FROM event WHERE gseq = \(rows[place].globalNumber)") }
    let words = try #require(try copy.verdict(against: []).problem?.words)
    #expect(words.hasPrefix("One event is missing before event \(rows[place].globalNumber + 1) (note"))
    #expect(words.hasSuffix(": number 4 of incident \(incident)."), "\(words)")
  }

  @Test func `an incident that is gone is named by its number`() throws {
    let original = try Forgery.original()
    let copy = try original.copy()
    try copy.raw {
      try $0.execute(sql: "DELETE FROM event WHERE incident = (SELECT id FROM incident WHERE number = 2)")
    }
    let words = try #require(try copy.verdict(against: []).problem?.words)
    #expect(words.contains("INC-2 is gone as a whole"), "\(words)")
  }
}
