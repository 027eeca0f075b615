import FoundationEssentials

/// A way into a JSON text, as in `$.a.b[0]`, `$['odd name']` or `$.items.length()`.
package struct JSONPath: Sendable, Equatable {
  package enum Step: Sendable, Equatable {
    case key(String)
    case index(Int)
    /// How many items an array has.
    case length
  }

  package var steps: [Step] = []

  /// Nil where the text is no path.
  package init?(_ text: String) {
    var rest = Substring(text)
    guard rest.popFirst() == "$" else { return nil }
    while let sign = rest.popFirst() {
      switch sign {
      case ".":
        let name = rest.prefix { $0 != "." && $0 != "[" }
        guard !name.isEmpty else { return nil }
        rest = rest.dropFirst(name.count)
        if name == "length()" {
          guard rest.isEmpty else { return nil }
          steps.append(.length)
        } else {
          steps.append(.key(String(name)))
        }
      case "[":
        guard let end = rest.firstIndex(of: "]") else { return nil }
        let inner = rest[..<end]
        rest = rest[rest.index(after: end)...]
        if let index = Int(inner), index >= 0 {
          steps.append(.index(index))
        } else if inner.count > 2, let quote = inner.first, quote == inner.last, quote == "'" || quote == "\""
        {
          steps.append(.key(String(inner.dropFirst().dropLast())))
        } else {
          return nil
        }
      default: return nil
      }
    }
  }

  /// The number or numeric string at the end of the path; nil where it is absent, null or of another type.
  package func number(in text: [UInt8]) -> Double? { end(in: text)?.number }

  /// The single value at the end of the path as it would be written; nil where there is none.
  package func text(in text: [UInt8]) -> String? { end(in: text)?.text }

  private func end(in text: [UInt8]) -> PathEnd? {
    let decoder = JSONDecoder()
    decoder.userInfo[PathEnd.steps] = steps
    return try? decoder.decode(PathEnd.self, from: Data(text))
  }
}

/// Follows a path while decoding, so that the rest of a large answer is skipped and not built.
private struct PathEnd: Decodable {
  static let steps = CodingUserInfoKey(rawValue: "path") ?? unnamed
  private static let unnamed: CodingUserInfoKey = { preconditionFailure("every text is a user info key") }()

  var number: Double?
  var text: String?

  init(from decoder: any Decoder) throws {
    let steps = decoder.userInfo[Self.steps] as? [JSONPath.Step] ?? []
    try follow(steps[...], decoder)
  }

  private mutating func follow(_ steps: ArraySlice<JSONPath.Step>, _ decoder: any Decoder) throws {
    switch steps.first {
    case nil:
      let end = try decoder.singleValueContainer()
      let string = try? end.decode(String.self)
      let double = try? end.decode(Double.self)
      number = double ?? string.flatMap(Domain.number(from:))
      text = string ?? (try? end.decode(Bool.self)).map { $0 ? "true" : "false" } ?? double?.shortText
      if end.decodeNil() { text = "null" }
    case .key(let name):
      let object = try decoder.container(keyedBy: AnyKey.self)
      guard object.contains(AnyKey(name)) else { return }
      try follow(steps.dropFirst(), object.superDecoder(forKey: AnyKey(name)))
    case .index(let index):
      var array = try decoder.unkeyedContainer()
      guard index < (array.count ?? 0) else { return }
      while array.currentIndex < index { _ = try array.decode(Skipped.self) }
      try follow(steps.dropFirst(), array.superDecoder())
    case .length:
      number = try decoder.unkeyedContainer().count.map(Double.init)
      text = number?.shortText
    }
  }
}

private struct Skipped: Decodable {
  init(from decoder: any Decoder) {}
}

private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension Double {
  /// Without a fraction where it has none.
  fileprivate var shortText: String { Int(exactly: self).map(String.init) ?? String(self) }
}
