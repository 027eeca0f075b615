/// Everything that is measured of one program.
struct Figures {
  var starts: [Duration] = []
  var keys: [Duration] = []
  var keyBytes: [Int] = []
  var burst: [Duration] = []
  var burstBytes: [Int] = []
  var idle: Idle?
  var memory: Usage?

  struct Idle {
    var bytesPerSecond: Double
    var writesPerSecond: Double
    var processorPercent: Double
    var waitsPerSecond: Double
  }
}

/// One line of the table: a figure with its unit.
struct Row: Sendable {
  var name: String
  var places: Int
  var value: @Sendable (Figures) -> Double?

  static let all: [Row] = [
    Row("exec to full frame, ms, p50", 1) { place(0.5, $0.starts) },
    Row("exec to full frame, ms, best", 1) { place(0, $0.starts) },
    Row("key to settled, ms, p50", 2) { place(0.5, $0.keys) },
    Row("key to settled, ms, p95", 2) { place(0.95, $0.keys) },
    Row("key to settled, ms, p99", 2) { place(0.99, $0.keys) },
    Row("bytes per key, p50", 0) { place(0.5, $0.keyBytes) },
    Row("bytes per key, p95", 0) { place(0.95, $0.keyBytes) },
    Row("200 keys at once, ms, p50", 1) { place(0.5, $0.burst) },
    Row("200 keys at once, bytes, p50", 0) { place(0.5, $0.burstBytes) },
    Row("idle, bytes per s", 1) { $0.idle?.bytesPerSecond },
    Row("idle, writes per s", 2) { $0.idle?.writesPerSecond },
    Row("idle, CPU % of a core", 3) { $0.idle?.processorPercent },
    Row("idle, wake-ups per s", 1) { $0.idle?.waitsPerSecond },
    Row("RSS, MiB", 1) { $0.memory.map { Double($0.residentKiB) / 1024 } },
    Row("PSS, MiB", 1) { $0.memory.map { Double($0.proportionalKiB) / 1024 } },
  ]

  init(_ name: String, _ places: Int, value: @escaping @Sendable (Figures) -> Double?) {
    self.name = name
    self.places = places
    self.value = value
  }
}

/// A table in Markdown: programs side by side, and after the floor's value how many times it the first one takes.
func table(_ measured: [(name: String, figures: Figures)], floor: String) -> String {
  let head = ["figure"] + measured.map(\.name) + ["ratio to the floor"]
  let floor = measured.first { $0.name == floor }?.figures
  let rows = Row.all.map { row in
    let ours = measured.first.flatMap { row.value($0.figures) }
    let ratio = floor.flatMap(row.value).flatMap { floor in
      ours.flatMap { floor > 0 ? fixed($0 / floor, 2) : nil }
    }
    return [row.name] + measured.map { row.value($0.figures).map { fixed($0, row.places) } ?? "-" } + [
      ratio ?? "-"
    ]
  }
  let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
  let rule = widths.map { String(repeating: "-", count: $0) }
  return ([head, rule] + rows).map { cells in
    let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
    return "| \(padded.joined(separator: " | ")) |\n"
  }.joined()
}

func place(_ share: Double, _ times: [Duration]) -> Double? {
  place(share, times.map { $0 / .milliseconds(1) })
}

private func place(_ share: Double, _ values: [Int]) -> Double? { place(share, values.map(Double.init)) }

private func place(_ share: Double, _ values: [Double]) -> Double? {
  let sorted = values.sorted()
  return sorted.isEmpty ? nil : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
}

func fixed(_ value: Double, _ places: Int) -> String {
  let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
  let (whole, rest) = Int((value * scale).rounded()).quotientAndRemainder(dividingBy: Int(scale))
  guard places > 0 else { return "\(whole)" }
  let digits = "\(rest)"
  return "\(whole)." + String(repeating: "0", count: places - digits.count) + digits
}
