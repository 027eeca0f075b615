import Clients
import Dispatch
import Domain
import GRDB
import Glibc
import Synchronization

/// How far this store has seen the record, and what it wrote itself beyond that.
struct Follower: ~Copyable {
  private var seen: Int64?
  private var arrived: Int64 = 0
  private var own: Set<EventID> = []
  private var watch: (Watch)?
  private var isStopped = false

  /// The number after which events are new; nil until somebody asked.
  var mark: Int64? { seen }
  /// The arrival after which events of other databases are new.
  var arrivalMark: Int64 { arrived }

  mutating func start(from number: Int64, arrival: Int64) {
    seen = max(seen ?? 0, number)
    arrived = max(arrived, arrival)
  }

  /// Events of other databases have come so far: all of them are news.
  mutating func take(arrival: Int64) { arrived = max(arrived, arrival) }

  /// Said before the events are written: once they are on disk the watch may see them first.
  mutating func own(_ events: [Event]) {
    own.formUnion(events.map(\.id))
  }

  /// Nobody knows whether they reached the disk: if they did, they arrive like another's.
  mutating func disown(_ events: [Event]) {
    own.subtract(events.map(\.id))
  }

  /// Those of the events that are new and from others; all of them are seen from now on.
  mutating func take(_ rows: [ChainRow]) -> [ChainRow] {
    let mark = seen ?? 0
    seen = max(mark, rows.last?.globalNumber ?? 0)
    return rows.filter { $0.globalNumber > mark && own.remove($0.event) == nil }
  }

  mutating func watch(with new: Watch) {
    guard !isStopped else { return new.cancel() }
    watch?.cancel()
    watch = new
  }

  mutating func stop() {
    isStopped = true
    watch?.cancel()
    watch = nil
  }
}

/// A source of wake-ups that can be ended from any thread, as libdispatch allows; a class, since sources are.
final class Watch: @unchecked Sendable {
  private let source: any DispatchSourceProtocol

  init(_ source: any DispatchSourceProtocol) { self.source = source }

  func cancel() { source.cancel() }
}

extension Store {
  /// Delivers what other processes write, on the reading queue, until the store is closed.
  func follow(_ deliver: @escaping @Sendable ([RecordedEvent]) -> Void) {
    if follower.withLock({ $0.mark }) == nil,
      let (last, arrival) = try? read({ (try Self.lastNumber($0), try ForeignRows.lastArrival($0)) })
    {
      follower.withLock { $0.start(from: last, arrival: arrival) }
    }
    let look: @Sendable () -> Void = { [weak self] in self?.lookForOthers(deliver) }
    let watch =
      Self.watch(guardLock.path, by: options.notes, on: reading, look) ?? Self.poll(on: reading, look)
    follower.withLock { $0.watch(with: watch) }
    // What came between the first reading and the watch.
    reading.async(execute: look)
  }

  /// In portions, since a merge may bring more than there is memory for.
  private func lookForOthers(_ deliver: @Sendable ([RecordedEvent]) -> Void) {
    while deliverNews(deliver) {}
  }

  /// Delivers the next news; false where there are none.
  private func deliverNews(_ deliver: @Sendable ([RecordedEvent]) -> Void) -> Bool {
    guard upkeep.withLock({ !$0.isClosed }), let mark = follower.withLock({ $0.mark }),
      let (rows, others, arrival) = try? news(after: mark, follower.withLock { $0.arrivalMark }),
      !(rows.isEmpty && others.isEmpty)
    else { return false }
    let fresh = follower.withLock { follower in
      follower.take(arrival: arrival)
      return follower.take(rows) + others
    }
    guard !fresh.isEmpty else { return true }
    guard let events = try? recordedEvents(fresh) else { return false }
    deliver(events)
    return true
  }

  private func news(after mark: Int64, _ arrival: Int64) throws(StoreFailure) -> (
    own: [ChainRow], others: [ChainRow], arrival: Int64
  ) {
    try read { db in
      let last = min(try ForeignRows.lastArrival(db), arrival + 1000)
      return (
        try ChainRows.fetch(db, where: "event.gseq > ?", [mark], limit: 1000),
        try ForeignRows.fetch(
          db, where: "foreign_event.arrival > ? AND foreign_event.arrival <= ?", [arrival, last]),
        last
      )
    }
  }

  /// Wakes when a writer lets the guard go, which it does after its commit is to be seen.
  ///
  /// The log itself is written before the commit counts, so a watch on it would wake too early.
  private static func watch(
    _ path: String, by shared: Int32?, on queue: DispatchQueue, _ look: @escaping @Sendable () -> Void
  ) -> (Watch)? {
    guard let notes = shared.map({ fcntl($0, F_DUPFD_CLOEXEC, 3) }) ?? openNotes(), notes >= 0 else {
      return nil
    }
    guard inotify_add_watch(notes, path, UInt32(IN_MODIFY | IN_CLOSE_WRITE)) >= 0 else {
      Glibc.close(notes)
      return nil
    }
    let source = DispatchSource.makeReadSource(fileDescriptor: notes, queue: queue)
    source.setEventHandler {
      var buffer = [UInt8](repeating: 0, count: 4096)
      while Glibc.read(notes, &buffer, buffer.count) > 0 {}
      look()
    }
    source.setCancelHandler { Glibc.close(notes) }
    source.activate()
    return Watch(source)
  }

  /// Twice a second, where the kernel has no more watches to give.
  private static func poll(on queue: DispatchQueue, _ look: @escaping @Sendable () -> Void)
    -> Watch
  {
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + .milliseconds(500), repeating: .milliseconds(500))
    timer.setEventHandler(handler: look)
    timer.activate()
    return Watch(timer)
  }
}
