package import Domain

extension Shape {
  /// A single value that `parse` understands; quoted or not.
  package static func scalar(_ name: String, example: String = "", _ parse: @escaping (String) -> Value?)
    -> Shape
  {
    Shape(name, example: example) { node, log in
      if let scalar = node.scalar, !scalar.isNull, let value = parse(scalar.text) { return value }
      refuse(node, as: name, example: example, log)
      return nil
    }
  }
}

extension Shape where Value == String {
  /// Text; bare words and numbers that YAML 1.1 gives another meaning must be quoted.
  package static var string: Shape<String> {
    Shape("text") { node, log in
      guard let scalar = node.scalar, !scalar.isNull else {
        refuse(node, as: "text", log)
        return nil
      }
      if scalar.isPlain, let trap = Trap(plain: scalar.text) {
        log.error(
          at: node.position, "\(scalar.text) without quotes is \(trap.meaning) to YAML, not text",
          hint: "write \"\(scalar.text)\" in quotes")
      }
      guard !scalar.text.isEmpty else {
        log.error(at: node.position, "the text is empty", hint: "write it, or leave the key out")
        return nil
      }
      return scalar.text
    }
  }
}

extension Shape where Value == Int {
  package static var int: Shape<Int> { .scalar("a whole number", example: "3") { Int($0) } }

  package static func int(in range: ClosedRange<Int>) -> Shape<Int> {
    .scalar("a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
      Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// A count of bytes; `KiB`, `MiB` and `GiB` are powers of 1024.
  package static var bytes: Shape<Int> {
    .scalar("a size", example: "512KiB or 1MiB") { text in
      let units = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("B", 1), ("", 1)]
      guard let (name, scale) = units.first(where: { text.hasSuffix($0.0) }),
        let count = Int(text.dropLast(name.count)), count >= 0
      else { return nil }
      let (size, overflow) = count.multipliedReportingOverflow(by: scale)
      return overflow ? nil : size
    }
  }
}

extension Shape where Value == Double {
  package static var double: Shape<Double> {
    .scalar("a number", example: "0.5") { text in Double(text).flatMap { $0.isFinite ? $0 : nil } }
  }

  /// A share in percent: `25%` reads as 25.
  package static var percent: Shape<Double> {
    .scalar("a percentage", example: "25%") { text in
      guard text.hasSuffix("%") else { return nil }
      return Double(text.dropLast()).flatMap { $0.isFinite ? $0 : nil }
    }
  }
}

extension Shape where Value == Bool {
  package static var bool: Shape<Bool> {
    let names = ["true": true, "false": false]
    return Shape("true or false") { node, log in
      guard let scalar = node.scalar, scalar.isPlain, let value = names[scalar.text] else {
        refuse(node, as: "true or false", log)
        return nil
      }
      return value
    }
  }
}

extension Shape where Value == Duration {
  package static var duration: Shape<Duration> {
    .scalar("a duration", example: "90s, 15m, 2h or 5d") { Duration(configText: $0) }
  }
}

extension Shape where Value == Timestamp {
  /// A day, read as its first moment in UTC.
  package static var date: Shape<Timestamp> {
    .scalar("a date", example: "\"2026-10-01\"") { text in
      guard text.utf8.count == 10 else { return nil }
      return Timestamp(rfc3339: "\(text)T00:00Z")
    }
  }

  package static var moment: Shape<Timestamp> {
    .scalar("a time", example: "\"2026-10-01T14:03:00Z\"") { Timestamp(rfc3339: $0) }
  }
}

extension Shape {
  /// A name that stays the same for ever: lower-case letters, digits and hyphens.
  package static func identifier<Subject>(_: Subject.Type) -> Shape where Value == Identifier<Subject> {
    .scalar("a name of a-z, 0-9 and hyphens", example: "registry-outage") { text in
      let isName = text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
      return isName && !text.isEmpty && !text.hasPrefix("-") ? Identifier<Subject>(text) : nil
    }
  }

  /// One of the words of an enum.
  package static func word(_: Value.Type, _ name: String = "one of the words known here") -> Shape
  where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    .word(name, Value.allCases.map { ($0.rawValue, $0) })
  }

  /// One of the given words.
  package static func word(_ name: String, _ words: [(String, Value)]) -> Shape {
    let all = words.map(\.0)
    return Shape(name, example: all.joined(separator: ", ")) { node, log in
      guard let scalar = node.scalar, !scalar.isNull else {
        refuse(node, as: name, example: all.joined(separator: ", "), log)
        return nil
      }
      if let found = words.first(where: { $0.0 == scalar.text }) { return found.1 }
      let nearest = nearest(to: scalar.text, among: all).map { "did you mean \"\($0)\"? " } ?? ""
      log.error(
        at: node.position, "\(node.words) is not \(name)",
        hint: "\(nearest)allowed: \(all.joined(separator: ", "))")
      return nil
    }
  }
}
