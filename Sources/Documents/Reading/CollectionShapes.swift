extension Shape {
  /// A list; items that cannot be read are reported and left out.
  package static func list<Item>(of item: Shape<Item>) -> Shape where Value == [Item] {
    let example = "[\(item.example.isEmpty ? "a, b" : item.example)]"
    return Shape("a list", example: example) { node, log in
      guard let items = node.items else {
        refuse(node, as: "a list", example: example, log)
        return nil
      }
      return items.compactMap { item.read($0, log) }
    }
  }

  /// One value, or a list of them.
  package static func oneOrMore<Item>(_ item: Shape<Item>) -> Shape where Value == [Item] {
    Shape("\(item.name) or a list", example: item.example) { node, log in
      if let items = node.items { return items.compactMap { item.read($0, log) } }
      return item.read(node, log).map { [$0] }
    }
  }

  /// A mapping with keys that the writer chooses, in the order of the file.
  package static func entries<Item>(of item: Shape<Item>) -> Shape
  where Value == [(key: Located<String>, value: Item)] {
    Shape("a mapping", example: "{name: \(item.example)}") { node, log in
      guard let entries = node.entries else {
        refuse(node, as: "a mapping", example: "{name: value}", log)
        return nil
      }
      return entries.compactMap { entry in item.read(entry.value, log).map { (entry.key, $0) } }
    }
  }

  /// A mapping with keys that the writer chooses.
  package static func dictionary<Item>(of item: Shape<Item>) -> Shape where Value == [String: Item] {
    Shape<[(key: Located<String>, value: Item)]>.entries(of: item).map { entries in
      Dictionary(entries.map { ($0.key.value, $0.value) }) { first, _ in first }
    }
  }

  /// A mapping whose keys `body` asks for; keys that it never asked for are reported.
  package static func mapping(_ name: String, _ body: @escaping (MappingReader) -> Value?) -> Shape {
    Shape(name, example: "key: value") { node, log in
      guard let entries = node.entries else {
        refuse(node, as: "\(name) (a mapping)", example: "{key: value}", log)
        return nil
      }
      let reader = MappingReader(name: name, entries: entries, position: node.position, log: log)
      let value = body(reader)
      reader.reportUnknownKeys()
      return value
    }
  }

  /// Either a single value or a mapping or list, told apart by how it is written.
  package static func either(scalar: Shape, collection: Shape) -> Shape {
    Shape("\(scalar.name) or \(collection.name)", example: scalar.example) { node, log in
      node.scalar == nil ? collection.read(node, log) : scalar.read(node, log)
    }
  }
}
