let aliasMessage = "anchors (&) and aliases (*) are not used here"
let aliasHint = "write the value out where it is needed, or put the text in quotes"

/// Puts the pieces of one document together, and reports what a strict one may not hold.
struct Composer {
  let events: EventReader
  let limits: DocumentLimits
  let log: FindingLog
  private var count = 0

  init(_ events: EventReader, limits: DocumentLimits, log: FindingLog) {
    self.events = events
    self.limits = limits
    self.log = log
  }

  /// The root of the only document.
  mutating func document() throws(SyntaxProblem) -> Node? {
    guard try events.next().kind == .document else {
      log.error(at: .start, "the file is empty", hint: "begin with a line like `schema: ...`")
      return nil
    }
    let root = try node(try events.next(), depth: 1)
    _ = try events.next()
    let after = try events.next()
    guard after.kind == .end else {
      throw SyntaxProblem(problem: "but found another document", at: after.position)
    }
    return root
  }

  private mutating func node(_ event: EventReader.Event, depth: Int) throws(SyntaxProblem) -> Node? {
    guard isAllowed(event, depth: depth) else {
      try skip(event)
      return nil
    }
    switch event.kind {
    case .scalar(let scalar): return node(scalar, event)
    case .list:
      checkTag(event)
      return Node(.list(try items(depth: depth + 1)), at: event.position)
    case .mapping:
      checkTag(event)
      return Node(.mapping(try entries(depth: depth + 1)), at: event.position)
    case .alias, .document, .end: return nil
    }
  }

  /// Within the limits, and written where it stands.
  private mutating func isAllowed(_ event: EventReader.Event, depth: Int) -> Bool {
    count += 1
    if count > limits.nodes {
      if count == limits.nodes + 1 {
        log.error(
          at: event.position, "the file holds more than \(limits.nodes) values", hint: "split it")
      }
      return false
    }
    if depth > limits.depth {
      log.error(at: event.position, "nested deeper than \(limits.depth) levels", hint: "flatten it")
      return false
    }
    if event.hasAnchor || event.kind == .alias {
      log.error(at: event.position, aliasMessage, hint: aliasHint)
      return false
    }
    return true
  }

  /// Passes over all that belongs to an event, however deep it goes.
  private func skip(_ event: EventReader.Event) throws(SyntaxProblem) {
    var open = event.kind.isBeginning ? 1 : 0
    while open > 0 {
      let kind = try events.next().kind
      if kind == .end { open -= 1 } else if kind.isBeginning { open += 1 }
    }
  }

  private func node(_ scalar: Node.Scalar, _ event: EventReader.Event) -> Node {
    if scalar.isPlain { checkTag(event) }
    if scalar.isNull {
      log.error(
        at: event.position, "a value is missing",
        hint: "write the value, or leave the key out; prose with a comma inside { } or [ ] needs quotes")
    }
    return Node(.scalar(scalar), at: event.position)
  }

  private mutating func items(depth: Int) throws(SyntaxProblem) -> [Node] {
    var items: [Node] = []
    while true {
      let event = try events.next()
      if event.kind == .end { return items }
      if let item = try node(event, depth: depth) { items.append(item) }
    }
  }

  private mutating func entries(depth: Int) throws(SyntaxProblem) -> [Node.Entry] {
    var first: [String: Position] = [:]
    var entries: [Node.Entry] = []
    while true {
      let event = try events.next()
      if event.kind == .end { return entries }
      guard let key = try key(event) else {
        try skip(try events.next())
        continue
      }
      let value = try node(try events.next(), depth: depth)
      if let earlier = first[key.value] {
        log.error(
          at: key.position, "duplicate key \"\(key.value)\"",
          hint: "it stands on line \(earlier.line) already; keep one")
        continue
      }
      first[key.value] = key.position
      if let value { entries.append(Node.Entry(key: key, value: value)) }
    }
  }

  private mutating func key(_ event: EventReader.Event) throws(SyntaxProblem) -> Located<String>? {
    guard !event.hasAnchor, case .scalar(let scalar) = event.kind else {
      log.error(at: event.position, "a key must be a plain word", hint: "write `word: value`")
      try skip(event)
      return nil
    }
    count += 1
    if scalar.isPlain, let trap = Trap(plain: scalar.text) {
      log.error(
        at: event.position, "the key \(scalar.text) is \(trap.meaning) to YAML",
        hint: "write \"\(scalar.text)\" in quotes")
    }
    return Located(scalar.text, at: event.position)
  }

  private func checkTag(_ event: EventReader.Event) {
    guard let tag = event.tag else { return }
    log.error(
      at: event.position, "the tag \(tag) is not used here", hint: "leave it out; quote what is meant as text"
    )
  }
}

extension EventReader.Event.Kind {
  fileprivate var isBeginning: Bool {
    switch self {
    case .document, .list, .mapping: true
    case .scalar, .alias, .end: false
    }
  }
}
