import FoundationEssentials

/// A JSON value, for looking a number or a text up by its path.
enum JSONValue: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init?(_ text: String) {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else { return nil }
    self = value
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// The value at a path like `$.a.b[0]`; nil if there is none.
  func at(_ path: String) -> JSONValue? {
    var value: JSONValue? = self
    for part in path.replacing("[", with: ".").replacing("]", with: "").split(separator: ".")
    where part != "$" {
      switch value {
      case .object(let members): value = members[String(part)]
      case .list(let items): value = Int(part).flatMap { items.indices.contains($0) ? items[$0] : nil }
      case .null, .bool, .number, .string, nil: return nil
      }
    }
    return value
  }

  var number: Double? {
    guard case .number(let number) = self else { return nil }
    return number
  }

  /// A single value as it would be written; nil for lists and objects.
  var text: String? {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let value): Int(exactly: value).map(String.init) ?? String(value)
    case .string(let value): value
    case .list, .object: nil
    }
  }
}
