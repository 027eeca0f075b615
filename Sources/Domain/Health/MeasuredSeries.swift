/// The newest numbers of one measurement, oldest first, within a fixed number of points.
///
/// Eight bytes a point: ten thousand checks have to fit. Numbers are kept as `Float`, so whoever compares them
/// rounds the other side too.
struct MeasuredSeries: Sendable {
  struct Point: Sendable {
    /// Milliseconds after `base`.
    var offset: UInt32
    var value: Float
  }

  let name: String
  private(set) var capacity: Int
  /// Equal neighbours are kept as the two ends of their run: for numbers that stay the same most of the time.
  let isStepwise: Bool
  private var base: Int64 = 0
  private var points: [Point] = []
  private var start = 0

  init(name: String, capacity: Int, isStepwise: Bool = false) {
    self.name = name
    self.capacity = max(2, capacity)
    self.isStepwise = isStepwise
  }

  var count: Int { points.count }
  var oldest: Timestamp? { points.isEmpty ? nil : moment(0) }
  var newest: Timestamp? { points.isEmpty ? nil : moment(points.count - 1) }

  func value(_ index: Int) -> Double { Double(points[slot(index)].value) }
  func moment(_ index: Int) -> Timestamp {
    Timestamp(milliseconds: base + Int64(points[slot(index)].offset))
  }

  /// The index of the first point that is not before the moment.
  func firstIndex(since moment: Timestamp) -> Int {
    var low = 0
    var high = points.count
    while low < high {
      let middle = (low + high) / 2
      if self.moment(middle) < moment { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// A point that is earlier than the newest one forgets everything: the clock was set back.
  mutating func append(_ value: Double, at moment: Timestamp) {
    if let newest, moment < newest { forget() }
    if points.isEmpty { base = moment.milliseconds }
    if moment.milliseconds - base > Int64(UInt32.max) { rebase(to: moment) }
    let point = Point(offset: UInt32(moment.milliseconds - base), value: Float(value))
    if isStepwise, points.count >= 2, points[slot(points.count - 1)].value == point.value,
      points[slot(points.count - 2)].value == point.value
    {
      points[slot(points.count - 1)].offset = point.offset
    } else if points.count < capacity {
      if points.count == points.capacity {
        points.reserveCapacity(min(capacity, points.count + points.count / 2 + 4))
      }
      points.append(point)
    } else {
      points[start] = point
      start = (start + 1) % points.count
    }
  }

  mutating func forget() {
    points = []
    start = 0
  }

  /// Keeps the newest points that the new capacity has room for.
  mutating func resize(to capacity: Int) {
    let kept = (0..<points.count).suffix(max(2, capacity)).map { points[slot($0)] }
    self.capacity = max(2, capacity)
    points = kept
    start = 0
  }

  private func slot(_ index: Int) -> Int {
    let slot = start + index
    return slot < points.count ? slot : slot - points.count
  }

  private mutating func rebase(to moment: Timestamp) {
    let kept = (0..<points.count).map { (self.moment($0).milliseconds, points[slot($0)].value) }
      .filter { moment.milliseconds - $0.0 < Int64(UInt32.max) / 2 }
    base = kept.first?.0 ?? moment.milliseconds
    points = kept.map { Point(offset: UInt32($0.0 - base), value: $0.1) }
    start = 0
  }
}

extension MeasuredSeries {
  /// The function over the window that ends at `now`; nil where nothing was measured in it, or less than half of it.
  ///
  /// Every point stands for one interval before it. Percentiles are by nearest rank.
  func reduce(_ function: Condition.Function, window: Duration, interval: Duration, now: Timestamp) -> Double?
  {
    let from = firstIndex(since: now - window + .milliseconds(1))
    guard from < count, now - moment(from) + interval >= window / 2 else { return nil }
    switch function {
    case .last: return value(count - 1)
    case .min: return (from..<count).reduce(Double.infinity) { Swift.min($0, value($1)) }
    case .max: return (from..<count).reduce(-Double.infinity) { Swift.max($0, value($1)) }
    case .avg: return (from..<count).reduce(0) { $0 + value($1) } / Double(count - from)
    case .p50: return percentile(50, from: from)
    case .p95: return percentile(95, from: from)
    case .p99: return percentile(99, from: from)
    }
  }

  /// The largest number in each of the equal parts of a time; nil where there is none.
  func largest(from: Timestamp, to: Timestamp, parts: Int) -> [Double?] {
    var largest = [Double?](repeating: nil, count: parts)
    let width = (to - from).milliseconds
    guard width > 0, parts > 0 else { return largest }
    for index in firstIndex(since: from)..<count {
      let after = (moment(index) - from).milliseconds
      guard after < width else { break }
      let part = Int(after * Int64(parts) / width)
      largest[part] = Swift.max(largest[part] ?? 0, value(index))
    }
    return largest
  }

  /// Where the number has been going for a quarter of an hour: the middle of its first third against its last.
  func trend(now: Timestamp) -> Trend? {
    let from = Swift.max(firstIndex(since: now - .minutes(15)), count - 30)
    let third = (count - from) / 3
    guard third >= 2, !isStepwise else { return nil }
    let before = middle(from..<from + third)
    let after = middle(count - third..<count)
    let step = Swift.max(abs(before), abs(after)) * 0.1
    if abs(after - before) <= step { return .flat }
    return after > before ? .rising : .falling
  }

  private func middle(_ range: Range<Int>) -> Double {
    range.map { value($0) }.sorted()[range.count / 2]
  }

  private func percentile(_ percent: Int, from: Int) -> Double {
    let sorted = (from..<count).map { value($0) }.sorted()
    return sorted[Swift.max(0, (sorted.count * percent + 99) / 100 - 1)]
  }
}
