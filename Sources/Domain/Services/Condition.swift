/// `[fn(]measurement[, window)] op value [for duration]`, parsed once.
package struct Condition: Sendable, Equatable {
  package var function: Function
  package var measurement: String
  /// The time that `function` looks back over; nil for `last`.
  package var window: Duration?
  package var comparison: Comparison
  /// How long the comparison must have held without a break.
  package var hold: Duration?
  /// The condition as it was written, for people.
  package var text: String

  package enum Function: String, Sendable, Equatable, CaseIterable {
    case last, avg, min, max, p50, p95, p99
  }

  package enum Comparison: Sendable, Equatable {
    case less(Double), atMost(Double), greater(Double), atLeast(Double), equal(Double), notEqual(Double)
    case among([Double]), notAmong([Double])
  }

  package init(
    function: Function, measurement: String, window: Duration?, comparison: Comparison, hold: Duration?,
    text: String
  ) {
    self.function = function
    self.measurement = measurement
    self.window = window
    self.comparison = comparison
    self.hold = hold
    self.text = text
  }
}

/// True, false, or not known: an absent value never counts as 0.
package enum Truth: Sendable, Equatable {
  case yes, no, unknown
}
