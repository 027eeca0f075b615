import Domain

/// The demo's night as a value: what time and the responder have made of the toolchain.
///
/// Time moves in whole ticks: the same elapsed time and the same actions give the same night, however often it is
/// asked. A garbage collection runs wild after 20 s and fills the object store; at 35 s the registry can't write
/// any more; jobs pile up in CI, and behind them releases. Only freeing space helps, and it lasts only when the
/// collection was stopped.
package struct DemoStory: Sendable, Equatable {
  package private(set) var elapsed: Duration = .zero
  package private(set) var collection: Collection = .idle
  /// Percent of the object store.
  package private(set) var diskUsed = 91.0
  private var storeIsFull = false
  private var pruning: Duration = .zero
  private var restarting: Duration = .zero
  private var jobs = 3.0
  private var releases = 1.0

  package enum Collection: Sendable, Equatable {
    case idle, runaway, stopped
    /// Started again where there was room to work: it no longer fills the store.
    case calm
  }

  package enum Push: Sendable, Equatable {
    case works, noSpace, starting
  }

  package init() {}

  /// Lets time pass up to `target`; an earlier moment changes nothing.
  package mutating func advance(to target: Duration) {
    while elapsed + Self.tick <= target { step() }
  }

  package mutating func perform(_ action: DemoAction) {
    switch action {
    case .stopGarbageCollection: collection = .stopped
    case .startGarbageCollection: collection = diskUsed < Self.roomAgain ? .calm : .runaway
    case .pruneOldUploads: pruning = .seconds(10)
    case .restartRegistry: restarting = .seconds(6)
    }
  }

  private static let tick = Duration.milliseconds(250)
  private static let collectionBegins = Duration.seconds(20)
  /// Below this the registry writes again.
  private static let roomAgain = 90.0

  private mutating func step() {
    elapsed += Self.tick
    if collection == .idle, elapsed >= Self.collectionBegins { collection = .runaway }
    let seconds = Self.tick.inSeconds
    if collection == .runaway { diskUsed += 0.6 * seconds }
    if pruning > .zero { diskUsed -= 3 * seconds }
    diskUsed = min(100, max(72, diskUsed))
    if diskUsed >= 100 { storeIsFull = true }
    if diskUsed < Self.roomAgain { storeIsFull = false }
    pruning = max(.zero, pruning - Self.tick)
    restarting = max(.zero, restarting - Self.tick)
    moveWork(by: seconds)
  }

  /// Jobs pile up fast, then slowly; a long queue drains faster than a short one, so that any outage ends soon.
  private mutating func moveWork(by seconds: Double) {
    let jobsPerSecond = push == .works ? -max(1.2, jobs / 14) : jobs < 40 ? 0.8 : 0.2
    jobs = min(90, max(3, jobs + jobsPerSecond * seconds))
    releases = min(12, max(1, releases + (jobs > 12 ? 0.3 : -0.6) * seconds))
  }
}

extension DemoStory {
  package var push: Push {
    if restarting > .zero { return .starting }
    return storeIsFull ? .noSpace : .works
  }

  /// How long a push takes before it is answered: it grows while the store runs out of room.
  package var pushDelay: Duration {
    restarting > .zero ? .zero : .milliseconds(Int(max(0, diskUsed - 93) * 95))
  }

  /// Build requests that no worker has taken.
  package var jobsWaiting: Int { Int(jobs) + Int(elapsed.inSeconds) * 7 % 5 / 2 }

  package var releasesWaiting: Int { Int(releases) }

  /// Seconds that the standby is behind: it wobbles, most of all during the outage, and means nothing.
  package var replicationLag: Double {
    let seconds = elapsed.inSeconds
    let bump = (40..<90).contains(seconds) ? 0.9 * Self.wave(seconds - 40, period: 50) : 0
    return 0.2 + 0.4 * Self.wave(seconds, period: 17) + bump
  }

  /// Events that wait in Redis.
  package var eventsWaiting: Int { 2 + Int(elapsed.inSeconds) * 11 % 7 }

  /// Rises from 0 to 1 and falls back within each period.
  private static func wave(_ seconds: Double, period: Double) -> Double {
    let phase = seconds.truncatingRemainder(dividingBy: period) / period
    return 1 - abs(2 * phase - 1)
  }
}
