/// How a condition of a check stands after the newest sample.
struct ConditionHealth: Sendable {
  /// The comparison alone, whatever time it must hold for.
  var raw = Truth.unknown
  var value: Double?
  /// The first sample of the unbroken run in which the comparison holds.
  var trueSince: Timestamp?
  /// The measurement was in the newest sample.
  var isMeasured = false

  /// When it will have held, or has held, long enough.
  func ripensAt(_ condition: Condition) -> Timestamp? {
    guard raw == .yes, let trueSince, let hold = condition.hold else { return nil }
    return trueSince + hold
  }

  func truth(of condition: Condition, at now: Timestamp) -> Truth {
    guard raw == .yes, let ripe = ripensAt(condition) else { return raw }
    return now >= ripe ? .yes : .no
  }

  /// Looks at a new value; not known to hold counts as a break.
  mutating func look(_ condition: Condition, value: Double?, isMeasured: Bool, at moment: Timestamp) {
    self.value = value
    self.isMeasured = isMeasured
    raw = value.map { condition.holds(for: $0) ? .yes : .no } ?? .unknown
    if raw == .yes { trueSince = trueSince ?? moment } else { trueSince = nil }
  }
}

extension Condition {
  /// Whether the comparison holds for a value.
  ///
  /// Values of a window come from a `MeasuredSeries`, so both sides are then rounded alike.
  func holds(for value: Double) -> Bool {
    func same(_ number: Double) -> Double { window == nil ? number : Double(Float(number)) }
    let value = same(value)
    return switch comparison {
    case .less(let limit): value < same(limit)
    case .atMost(let limit): value <= same(limit)
    case .greater(let limit): value > same(limit)
    case .atLeast(let limit): value >= same(limit)
    case .equal(let limit): value == same(limit)
    case .notEqual(let limit): value != same(limit)
    case .among(let list): list.contains { same($0) == value }
    case .notAmong(let list): !list.contains { same($0) == value }
    }
  }
}
