import Clients
import Dispatch
import Domain
import GRDB
import Synchronization

extension Store {
  func append(
    _ events: [Event], _ done: @escaping @Sendable (Result<[RecordedEvent], StoreFailure>) -> Void
  ) {
    writing.async { [self] in
      follower.withLock { $0.own(events) }
      do throws(StoreFailure) {
        done(.success(try recordOrKeep(events)))
        commit()
      } catch {
        follower.withLock { $0.disown(events) }
        done(.failure(error))
      }
    }
  }

  /// Writes events in one transaction; all of them are on disk when it returns.
  func record(_ events: [Event]) throws(StoreFailure) -> [RecordedEvent] {
    let (recorded, appending) = try write { db in
      var appending = try Appending(db, options: options, birth: connection.birth(db))
      return (try appending.append(events), appending)
    }
    if appending.hasRemovedText { emptyLog() }
    // What somebody wrote who was killed before the sync is to be seen all the same, and may be in memory alone.
    if appending.foundSome { try guardLock.hold { () throws(StoreFailure) in try settle(.passive) } }
    return recorded
  }

  /// Keeps the newest of each service, and writes them together a few seconds later.
  func remember(_ states: [LastSeen]) {
    let isToPlan = upkeep.withLock { upkeep in
      for state in states where state.at >= upkeep.states[state.service]?.at ?? state.at {
        upkeep.states[state.service] = state
      }
      guard !upkeep.isFlushPlanned, !upkeep.isClosed, !options.readOnly else { return false }
      upkeep.isFlushPlanned = true
      return true
    }
    guard isToPlan else { return }
    writing.asyncAfter(deadline: .now() + .seconds(5)) { [weak self] in self?.flush(upTo: .seconds(1)) }
  }

  /// Writes what is to be remembered; what cannot be written now is kept for the next time.
  private func flush(upTo limit: Duration) {
    let states = upkeep.withLock { upkeep in
      defer { upkeep.states = [:] }
      upkeep.isFlushPlanned = false
      return upkeep.states
    }
    guard !states.isEmpty else { return }
    do throws(StoreFailure) {
      try write(upTo: limit) { try LastSeenRows.save(states.values, $0) }
      commit()
    } catch {
      upkeep.withLock { $0.states.merge(states) { newer, _ in newer } }
    }
  }

  /// After each commit: empties the log where it is long, else later, when nothing is written for a minute.
  func commit() {
    planIndexing()
    if upkeep.withLock({ $0.mustEmptyLog }) { emptyLog() }
    if connection.logPages > Self.longLog {
      checkpoint(.restart)
      return
    }
    let isToPlan = upkeep.withLock { upkeep in
      upkeep.lastCommit = options.surroundings.monotonic()
      defer { upkeep.isCheckpointPlanned = true }
      return !upkeep.isCheckpointPlanned
    }
    if isToPlan { planCheckpoint(in: Self.idle) }
  }

  private func planCheckpoint(in delay: Duration) {
    writing.asyncAfter(deadline: .now() + .milliseconds(Int(delay.milliseconds))) { [weak self] in
      guard let self else { return }
      let left = upkeep.withLock { upkeep in
        Self.idle - (options.surroundings.monotonic() - upkeep.lastCommit)
      }
      // A second more or less costs nothing; a plan for each millisecond would.
      if left > .seconds(1) { return planCheckpoint(in: left) }
      upkeep.withLock { $0.isCheckpointPlanned = false }
      checkpoint(.restart)
      makeBallast()
    }
  }

  /// Cuts the log to nothing, since a text that was taken out lies in it still; tried again after the next commit.
  func emptyLog() {
    let isEmpty = checkpoint(.truncate, waiting: .seconds(2))
    upkeep.withLock { $0.mustEmptyLog = !isEmpty }
  }

  /// Moves the log into the database, under the guard; false where that has to wait.
  ///
  /// A restart leaves the log as long as it is, so that readers of a full disk keep theirs.
  @discardableResult
  private func checkpoint(_ mode: Database.CheckpointMode, waiting: Duration = .milliseconds(50)) -> Bool {
    guard upkeep.withLock({ !$0.isClosed }) else { return false }
    do throws(StoreFailure) {
      try guardLock.hold(upTo: .seconds(1)) { () throws(StoreFailure) in try settle(mode, waiting: waiting) }
      return true
    } catch {
      // What cannot be moved now is moved later: the log holds it, and nobody waits for it here.
      return false
    }
  }

  /// Writes what waits, frees the locks and lets the file go; what was asked before is done first.
  ///
  /// Who leaves does not wait for a lock that is stuck: after a second what is not written yet is kept beside the record.
  func close() {
    let isIdle = DispatchSemaphore(value: 0)
    writing.async { isIdle.signal() }
    if isIdle.wait(timeout: .now() + .seconds(1)) == .timedOut { guardLock.giveUp() }
    writing.sync {
      flush(upTo: .milliseconds(500))
      // Where no console stays open long enough, somebody has to do it at last.
      extendIndex(from: 4096)
      extendOutlines(from: 4096)
      upkeep.withLock { $0.isClosed = true }
    }
    follower.withLock { $0.stop() }
    reading.sync {}
    collector.release()
    presence.leave()
    connection.drop()
    use.release()
  }

  /// 4 MiB of pages of 4 KiB.
  private static let longLog = 1024
  private static let idle: Duration = .seconds(60)
}
