/// A piece of a document with the place where it begins.
package struct Node: Sendable, Equatable {
  package var content: Content
  package var position: Position

  package indirect enum Content: Sendable, Equatable {
    case scalar(Scalar)
    case list([Node])
    case mapping([Entry])
  }

  /// A single value, kept as it was written: `1.10` stays `1.10`, `yes` stays `yes`.
  package struct Scalar: Sendable, Equatable {
    package var text: String
    /// True where it stands without quotes, so that YAML gives some words and numbers a meaning of their own.
    package var isPlain: Bool

    package init(text: String, isPlain: Bool) {
      self.text = text
      self.isPlain = isPlain
    }

    package var isNull: Bool {
      guard isPlain else { return false }
      return switch text {
      case "", "~", "null", "Null", "NULL": true
      default: false
      }
    }
  }

  package struct Entry: Sendable, Equatable {
    package var key: Located<String>
    package var value: Node

    package init(key: Located<String>, value: Node) {
      self.key = key
      self.value = value
    }
  }

  package init(_ content: Content, at position: Position) {
    self.content = content
    self.position = position
  }

  package var scalar: Scalar? {
    guard case .scalar(let scalar) = content else { return nil }
    return scalar
  }

  package var isNull: Bool { scalar?.isNull ?? false }

  package var entries: [Entry]? {
    guard case .mapping(let entries) = content else { return nil }
    return entries
  }

  package var items: [Node]? {
    guard case .list(let items) = content else { return nil }
    return items
  }

  /// The value under `key`, or nil if this is no mapping or has no such key.
  package subscript(key: String) -> Node? { entries?.first { $0.key.value == key }?.value }

  /// What it is, in words: `a list`, `a mapping`, `text`, `the number 4`.
  package var words: String {
    switch content {
    case .list: return "a list"
    case .mapping: return "a mapping"
    case .scalar(let scalar): return "\"\(shortened(scalar.text))\""
    }
  }
}

/// The first line of a text, cut so that it fits into a sentence.
func shortened(_ text: String) -> String {
  let line = text.prefix { !$0.isNewline }
  return line.count > 40 || line.count < text.count ? "\(line.prefix(40))..." : String(line)
}
