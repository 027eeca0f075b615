import Documents
import Domain

extension Shape where Value == Located<Check> {
  static func check(_ defaults: Check.Schedule) -> Shape {
    .mapping("a check") { reader in
      let id = reader.optional("id", Shape<CheckID>.identifier(Check.self).located)
      reader.refuse(
        ["dns", "journey", "file", "promql", "alertmanager", "heartbeat", "use", "with"],
        "is not supported yet", hint: "write an http, tcp or exec check")
      let isRefused = ["dns", "journey", "file", "promql", "alertmanager", "heartbeat", "use"].contains {
        reader.hasKey($0)
      }
      let probe = isRefused ? nil : readProbe(reader)
      if isRefused { for kind in probeKinds { _ = reader.optional(kind, .anything) } }
      let rules = reader.optional("measure", .measurements, default: [])
      let given = GivenMeasurements(probe: probe, rules: rules)
      let down = reader.optional("down", .oneOrMore(.condition(given)), default: [])
      let degraded = reader.optional("degraded", .oneOrMore(.condition(given)), default: [])
      let schedule = readSchedule(reader, defaults)
      guard let probe else { return nil }
      return Located(
        Check(
          id: id?.value ?? CheckID(probe.kindName), probe: probe, schedule: schedule, measurements: rules,
          down: down, degraded: degraded),
        at: id?.position ?? reader.position)
    }
  }
}

private let probeKinds = ["http", "tcp", "exec"]

private func readProbe(_ reader: MappingReader) -> Probe? {
  switch reader.exactlyOne(of: probeKinds) {
  case "http": reader.optional("http", .http).map(Probe.http)
  case "tcp": reader.optional("tcp", .tcp).map(Probe.tcp)
  case "exec": reader.optional("exec", .exec).map(Probe.exec)
  default: nil
  }
}

extension Probe {
  fileprivate var kindName: String {
    switch self {
    case .http: "http"
    case .tcp: "tcp"
    case .exec: "exec"
    }
  }
}

extension Shape where Value == [MeasurementRule] {
  static var measurements: Shape {
    Shape<[(key: Located<String>, value: (Located<String>) -> MeasurementRule?)]>.entries(of: .rule).map {
      $0.compactMap { entry in entry.value(entry.key) }
    }
  }
}

extension Shape where Value == (Located<String>) -> MeasurementRule? {
  /// A rule that still waits for its name, the key of the mapping.
  fileprivate static var rule: Shape {
    .mapping("a measurement") { reader in
      reader.refuse(["prom", "sql"], "is not supported yet", hint: "write json or regex")
      let isRefused = reader.hasKey("prom") || reader.hasKey("sql")
      if isRefused { for key in ["json", "regex"] { _ = reader.optional(key, .anything) } }
      let source = isRefused ? nil : readSource(reader)
      let unit = reader.optional(
        "unit", .word("a unit", MeasurementUnit.allCases.filter { $0 != .count }.map { ($0.rawValue, $0) }))
      let scale = reader.optional("scale", .double, default: 1)
      return { [log = reader.log] name in
        guard isName(name.value) else {
          log.error(
            at: name.position, "\"\(name.value)\" can't name a measurement",
            hint: "use a-z, 0-9 and _, as in queue_depth")
          return nil
        }
        let known = Condition.columnUnits[name.value] ?? Condition.builtInUnits[name.value]
        if let unit, let known, unit != known {
          let right = known == .count ? "leave the unit out" : "write unit: \"\(known.rawValue)\" and a scale"
          log.error(
            at: name.position, "\(name.value) is not measured in \(unit.rawValue) elsewhere", hint: right)
        }
        return source.map {
          MeasurementRule(name: name.value, source: $0, unit: unit ?? known ?? .count, scale: scale)
        }
      }
    }
  }
}

private func isName(_ text: String) -> Bool {
  text.first?.isLetter == true
    && text.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") }
}

private func readSource(_ reader: MappingReader) -> MeasurementRule.Source? {
  switch reader.exactlyOne(of: ["json", "regex"]) {
  case "json":
    let path = Shape<String>.string.narrowed(to: "a path", example: "$.queue.items[0].age") {
      JSONPath($0) == nil ? nil : $0
    }
    return reader.optional("json", path).map { .json($0) }
  case "regex": return reader.optional("regex", .regex).map { .regex($0) }
  default: return nil
  }
}

extension Shape where Value == String {
  static var regex: Shape {
    Shape<String>.string.narrowed(to: "a regular expression", example: "'([0-9]+)%'") {
      MeasurementRule.regex($0) == nil ? nil : $0
    }
  }
}
