import Clients
import Domain
import FoundationEssentials
import Glibc
@testable import StoreGRDB
import Support
import Testing

/// A merge is the union of sets: in any order, in any grouping, any number of times, with any interruption.
///
/// `SITREP_SYNC_ROUNDS` makes it longer.
@Suite struct SyncPropertyTests {
  private static let rounds =
    ProcessInfo.processInfo.environment["SITREP_SYNC_ROUNDS"].flatMap { Int($0) } ?? 3

  init() { signal(SIGPIPE, SIG_IGN) }

  /// Three records that have written and met at random, with texts taken out here and there, by whoever knew them,
  /// and with connections that broke.
  private func random(_ dice: inout SeededGenerator) throws -> [Host] {
    let shared = Box(SeededGenerator(seed: dice.next()))
    let hosts = try (0..<3).map { _ in
      try Host { shared.change { $0.next() } }
    }
    let incidents = (0..<2).map { _ in UniqueID(high: dice.next(), low: dice.next()) }
    for step in 0..<8 {
      let host = hosts[Int.random(in: 0..<3, using: &dice)]
      let incident = Bool.random(using: &dice) ? incidents.randomElement(using: &dice) : nil
      var note = Sample.note("step \(step)", in: incident)
      note.id = UniqueID(high: dice.next(), low: dice.next())
      try host.writes(note)
      if Int.random(in: 0..<3, using: &dice) == 0 { try redactAny(on: host, &dice) }
      if Bool.random(using: &dice) {
        try hosts[Int.random(in: 0..<3, using: &dice)].merges(
          with: hosts[Int.random(in: 0..<3, using: &dice)],
          breakingAfter: Bool.random(using: &dice) ? .max : Int.random(in: 0..<4000, using: &dice))
      }
    }
    return hosts
  }

  /// Takes a text out that the host knows, wherever it was written.
  private func redactAny(on host: Host, _ dice: inout SeededGenerator) throws {
    let known = try host.content().sorted { $0.key < $1.key }.flatMap(\.value).filter { row in
      try row.payload != nil && row.recorded().event.body.kind == "note"
    }
    guard let row = known.randomElement(using: &dice) else { return }
    let event = try row.recorded().event
    var redaction = Sample.event(
      .redaction(Redaction(of: event.body, reason: "too much")), in: event.incident, corrects: event.id)
    redaction.id = UniqueID(high: dice.next(), low: dice.next())
    try host.writes(redaction)
  }

  private func merged(_ first: Host, _ second: Host) throws -> Host {
    let result = try first.copied()
    try result.merges(with: try second.copied())
    return result
  }

  @Test func `in every order and grouping it is the same set, and a second time changes nothing`() throws {
    var dice = SeededGenerator(seed: 7)
    for _ in 0..<Self.rounds {
      let hosts = try random(&dice)
      let (a, b, c) = (hosts[0], hosts[1], hosts[2])
      let left = try merged(merged(a, b), c)
      let whole = try left.content()
      #expect(try merged(a, merged(b, c)).content() == whole)
      #expect(try merged(merged(c, a), b).content() == whole)
      try left.merges(with: left.copied())
      #expect(try left.content() == whole)
      for host in hosts + [left] { #expect(try host.isIntact()) }
      // On from what is left of broken merges, and over a file.
      let file = left.scratch.folder + "/all.sync"
      for host in [a, b, c, a, b] { try host.merges(file: file) }
      for host in hosts { #expect(try host.content() == whole && host.isIntact()) }
    }
  }

  @Test func `a pipe that breaks after any byte leaves whole chains, and a repetition ends as if it had not`()
    throws
  {
    let (here, there) = try grown()
    let reference = try here.copied()
    try reference.merges(with: try there.copied())
    let whole = try reference.content()
    // A transfer of this size is some thousands of bytes: the heads one by one, the rest by strides.
    let places =
      Array(stride(from: 0, to: 160, by: 23))
      + Array(stride(from: 160, to: 9000, by: Self.rounds > 3 ? 61 : 997))
    for place in places {
      let (ours, theirs) = (try here.copied(), try there.copied())
      try ours.merges(with: theirs, breakingAfter: place)
      #expect(try ours.isIntact() && theirs.isIntact(), "after \(place) bytes")
      #expect(try ours.merges(with: theirs).ours.get().databases == 2)
      #expect(try ours.content() == whole && theirs.content() == whole, "after \(place) bytes")
    }
  }

  @Test func `a file that is cut off anywhere is refused and nothing is taken`() throws {
    let (here, there) = try grown()
    let file = there.scratch.folder + "/whole.sync"
    try there.merges(file: file)
    let bytes = try Data(contentsOf: URL(filePath: file))
    let before = try here.content()
    let target = try here.copied()
    for length in stride(from: 1, to: bytes.count, by: Self.rounds > 3 ? 1 : 211) {
      try bytes.prefix(length).write(to: URL(filePath: file))
      #expect(throws: StoreFailure.self, "cut at \(length)") { try target.merges(file: file) }
    }
    #expect(try target.content() == before)
    try bytes.write(to: URL(filePath: file))
    #expect(try target.merges(file: file).taken > 0)
  }

  @Test func `a file that was changed anywhere is refused, or says the same`() throws {
    let (here, there) = try grown()
    let file = there.scratch.folder + "/whole.sync"
    try there.merges(file: file)
    let bytes = try Data(contentsOf: URL(filePath: file))
    let (before, reference) = (try here.content(), try here.copied())
    try reference.merges(file: file)
    let whole = try reference.content()
    var target = try here.copied()
    for place in stride(from: 0, to: bytes.count, by: Self.rounds > 3 ? 7 : 173) {
      var changed = bytes
      changed[place] ^= UInt8(1 << (place % 8))
      try changed.write(to: URL(filePath: file))
      do {
        try target.merges(file: file)
        #expect(try target.content() == whole, "changed at \(place)")
        target = try here.copied()
      } catch {
        #expect(error is StoreFailure)
      }
    }
    #expect(try target.content() == before)
  }

  private func grown() throws -> (here: Host, there: Host) {
    let (here, there) = (try Host(), try Host())
    let incident = Sample.id()
    try here.writes(Sample.declared("registry is down", as: incident), Sample.note("here", in: incident))
    try there.writes(Sample.declared("ci is slow", as: Sample.id()))
    for number in 0..<4 { try there.writes(Sample.note("there \(number)", in: incident)) }
    return (here, there)
  }
}
