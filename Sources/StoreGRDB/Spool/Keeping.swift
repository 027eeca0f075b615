package import Clients
import Dispatch
package import Domain
import Glibc
import Synchronization

/// What the record did not take when it was last asked.
struct Trouble: Sendable {
  private var failure: StoreFailure?
  private var refused: Set<EventID> = []
  private var asked: Duration = .zero
  /// On record, and perhaps still in the spool.
  private(set) var settled: Set<EventID> = []

  /// Why the record need not be asked for these events; nil where it is to be.
  ///
  /// Only what was refused before is tried again at once: newer events would come before older ones, and each would
  /// wait in vain for a lock that is stuck.
  func standing(for events: [Event], at now: Duration) -> StoreFailure? {
    guard let failure, now - asked < Self.patience, !events.contains(where: { refused.contains($0.id) })
    else { return nil }
    return failure
  }

  mutating func began(_ events: [Event], _ failure: StoreFailure, at now: Duration) {
    self.failure = failure
    asked = now
    refused(events)
  }

  mutating func refused(_ events: [Event]) { refused.formUnion(events.map(\.id)) }

  mutating func ended(for events: [Event], isAnyKept: Bool) {
    refused.subtract(events.map(\.id))
    if refused.isEmpty { failure = nil }
    guard isAnyKept else { return settled = [] }
    settled.formUnion(events.map(\.id))
  }

  private static let patience: Duration = .seconds(3)
}

extension Store {
  /// Writes events; what cannot be written is kept in the spool, and the failure says where.
  func recordOrKeep(_ events: [Event]) throws(StoreFailure) -> [RecordedEvent] {
    let now = options.surroundings.monotonic()
    if spool != nil, let failure = trouble.withLock({ $0.standing(for: events, at: now) }) {
      trouble.withLock { $0.refused(events) }
      throw keeping(events, because: failure)
    }
    do throws(StoreFailure) {
      let recorded = try record(events)
      let isAnyKept = spool?.holdsAny ?? false
      trouble.withLock { $0.ended(for: events, isAnyKept: isAnyKept) }
      if isAnyKept { spool?.forget(trouble.withLock { $0.settled }) }
      return recorded
    } catch {
      guard error.isWorthKeeping else { throw error }
      let now = options.surroundings.monotonic()
      trouble.withLock { $0.began(events, error, at: now) }
      throw keeping(events, because: error)
    }
  }

  /// Keeps events; the failure that comes back says where they are, or is the old one where they are in memory alone.
  func keeping(_ events: [Event], because failure: StoreFailure) -> StoreFailure {
    guard let spool else { return failure }
    // It would be refused by the record for ever, and with it all that is kept beside it.
    guard events.allSatisfy(\.fitsRecord) else { return .tooLong(path: options.path) }
    do throws(StoreFailure) {
      try spool.keep(events)
      return .kept(in: spool.path, because: failure)
    } catch {
      return failure
    }
  }

  func kept(_ done: @escaping @Sendable ([Event]) -> Void) {
    guard let spool, spool.holdsAny else { return done([]) }
    reading.async { done((try? spool.events()) ?? []) }
  }

  /// Sets the spool's room aside while there is some; the first write waits for it, which costs a millisecond once.
  func prepareSpool() {
    guard let spool else { return }
    writing.async { spool.prepare() }
  }

  func makeBallast() {
    guard !options.readOnly else { return }
    DispatchQueue.global(qos: .utility).async { [ballast] in ballast.make() }
  }
}

/// Keeps events of which the record could not even be opened; what comes back says whether they are safe.
package func keepForLater(_ events: [Event], _ options: StoreOptions, because failure: StoreFailure)
  -> StoreFailure
{
  // Where there is no record, nobody would ever look for what is kept for it.
  let isThere = access(options.path, F_OK) == 0
  return isThere && failure.isWorthKeeping ? Store(options).keeping(events, because: failure) : failure
}

/// How many events are kept in a spool, for commands that only tell how things are.
package func countKept(in spool: String) -> Int { (try? Spool(path: spool).events().count) ?? 0 }

extension Event {
  /// Whether the table of payloads has room for what it says.
  fileprivate var fitsRecord: Bool { ((try? body.encoded().payload.count) ?? 0) <= 512 << 10 }
}

extension StoreFailure {
  /// Whether the same events may be taken another time, by nobody's doing of theirs.
  fileprivate var isWorthKeeping: Bool {
    switch self {
    case .notWritable, .diskFull, .locked, .corrupt, .inUse, .other: true
    case .unsafe, .foreign, .newerSchema, .notFound, .exists, .altered, .tooLong, .refusedTransfer, .kept:
      false
    }
  }
}
