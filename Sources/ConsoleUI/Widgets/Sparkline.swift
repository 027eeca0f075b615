import Cells
import ConsoleCore
import Domain

extension Frame {
  /// Draws a service's recent past: a bar for its latency, X where it was down, ? where it did not say, else nothing.
  mutating func sparkline(_ service: ServiceID, _ state: State, in row: Rect) {
    guard row.width > 0 else { return }
    let span = state.sparklineSpan
    let (from, to) = buckets(until: state.now, span: span, count: row.width)
    let states = state.board.history(service, from: from, to: to, buckets: row.width)
    let latencies = state.board.latencyHistory(service, from: from, to: to, buckets: row.width)
    var (low, most) = (Double.infinity, 0.0)
    for case let latency? in latencies { (low, most) = (min(low, latency), max(most, latency)) }
    if low == .infinity { low = 0 }
    let high = max(most, low * 2, 0.001)
    for (column, seen) in states.enumerated() {
      guard let seen else { continue }
      let fraction = latencies[column].map { ($0 - low) / (high - low) } ?? 0
      let (mark, style): (Unicode.Scalar, Style) =
        switch seen {
        case .down: ("X", seen.style)
        case .unknown: ("?", .dim)
        case .ok: (Self.bar(fraction), .dim)
        case .degraded, .maintenance: (Self.bar(fraction), seen.style)
        }
      put(mark, at: Point(x: row.x + column, y: row.y), in: row, style: style)
    }
  }

  /// Buckets stand still against the clock, so that the line moves once a bucket and not once a second.
  func buckets(until now: Timestamp, span: Duration, count: Int) -> (from: Timestamp, to: Timestamp) {
    let width = max(1, span.milliseconds / Int64(count))
    let end = (now.milliseconds / width + 1) * width
    return (Timestamp(milliseconds: end - width * Int64(count)), Timestamp(milliseconds: end))
  }

  /// The bar that fills so much of its cell, from one eighth to all of it.
  static func bar(_ fraction: Double) -> Unicode.Scalar {
    let eighths = fraction.isFinite ? max(0, min(7, Int(fraction * 8))) : 0
    return Unicode.Scalar(UInt32(0x2581 + eighths)) ?? "▁"
  }
}

extension State {
  /// How far back the sparkline looks: a demo is over in the time that a real night needs for one bar.
  var sparklineSpan: Duration { place.mode == .demo ? .minutes(5) : .minutes(15) }
}
