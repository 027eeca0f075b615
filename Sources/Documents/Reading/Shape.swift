/// What a value must look like, and how to read it: the words of the reader.
///
/// Shapes are put together: `.list(of: .word(Kind.self))`, `.mapping("a step") { ... }`.
package struct Shape<Value> {
  /// What is wanted, as in `a duration`.
  package let name: String
  /// How it is written, as in `90s, 15m or 2h`; may be empty.
  package let example: String
  /// The value, or nil after the reason has gone to the log.
  package let read: (Node, FindingLog) -> Value?

  package init(_ name: String, example: String = "", read: @escaping (Node, FindingLog) -> Value?) {
    self.name = name
    self.example = example
    self.read = read
  }

  /// How to write it right, as a hint.
  package var advice: String { example.isEmpty ? "write \(name)" : "write \(name), as in \(example)" }
}

/// Reports that a node is not what is wanted.
func refuse(_ node: Node, as name: String, example: String = "", _ log: FindingLog) {
  // A null was reported when the document was parsed.
  guard !node.isNull else { return }
  log.error(
    at: node.position, "\(node.words) is not \(name)",
    hint: example.isEmpty ? "write \(name)" : "write \(name), as in \(example)")
}

extension Shape {
  /// The same shape with its value turned into another.
  package func map<Other>(_ transform: @escaping (Value) -> Other) -> Shape<Other> {
    Shape<Other>(name, example: example) { node, log in read(node, log).map(transform) }
  }

  /// The same shape where `transform` may refuse; its nil is reported as "not `name`".
  package func narrowed<Other>(
    to name: String, example: String = "", _ transform: @escaping (Value) -> Other?
  ) -> Shape<Other> {
    Shape<Other>(name, example: example) { node, log in
      guard let value = read(node, log) else { return nil }
      if let other = transform(value) { return other }
      refuse(node, as: name, example: example, log)
      return nil
    }
  }

  /// The value with the place where it stands.
  package var located: Shape<Located<Value>> {
    Shape<Located<Value>>(name, example: example) { node, log in
      read(node, log).map { Located($0, at: node.position) }
    }
  }
}

extension Shape where Value == Node {
  /// Anything; for what is read in a second pass.
  package static var anything: Shape<Node> { Shape("a value") { node, _ in node } }
}
