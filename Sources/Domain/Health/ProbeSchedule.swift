/// When each check is probed next: starts lie evenly over the interval, at the same places in every process.
///
/// A few at a time lie together, so that they take one wake-up and not one each.
struct ProbeSchedule: Sendable {
  private var due: DeadlineQueue
  /// The end of the time in which an answer may still come; 0 where none is awaited.
  private var awaitedUntil: [Int64]
  private var phases: [UInt64]
  /// Milliseconds between the moments at which probes start.
  private let pause: Int64
  private(set) var hasStarted = false

  /// The time by which an answer may be later than its check's time limit.
  private static let grace = Duration.seconds(2)

  init(keys: [String], intervals: [Duration]) {
    due = DeadlineQueue(count: keys.count)
    awaitedUntil = Array(repeating: 0, count: keys.count)
    phases = keys.map(stableHash)
    let perMillisecond = intervals.reduce(0) { $0 + 1 / Double(max(1, $1.milliseconds)) }
    pause = Self.pause(atMost: Int64(Self.together / max(perMillisecond, 1e-6)))
  }

  /// Probes that start together on average: as many as may be in a handshake at once.
  private static let together = 4.0

  /// The longest pause within a limit that every usual interval is a multiple of.
  private static func pause(atMost limit: Int64) -> Int64 {
    [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2].first { $0 <= limit } ?? 1
  }

  var next: Timestamp? {
    if hasStarted { return due.first?.at }
    return phases.isEmpty ? nil : Timestamp(milliseconds: 0)
  }

  /// Plans the first round, which begins at once but not all at one moment.
  mutating func planFirst(_ index: Int, _ schedule: Check.Schedule, at now: Timestamp) {
    let spread = max(1, min(schedule.every, .seconds(2)).milliseconds)
    due.set(index, now + .milliseconds(Int64(phases[index] % UInt64(spread))))
  }

  /// A check whose time has come.
  func due(at now: Timestamp) -> Int? { due.first.flatMap { $0.at <= now ? $0.index : nil } }

  /// Marks a check as in flight and plans it anew, in case no answer ever comes.
  mutating func take(_ index: Int, _ schedule: Check.Schedule, at now: Timestamp) {
    let lost = now + schedule.timeout + Self.grace
    awaitedUntil[index] = lost.milliseconds
    due.set(index, max(lost, slot(index, schedule, after: now + schedule.every / 2)))
  }

  /// An answer to a probe that was started at `moment` has come.
  mutating func answered(
    _ index: Int, startedAt moment: Timestamp, isSuspect: Bool, _ schedule: Check.Schedule
  ) {
    guard hasStarted else { return }
    awaitedUntil[index] = 0
    let retry = moment + min(schedule.retryEvery, schedule.every)
    due.set(index, isSuspect ? retry : slot(index, schedule, after: moment + schedule.every / 2))
  }

  /// Brings the next probe forward, unless one is in flight.
  mutating func hurry(_ index: Int, at now: Timestamp) {
    guard awaitedUntil[index] <= now.milliseconds else { return }
    due.set(index, now)
  }

  mutating func shift(by duration: Duration) {
    due.shift(by: duration)
    for index in awaitedUntil.indices where awaitedUntil[index] != 0 {
      awaitedUntil[index] += duration.milliseconds
    }
  }

  /// Takes over the plan of a check from before a reload.
  mutating func adopt(_ index: Int, from old: ProbeSchedule, _ oldIndex: Int) {
    due.set(index, old.due[oldIndex])
    awaitedUntil[index] = old.awaitedUntil[oldIndex]
  }

  mutating func markStarted() { hasStarted = true }

  /// The first moment of the check's own grid that lies after `moment`.
  private func slot(_ index: Int, _ schedule: Check.Schedule, after moment: Timestamp) -> Timestamp {
    let every = max(1, schedule.every.milliseconds)
    let pause = Self.pause(atMost: min(self.pause, every / 2))
    let phase = Int64(phases[index] % UInt64(every)) / pause * pause
    let since = moment.milliseconds - phase
    let periods = since >= 0 ? since / every : -((-since + every - 1) / every)
    return Timestamp(milliseconds: phase + (periods + 1) * every)
  }
}

/// FNV-1a with a final mix, the same in every process (unlike `Hasher`).
private func stableHash(_ text: String) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
  return hash ^ (hash >> 33)
}
