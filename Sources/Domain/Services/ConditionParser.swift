/// Why a text is no condition: where, what is wrong, and what would be right.
package struct ConditionProblem: Error, Sendable, Equatable {
  /// Unicode scalars before the place, as YAML's columns count them.
  package var offset: Int
  package var what: String
  package var instead: String
  /// The measurement that is not known, where that is what is wrong.
  package var unknownMeasurement: String?

  package init(offset: Int, what: String, instead: String, unknownMeasurement: String? = nil) {
    self.offset = offset
    self.what = what
    self.instead = instead
    self.unknownMeasurement = unknownMeasurement
  }

  /// Both halves as one line.
  package var text: String { "\(what); \(instead)" }
}

extension Condition {
  /// The units of what probes measure by themselves.
  package static let builtInUnits: [String: MeasurementUnit] = [
    "status": .count, "latency": .seconds, "dns": .seconds, "connect": .seconds, "tls": .seconds,
    "first_byte": .seconds, "size": .bytes, "cert_days": .days, "tls_ok": .count, "exit": .count,
    "duration": .seconds, "connected": .count,
  ]

  /// The units of the measurements that have a column of their own on the first screen.
  package static let columnUnits: [String: MeasurementUnit] = [
    "queue_depth": .count, "replication_lag": .seconds, "disk_used": .percent, "backup_age": .seconds,
  ]

  /// The functions that a text may name, in the order in which people are told of them.
  package static let functionNames = ["avg", "min", "max", "p50", "p95", "p99"]

  /// Reads `[fn(]measurement[, window)] op value [for duration]`.
  ///
  /// `units` names the measurements there are beside the built-in ones; a value must carry a unit that fits.
  package static func parse(_ text: String, units: [String: MeasurementUnit])
    -> Result<Condition, ConditionProblem>
  {
    var reader = ConditionReader(text: text, units: units)
    do throws(ConditionProblem) {
      return .success(try reader.condition())
    } catch {
      return .failure(error)
    }
  }
}

/// One pass over the text of a condition.
private struct ConditionReader {
  let text: String
  let units: [String: MeasurementUnit]
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(text: String, units: [String: MeasurementUnit]) {
    self.text = text
    self.units = units
    scalars = Array(text.unicodeScalars)
  }

  mutating func condition() throws(ConditionProblem) -> Condition {
    let subject = try subject()
    let unit = try unit(of: subject.measurement, at: subject.offset)
    let comparison = try comparison(unit: unit, measurement: subject.measurement)
    let hold = try hold()
    skipSpace()
    guard position == scalars.count else {
      throw problem(
        position, "\(quoted(rest)) is left over after the condition",
        "a condition is `[fn(]measurement[, window)] op value [for duration]`")
    }
    return Condition(
      function: subject.function, measurement: subject.measurement, window: subject.window,
      comparison: comparison, hold: hold, text: text)
  }

  private struct Subject {
    var function = Condition.Function.last
    var measurement: String
    var window: Duration?
    var offset: Int
  }

  private mutating func subject() throws(ConditionProblem) -> Subject {
    skipSpace()
    let start = position
    let name = word()
    guard !name.isEmpty else {
      throw problem(start, "a measurement is missing", "begin with its name, as in `latency > 800ms`")
    }
    skipSpace()
    guard take("(") else { return Subject(measurement: name, window: nil, offset: start) }
    let known = Condition.functionNames
    guard known.contains(name), let function = Condition.Function(rawValue: name) else {
      throw problem(
        start, "no function is called \(quoted(name))", "known are \(known.joined(separator: ", "))")
    }
    skipSpace()
    let offset = position
    let measurement = word()
    guard !measurement.isEmpty else {
      throw problem(offset, "\(name)( needs a measurement", "write \(name)(latency, 5m)")
    }
    skipSpace()
    guard take(",") else {
      throw problem(
        position, "\(name)(\(measurement)) over what time?", "write \(name)(\(measurement), 5m)")
    }
    let window = try duration("a window")
    skipSpace()
    guard take(")") else {
      throw problem(position, "a closing bracket is missing", "write \(name)(\(measurement), 5m)")
    }
    return Subject(function: function, measurement: measurement, window: window, offset: offset)
  }

  private func unit(of measurement: String, at offset: Int) throws(ConditionProblem) -> MeasurementUnit {
    let tables = [units, Condition.builtInUnits, Condition.columnUnits]
    for table in tables {
      if let unit = table[measurement] { return unit }
    }
    let known = Set(tables.flatMap(\.keys)).sorted()
    throw ConditionProblem(
      offset: offset, what: "\(quoted(measurement)) is not measured",
      instead: "known are \(known.joined(separator: ", "))", unknownMeasurement: measurement)
  }

  private mutating func comparison(unit: MeasurementUnit, measurement: String) throws(ConditionProblem)
    -> Condition.Comparison
  {
    skipSpace()
    let start = position
    let known = "compare with < <= > >= == != in (...) or not in (...)"
    if scalars[position...].first.map({ $0.isLetter }) == true {
      let first = word()
      skipSpace()
      if first == "in" { return .among(try values(unit, measurement)) }
      if first == "not" {
        let second = word()
        if second == "in" { return .notAmong(try values(unit, measurement)) }
      }
      throw problem(start, "\(quoted(first)) compares nothing", known)
    }
    let symbol = run { $0 == "<" || $0 == ">" || $0 == "=" || $0 == "!" }
    switch symbol {
    case "<": return .less(try value(unit, measurement))
    case "<=": return .atMost(try value(unit, measurement))
    case ">": return .greater(try value(unit, measurement))
    case ">=": return .atLeast(try value(unit, measurement))
    case "==": return .equal(try value(unit, measurement))
    case "!=": return .notEqual(try value(unit, measurement))
    case "=": throw problem(start, "a single = compares nothing", "write ==")
    case "": throw problem(start, "a comparison is missing after \(quoted(measurement))", known)
    default: throw problem(start, "\(quoted(symbol)) compares nothing", known)
    }
  }

  private mutating func values(_ unit: MeasurementUnit, _ measurement: String) throws(ConditionProblem)
    -> [Double]
  {
    skipSpace()
    guard take("(") else {
      throw problem(position, "a list in brackets is missing", "write \(measurement) in (200, 204)")
    }
    var values = [try value(unit, measurement)]
    skipSpace()
    while take(",") {
      values.append(try value(unit, measurement))
      skipSpace()
    }
    guard take(")") else {
      throw problem(position, "the list is not closed", "end it with a bracket, as in (200, 204)")
    }
    return values
  }

  private mutating func value(_ unit: MeasurementUnit, _ measurement: String) throws(ConditionProblem)
    -> Double
  {
    skipSpace()
    let start = position
    let sign = take("-") ? "-" : ""
    let digits = run { $0.isASCIIDigit || $0 == "." }
    guard let number = Double(sign + digits), number.isFinite else {
      throw problem(start, "a number is missing", "write \(measurement) > \(unit.example(for: "10"))")
    }
    let afterNumber = position
    skipSpace()
    let suffix = run { $0.isLetter || $0 == "%" }
    if suffix == "for" || suffix == "in" {
      position = afterNumber
      return try scaled(number, sign + digits, "", unit, measurement, at: start)
    }
    if suffix.isEmpty { position = afterNumber }
    return try scaled(number, sign + digits, suffix, unit, measurement, at: start)
  }

  private func scaled(
    _ number: Double, _ digits: String, _ suffix: String, _ unit: MeasurementUnit, _ measurement: String,
    at start: Int
  ) throws(ConditionProblem) -> Double {
    if let factor = unit.factor(suffix) { return number * factor }
    if suffix.isEmpty, number == 0 { return 0 }
    let example = "write \(unit.example(for: digits))"
    if suffix.isEmpty { throw problem(start, "\(digits) what?", example) }
    if unit == .count {
      throw problem(start, "\(quoted(measurement)) is a plain number, not \(suffix)", example)
    }
    throw problem(start, "\(quoted(suffix)) does not fit \(quoted(measurement))", example)
  }

  private mutating func hold() throws(ConditionProblem) -> Duration? {
    skipSpace()
    let start = position
    guard word() == "for" else {
      position = start
      return nil
    }
    return try duration("a time after `for`")
  }

  private mutating func duration(_ name: String) throws(ConditionProblem) -> Duration {
    skipSpace()
    let start = position
    let text = run { $0.isLetter || $0.isNumber || $0 == "." }
    guard let duration = Duration(configText: text), duration > .zero else {
      throw problem(
        start, text.isEmpty ? "\(name) is missing" : "\(quoted(text)) is no time",
        "write a whole number with ms, s, m, h or d, as in 90s or 10m")
    }
    return duration
  }

  private var rest: String { string(scalars[position...]) }

  private func quoted(_ text: String) -> String { "\"\(text)\"" }

  private func problem(_ offset: Int, _ what: String, _ instead: String) -> ConditionProblem {
    ConditionProblem(offset: offset, what: what, instead: instead)
  }

  private mutating func skipSpace() {
    while position < scalars.count, scalars[position].isSpace { position += 1 }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard position < scalars.count, scalars[position] == scalar else { return false }
    position += 1
    return true
  }

  private mutating func word() -> String {
    run { $0.isASCIILetter || $0.isASCIIDigit || $0 == "_" }
  }

  /// What comes next and belongs together.
  private mutating func run(of belongs: (Unicode.Scalar) -> Bool) -> String {
    let run = scalars[position...].prefix(while: belongs)
    position += run.count
    return string(run)
  }

  private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}

/// The few kinds a condition is made of; to ask for the properties of each took two fifths of reading one.
extension Unicode.Scalar {
  fileprivate var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isLetter: Bool { isASCII ? isASCIILetter : properties.isAlphabetic }
  fileprivate var isNumber: Bool { isASCII ? isASCIIDigit : properties.numericType != nil }
  /// Whether it is white space (Unicode's White_Space), sooner told for ASCII.
  package var isSpace: Bool {
    isASCII ? self == " " || ("\t"..."\r").contains(self) : properties.isWhitespace
  }
}

extension MeasurementUnit {
  /// What a number with this suffix is multiplied by to be in the unit; nil where the suffix does not fit.
  fileprivate func factor(_ suffix: String) -> Double? {
    switch self {
    case .count: suffix.isEmpty ? 1 : nil
    case .percent: suffix == "%" ? 1 : nil
    case .seconds: ["ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400][suffix]
    case .days: ["": 1, "d": 1, "h": 1.0 / 24][suffix]
    case .bytes: ["B": 1, "KiB": 1024, "MiB": 1_048_576, "GiB": 1_073_741_824][suffix]
    }
  }

  fileprivate func example(for digits: String) -> String {
    switch self {
    case .count: digits
    case .percent: digits + "%"
    case .seconds: (Double(digits) ?? 0) >= 100 ? digits + "ms" : digits + "s"
    case .days: digits + "d"
    case .bytes: digits + "KiB"
    }
  }
}
