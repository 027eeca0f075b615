import Domain
import Testing

private func json(_ path: String, _ text: String) -> Double? {
  MeasurementRule(name: "x", source: .json(path)).read(from: Array(text.utf8))
}

private func regex(_ pattern: String, _ text: String) -> Double? {
  MeasurementRule(name: "x", source: .regex(pattern)).read(from: Array(text.utf8))
}

struct MeasuringTests {
  @Test func `a path leads to a number or a numeric string`() {
    let text = #"{"a": {"b": [1.5, {"c d": "37"}]}, "list": [0, 0, 0]}"#
    #expect(json("$.a.b[0]", text) == 1.5)
    #expect(json("$.a.b[1]['c d']", text) == 37)
    #expect(json("$.list.length()", text) == 3)
    #expect(json("$", "12") == 12)
  }

  @Test func `what is absent or null or of another type is unknown and never zero`() {
    let text = #"{"none": null, "yes": true, "word": "many", "list": [1], "object": {}, "odd": "NaN"}"#
    for path in [
      "$.missing", "$.none", "$.yes", "$.word", "$.list", "$.object", "$.odd", "$.list[1]", "$.list.a",
    ] {
      #expect(json(path, text) == nil, "\(path)")
    }
    #expect(json("$.a", "<html>") == nil)
    #expect(json("$.a", "") == nil)
  }

  @Test func `a single value is given as it would be written`() throws {
    let text = Array(
      #"{"state": "online", "free": 5, "ratio": 0.5, "ready": true, "none": null, "list": [1]}"#.utf8)
    let texts = try ["state", "free", "ratio", "ready", "none", "list", "gone"].map { name in
      try #require(JSONPath("$.\(name)")).text(in: text)
    }
    #expect(texts == ["online", "5", "0.5", "true", "null", nil, nil])
  }

  @Test func `a text that is no path is refused`() {
    for path in ["a", "$a", "$.", "$.a[", "$.a[x]", "$.a[-1]", "$.length().a", ""] {
      #expect(JSONPath(path) == nil, "\(path)")
    }
  }

  @Test func `a pattern gives its first group or its whole match`() {
    let df = "Filesystem Capacity\n/dev/sda1  71% /srv\n"
    #expect(regex(#"(\d+)%"#, df) == 71)
    #expect(regex(#"\d+"#, ":42\r\n") == 42)
    #expect(regex(#"^/dev/sda1 +(\d+)"#, df) == 71)
    #expect(regex("([a-z]+)%", df) == nil)
    #expect(regex("(", df) == nil)
  }

  @Test func `a pattern sees at most 64 KiB`() {
    let padding = String(repeating: " ", count: MeasurementRule.regexLimit)
    #expect(regex(#"(\d+)"#, padding.dropLast() + "7") == 7)
    #expect(regex(#"(\d+)"#, padding + "7") == nil)
  }

  @Test func `a sample holds the probe's numbers and the scaled measurements`() {
    let check = Check(
      id: "queue", probe: .http(HTTPProbe(url: "http://ci/")),
      measurements: [
        MeasurementRule(name: "replication_lag", source: .json("$.lag"), unit: .seconds, scale: 0.001),
        MeasurementRule(name: "queue_depth", source: .json("$.none")),
      ])
    let answer = ProbeAnswer(
      values: ["status": 200, "latency": 0.02, "tls": .infinity], text: Array(#"{"lag": 1500}"#.utf8))
    let sample = check.sample(from: answer, service: "ci", at: Timestamp(milliseconds: 5))
    #expect(sample.values == ["status": 200, "latency": 0.02, "replication_lag": 1.5])
    #expect(sample.service == "ci" && sample.check == "queue" && sample.at == Timestamp(milliseconds: 5))
  }
}
