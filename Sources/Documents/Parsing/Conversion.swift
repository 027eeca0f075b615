import Yams

let aliasMessage = "anchors (&) and aliases (*) are not used here"
let aliasHint = "write the value out where it is needed, or put the text in quotes"

/// Turns composed YAML into nodes and reports what a strict document may not hold.
struct Conversion {
  let limits: DocumentLimits
  let renamed: RenamedKeys
  let log: FindingLog
  private var count = 0
  // Made once, and of the least: `Tag.implicit` would compile regular expressions and fill tables of constructors,
  // a tenth of the console's start.
  private let implicit: Tag

  init(limits: DocumentLimits, renamed: RenamedKeys, constructor: Constructor, log: FindingLog) {
    self.limits = limits
    self.renamed = renamed
    self.log = log
    implicit = Tag(.implicit, .basic, constructor)
  }

  mutating func node(_ composed: Yams.Node, depth: Int) -> Node? {
    let position = composed.mark.map { Position(line: $0.line, column: $0.column) } ?? .start
    count += 1
    guard count <= limits.nodes else {
      if count == limits.nodes + 1 {
        log.error(at: position, "the file holds more than \(limits.nodes) values", hint: "split it")
      }
      return nil
    }
    guard depth <= limits.depth else {
      log.error(at: position, "nested deeper than \(limits.depth) levels", hint: "flatten it")
      return nil
    }
    // An alias composes to its anchored node again: never walk into one, or a bomb goes off.
    guard composed.anchor == nil else {
      log.error(at: position, aliasMessage, hint: aliasHint)
      return nil
    }
    switch composed {
    case .scalar(let scalar): return self.scalar(scalar, at: position)
    case .sequence(let items):
      checkTag(items.tag, at: position)
      return Node(.list(items.compactMap { node($0, depth: depth + 1) }), at: position)
    case .mapping(let pairs):
      checkTag(pairs.tag, at: position)
      return Node(.mapping(entries(Array(pairs), depth: depth)), at: position)
    case .alias:
      log.error(at: position, aliasMessage, hint: aliasHint)
      return nil
    }
  }

  private func scalar(_ scalar: Yams.Node.Scalar, at position: Position) -> Node {
    let isPlain = scalar.style == .plain || scalar.style == .any
    if isPlain { checkTag(scalar.tag, at: position) }
    let converted = Node.Scalar(text: scalar.string, isPlain: isPlain)
    if converted.isNull {
      log.error(
        at: position, "a value is missing",
        hint: "write the value, or leave the key out; prose with a comma inside { } or [ ] needs quotes")
    }
    return Node(.scalar(converted), at: position)
  }

  private mutating func entries(_ pairs: [(key: Yams.Node, value: Yams.Node)], depth: Int) -> [Node.Entry] {
    var first: [String: Position] = [:]
    var entries: [Node.Entry] = []
    for pair in pairs {
      guard let key = key(pair.key) else { continue }
      let value = node(pair.value, depth: depth + 1)
      if let earlier = first[key.value] {
        log.error(
          at: key.position, "duplicate key \"\(key.value)\"",
          hint: "it stands on line \(earlier.line) already; keep one")
        continue
      }
      first[key.value] = key.position
      guard let value else { continue }
      entries.append(Node.Entry(key: key, value: value))
    }
    return entries
  }

  private mutating func key(_ composed: Yams.Node) -> Located<String>? {
    let position = composed.mark.map { Position(line: $0.line, column: $0.column) } ?? .start
    guard composed.anchor == nil, case .scalar(let scalar) = composed else {
      log.error(at: position, "a key must be a plain word", hint: "write `word: value`")
      return nil
    }
    count += 1
    let text = renamed.original(at: position) ?? scalar.string
    if scalar.style == .plain, let trap = Trap(plain: text) {
      log.error(
        at: position, "the key \(text) is \(trap.meaning) to YAML", hint: "write \"\(text)\" in quotes")
    }
    return Located(text, at: position)
  }

  private func checkTag(_ tag: Tag, at position: Position) {
    guard tag != implicit else { return }
    log.error(
      at: position, "the tag \(tag.description) is not used here",
      hint: "leave it out; quote what is meant as text")
  }
}
