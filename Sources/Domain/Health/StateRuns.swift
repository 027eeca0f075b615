/// A state over time, as the moments at which it changed; the oldest changes are forgotten past a limit.
struct StateRuns: Sendable {
  private struct Run: Sendable {
    var from: Int64
    var state: ServiceState
  }

  private var runs: [Run] = []
  private static let limit = 512

  mutating func append(_ state: ServiceState, at moment: Timestamp) {
    while let last = runs.last, last.from >= moment.milliseconds { runs.removeLast() }
    guard runs.last?.state != state else { return }
    if runs.count == Self.limit { runs.removeFirst(Self.limit / 4) }
    runs.append(Run(from: moment.milliseconds, state: state))
  }

  /// When the unbroken time in any of the states began, if it lasts still.
  func began(in states: [ServiceState]) -> Timestamp? {
    let lasting = runs.reversed().prefix { states.contains($0.state) }
    return lasting.last.map { Timestamp(milliseconds: $0.from) }
  }

  /// The worst state in each of `buckets` equal parts of the time; nil where nothing was known.
  func worst(from: Timestamp, to: Timestamp, buckets: Int) -> [ServiceState?] {
    var worst = [ServiceState?](repeating: nil, count: max(0, buckets))
    let width = (to - from).milliseconds
    guard width > 0, buckets > 0 else { return worst }
    func bucket(_ moment: Int64) -> Int {
      Int((moment - from.milliseconds) * Int64(buckets) / width)
    }
    for (index, run) in runs.enumerated() {
      let end = index + 1 < runs.count ? runs[index + 1].from : to.milliseconds
      guard end > from.milliseconds, run.from < to.milliseconds else { continue }
      let first = max(0, bucket(max(run.from, from.milliseconds)))
      let last = min(buckets - 1, bucket(min(end, to.milliseconds) - 1))
      for place in first...max(first, last)
      where (worst[place]?.urgency ?? -1) < run.state.urgency {
        worst[place] = run.state
      }
    }
    return worst
  }
}
