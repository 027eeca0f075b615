import Domain
import Testing

/// The problem as `offset: what; instead`, or the condition in short.
private func read(_ text: String, units: [String: MeasurementUnit] = [:]) -> String {
  switch Condition.parse(text, units: units) {
  case .failure(let problem): return "\(problem.offset): \(problem.text)"
  case .success(let it):
    let window = it.window.map { " over \($0.configText)" } ?? ""
    let hold = it.hold.map { " for \($0.configText)" } ?? ""
    return "\(it.function.rawValue) \(it.measurement)\(window) \(it.comparison)\(hold)"
  }
}

struct ConditionTests {
  @Test(arguments: [
    ("latency > 800ms", "last latency greater(0.8)"),
    ("latency<=1.5s", "last latency atMost(1.5)"),
    ("p95(latency, 5m) > 800ms", "p95 latency over 5m greater(0.8)"),
    ("avg( queue_depth , 1h30m ) >= 10 for 90s", "avg queue_depth over 1h30m atLeast(10.0) for 1m30s"),
    ("status not in (200, 401)", "last status notAmong([200.0, 401.0])"),
    ("exit in (0,1)", "last exit among([0.0, 1.0])"),
    ("cert_days < 14", "last cert_days less(14.0)"),
    ("cert_days < 48h", "last cert_days less(2.0)"),
    ("disk_used > 90% for 10m", "last disk_used greater(90.0) for 10m"),
    ("size < 10KiB", "last size less(10240.0)"),
    ("replication_lag == 0", "last replication_lag equal(0.0)"),
    ("backup_age > 26h", "last backup_age greater(93600.0)"),
    ("status != 200 for 2m", "last status notEqual(200.0) for 2m"),
    ("queue_depth > -1", "last queue_depth greater(-1.0)"),
  ])
  func `a condition is read`(text: String, expected: String) {
    #expect(read(text) == expected)
  }

  @Test(arguments: [
    ("latency > 800", "10: 800 what?; write 800ms"),
    ("latency > 5", "10: 5 what?; write 5s"),
    ("disk_used > 90", "12: 90 what?; write 90%"),
    ("queue_depth > 10s", "14: \"queue_depth\" is a plain number, not s; write 10"),
    ("latency > 10%", "10: \"%\" does not fit \"latency\"; write 10s"),
    ("latency = 1s", "8: a single = compares nothing; write =="),
    (
      "latency",
      "7: a comparison is missing after \"latency\"; compare with < <= > >= == != in (...) or not in (...)"
    ),
    (
      "latency within 5s",
      "8: \"within\" compares nothing; compare with < <= > >= == != in (...) or not in (...)"
    ),
    ("rate(latency, 5m) > 1s", "0: no function is called \"rate\"; known are avg, min, max, p50, p95, p99"),
    ("p95(latency) > 1s", "11: p95(latency) over what time?; write p95(latency, 5m)"),
    (
      "p95(latency, five) > 1s",
      "13: \"five\" is no time; write a whole number with ms, s, m, h or d, as in 90s or 10m"
    ),
    (
      "latency > 1s for",
      "16: a time after `for` is missing; write a whole number with ms, s, m, h or d, as in 90s or 10m"
    ),
    (
      "latency > 1s and more",
      "13: \"and more\" is left over after the condition; a condition is `[fn(]measurement[, window)] op value [for duration]`"
    ),
    ("status in 200", "10: a list in brackets is missing; write status in (200, 204)"),
    ("status in (200", "14: the list is not closed; end it with a bracket, as in (200, 204)"),
    ("", "0: a measurement is missing; begin with its name, as in `latency > 800ms`"),
  ])
  func `a mistake is told with its place and the right way`(text: String, expected: String) {
    #expect(read(text) == expected)
  }

  @Test func `a name of one's own is known by its unit`() {
    #expect(read("oldest > 10m", units: ["oldest": .seconds]) == "last oldest greater(600.0)")
    #expect(read("oldest > 10m").hasPrefix("0: \"oldest\" is not measured; known are backup_age, "))
  }
}
