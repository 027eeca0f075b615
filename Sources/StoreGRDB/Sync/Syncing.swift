package import Clients
import Domain
import Glibc

/// What a merge of two records moved.
package struct SyncReport: Sendable, Equatable {
  /// Events that were new here.
  package var taken: Int64
  /// Of these, events that were born here and had been lost, as after a restore.
  package var recovered: Int64
  /// Events that were given away.
  package var sent: Int64
  /// Databases that events are known of now, our own among them.
  package var databases: Int

  package init(taken: Int64, recovered: Int64 = 0, sent: Int64, databases: Int) {
    self.taken = taken
    self.recovered = recovered
    self.sent = sent
    self.databases = databases
  }
}

/// Merges a record with others as sets of events: both have all of them afterwards, and nobody renumbers.
///
/// May be interrupted and repeated at will. A side that finds anything wrong with what comes takes nothing of it.
package struct Syncing: Sendable {
  let store: Store
  let known: KnownChains

  package init(_ options: StoreOptions) throws(StoreFailure) {
    store = Store(options)
    try store.open()
    known = try KnownChains(store)
  }

  package func close() { store.close() }

  /// Begins a merge with another sitrep at the end of a pipe.
  package func begin(over pipe: SyncPipe, with other: String) throws(StoreFailure) -> SyncReport {
    try naming(other) {
      let (reader, writer) = (FrameReader(pipe), FrameWriter(pipe, .begins))
      // Who does not listen may have said why.
      do { try greet(writer) } catch SyncFlaw.cutOff {}
      try reader.opening(.answers)
      let theirs = try heads(from: reader)
      try refusing(writer) { try requireSameBranch(theirs) }
      let sent = try sendMissing(to: theirs, writer, heeding: reader)
      try answer(from: reader)
      return try report(take(reader, writer), sent: sent)
    }
  }

  /// Answers a merge that another sitrep begins.
  package func answer(over pipe: SyncPipe, with other: String) throws(StoreFailure) -> SyncReport {
    try naming(other) {
      let (reader, writer) = (FrameReader(pipe), FrameWriter(pipe, .answers))
      let theirs = try refusing(writer) {
        try reader.opening(.begins)
        let theirs = try heads(from: reader)
        try requireSameBranch(theirs)
        return theirs
      }
      try greet(writer)
      let taken = try take(reader, writer)
      do {
        let sent = try sendMissing(to: theirs, writer)
        try answer(from: reader)
        return try report(taken, sent: sent)
      } catch let flaw as SyncFlaw {
        throw StoreFailure.refusedTransfer(from: other, taken: taken.events, why: flaw.words)
      }
    }
  }

  func report(_ taken: Taken, sent: Int64) throws -> SyncReport {
    // Who only merges has nobody else who would do it.
    while store.extendIndex(from: 256) {}
    return SyncReport(
      taken: taken.events, recovered: taken.recovered, sent: sent, databases: try known.heads().count)
  }

  private func greet(_ writer: FrameWriter) throws {
    try writer.send(.heads(try known.heads()))
    try writer.flush()
  }

  func heads(from reader: FrameReader) throws -> [ChainHead] {
    switch try reader.next() {
    case .heads(let heads): return heads
    case .refused(let words): throw SyncFlaw.refusedThere(words)
    case .database, .event, .end, .taken: throw SyncFlaw.outOfPlace
    }
  }

  /// Where both know an event it must be the same one.
  func requireSameBranch(_ theirs: [ChainHead]) throws {
    for head in theirs {
      guard let ours = try known.hash(of: head.database, at: head.number) else { continue }
      guard ours == head.hash else {
        throw SyncFlaw.forked(database: head.database, number: head.number)
      }
    }
  }

  /// Sends what the other side does not have, up to what is written here meanwhile.
  func sendMissing(to theirs: [ChainHead], _ writer: FrameWriter) throws -> Int64 {
    var given = Dictionary(theirs.map { ($0.database, $0.number) }, uniquingKeysWith: max)
    var (sent, before): (Int64, Int64) = (0, -1)
    // Once more while anything is sent: a text that was taken out meanwhile needs its redaction in the same transfer.
    while sent > before {
      before = sent
      for head in try known.heads() {
        let moved = try send(head.database, after: given[head.database] ?? 0, writer)
        given[head.database] = moved.last
        sent += moved.count
      }
    }
    try writer.send(.end(sent))
    try writer.flush()
    return sent
  }

  private func send(_ database: UniqueID, after number: Int64, _ writer: FrameWriter) throws -> (
    count: Int64, last: Int64
  ) {
    var (count, last): (Int64, Int64) = (0, number)
    while true {
      let rows = try known.rows(of: database, after: last, limit: 500)
      guard let end = rows.last?.globalNumber else { return (count, last) }
      if count == 0 { try writer.send(.database(database)) }
      for row in rows { try writer.send(.event(SyncedEvent(row))) }
      count += Int64(rows.count)
      last = end
    }
  }

  /// The same; where the other side has stopped listening, what it says why.
  private func sendMissing(to theirs: [ChainHead], _ writer: FrameWriter, heeding reader: FrameReader) throws
    -> Int64
  {
    do {
      return try sendMissing(to: theirs, writer)
    } catch SyncFlaw.cutOff {
      try answer(from: reader)
      throw SyncFlaw.cutOff
    }
  }

  /// Lays what comes into a file that has no name, finds it in order there or not, and takes it.
  private func take(_ reader: FrameReader, _ writer: FrameWriter) throws -> Taken {
    let taken = try refusing(writer) {
      let laid = try LaidDown(beside: store.options.path)
      defer { laid.close() }
      var check = try TransferCheck(known)
      try check.read(reader) { try laid.writer.send($0) }
      return try store.take(try laid.reader(), known)
    }
    try writer.send(.taken(taken.events))
    try writer.flush()
    return taken
  }

  private func answer(from reader: FrameReader) throws {
    switch try reader.next() {
    case .taken: return
    case .refused(let words): throw SyncFlaw.refusedThere(words)
    case .heads, .database, .event, .end: throw SyncFlaw.outOfPlace
    }
  }

  /// Tells the other side why nothing is taken, and fails with the same.
  private func refusing<Value>(_ writer: FrameWriter, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      if case SyncFlaw.refusedThere = error { throw error }
      let words = (error as? SyncFlaw)?.words ?? (error as? StoreFailure)?.words
      writer.discard()
      try? writer.send(.refused(words ?? "its record can't be written"))
      try? writer.flush()
      throw error
    }
  }

  func naming<Value>(_ other: String, _ body: () throws -> Value) throws(StoreFailure) -> Value {
    do {
      return try body()
    } catch let flaw as SyncFlaw {
      throw .refusedTransfer(from: other, taken: 0, why: flaw.words)
    } catch {
      throw StoreFailure(error, path: store.options.path)
    }
  }
}
