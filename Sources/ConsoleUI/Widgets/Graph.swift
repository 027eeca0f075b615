import Cells
import ConsoleCore
import Domain

extension Frame {
  /// Latency over the recent past as bars from nought, with its least and most in numbers; X where it was down.
  mutating func graph(_ id: ServiceID, _ state: State, in rect: Rect) {
    let span = state.sparklineSpan
    let plot = rect.droppingTop(1).inset(left: 9)
    let (from, to) = buckets(until: state.now, span: span, count: max(1, plot.width))
    let states = state.board.history(id, from: from, to: to, buckets: plot.width)
    let measured = state.board.latencyHistory(id, from: from, to: to, buckets: plot.width)
    let known = measured.compactMap { $0 }
    guard let high = known.max(), let low = known.min(), plot.height > 0 else {
      put("latency, last \(span.configText): nothing measured", in: rect.row(0), .dim)
      return
    }
    put(
      "latency, last \(span.configText): \(duration(low)) to \(duration(high))\(states.contains(.down) ? ", X down" : "")",
      in: rect.row(0), .dim)
    scale(high, in: plot)
    let values = held(measured, where: states)
    for column in 0..<plot.width {
      bar(values[column], isDown: states[column] == .down, most: high, in: plot.inset(left: column))
    }
  }

  private mutating func scale(_ high: Double, in plot: Rect) {
    let names = Rect(x: plot.x - 9, y: plot.y, width: 8, height: plot.height)
    putTrailing(StyledText(duration(high), .dim), in: names.row(0))
    if plot.height > 1 { putTrailing(StyledText("0", .dim), in: names.row(plot.height - 1)) }
  }

  /// A value holds until the next one as long as something was heard: probes come less often than columns.
  private func held(_ values: [Double?], where states: [ServiceState?]) -> [Double?] {
    var last: Double?
    return zip(values, states).map { value, state in
      last = value ?? (state == nil || state == .unknown ? nil : last)
      return last
    }
  }

  private mutating func bar(_ value: Double?, isDown: Bool, most: Double, in plot: Rect) {
    let style = isDown ? ServiceState.down.style : Style(.accent)
    guard let value else {
      if isDown { put("X" as Unicode.Scalar, at: Point(x: plot.x, y: plot.maxY - 1), in: plot, style: style) }
      return
    }
    let eighths = most > 0 ? max(1, Int(value / most * Double(plot.height * 8))) : 1
    for row in 0..<plot.height {
      let filled = min(8, max(0, eighths - 8 * (plot.height - 1 - row)))
      guard filled > 0 else { continue }
      let isFoot = row == plot.height - 1
      let mark = isDown && isFoot ? "X" : Self.bar(Double(filled - 1) / 8)
      put(mark, at: Point(x: plot.x, y: plot.y + row), in: plot, style: style)
    }
  }
}
