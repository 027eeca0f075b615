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
    let known = latencies.compactMap { $0 }
    let low = known.min() ?? 0
    let high = max(known.max() ?? 0, low * 2, 0.001)
    for column in 0..<row.width {
      guard column < states.count, let seen = states[column] else { continue }
      let cell = row.inset(left: column)
      if seen == .down {
        put("X", at: Point(x: cell.x, y: cell.y), in: cell, style: ServiceState.down.style)
      } else if seen == .unknown {
        put("?", at: Point(x: cell.x, y: cell.y), in: cell, style: .dim)
      } else if column < latencies.count, let latency = latencies[column] {
        put(
          Self.bar((latency - low) / (high - low)), at: Point(x: cell.x, y: cell.y), in: cell,
          style: seen == .ok ? .dim : seen.style)
      } else {
        put("▁", at: Point(x: cell.x, y: cell.y), in: cell, style: seen == .ok ? .dim : seen.style)
      }
    }
  }

  /// Buckets stand still against the clock, so that the line moves once a bucket and not once a second.
  func buckets(until now: Timestamp, span: Duration, count: Int) -> (from: Timestamp, to: Timestamp) {
    let width = max(1, span.milliseconds / Int64(count))
    let end = (now.milliseconds / width + 1) * width
    return (Timestamp(milliseconds: end - width * Int64(count)), Timestamp(milliseconds: end))
  }

  static func bar(_ fraction: Double) -> SafeText {
    let bars: [SafeText] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    guard fraction.isFinite else { return bars[0] }
    return bars[max(0, min(bars.count - 1, Int(fraction * Double(bars.count))))]
  }
}

extension State {
  /// How far back the sparkline looks: a demo is over in the time that a real night needs for one bar.
  var sparklineSpan: Duration { place.mode == .demo ? .minutes(5) : .minutes(15) }
}
