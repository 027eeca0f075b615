import CYaml

/// What libyaml finds in a text, one piece after the other.
///
/// A class because libyaml keeps the address of its parser, and to free it.
final class EventReader {
  struct Event {
    enum Kind: Equatable {
      case document, scalar(Node.Scalar), list, mapping, alias
      /// The end of the list, mapping, document or text that was begun last.
      case end
    }

    var kind: Kind
    var position: Position
    var hasAnchor = false
    /// The tag that is written there; nil where there is none.
    var tag: String?
  }

  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)

  /// `bytes` have to stay where they are for as long as the reader lives.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(SyntaxProblem) {
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) == 1 else { throw SyntaxProblem(problem: "no memory", at: .start) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    _ = try next()
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  func next() throws(SyntaxProblem) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw SyntaxProblem(parser.pointee) }
    defer { yaml_event_delete(&event) }
    let position = Position(event.start_mark)
    switch event.type {
    case YAML_SCALAR_EVENT:
      let data = event.data.scalar
      let bytes = UnsafeBufferPointer(start: data.value, count: data.length)
      let scalar = Node.Scalar(
        text: String(decoding: bytes, as: UTF8.self), isPlain: data.style == YAML_PLAIN_SCALAR_STYLE)
      return Event(
        kind: .scalar(scalar), position: position, hasAnchor: data.anchor != nil, tag: Self.text(data.tag))
    case YAML_SEQUENCE_START_EVENT:
      let data = event.data.sequence_start
      return Event(
        kind: .list, position: position, hasAnchor: data.anchor != nil, tag: Self.text(data.tag))
    case YAML_MAPPING_START_EVENT:
      let data = event.data.mapping_start
      return Event(
        kind: .mapping, position: position, hasAnchor: data.anchor != nil, tag: Self.text(data.tag))
    case YAML_ALIAS_EVENT: return Event(kind: .alias, position: position)
    case YAML_DOCUMENT_START_EVENT: return Event(kind: .document, position: position)
    default: return Event(kind: .end, position: position)
    }
  }

  private static func text(_ tag: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    tag.map { String(decodingCString: UnsafePointer($0), as: UTF8.self) }
  }
}

/// Why libyaml could not read on.
struct SyntaxProblem: Error {
  var problem: String
  var position: Position
  /// What was being read, and where it began.
  var context: (text: String, position: Position)?
  /// The byte that may not be in the text at all; nil for what is wrong with YAML itself.
  var byte: Int?

  init(problem: String, at position: Position) {
    self.problem = problem
    self.position = position
  }

  fileprivate init(_ parser: yaml_parser_t) {
    problem = parser.problem.map { String(cString: $0) } ?? "no memory"
    position = Position(parser.problem_mark)
    context = parser.context.map { (String(cString: $0), Position(parser.context_mark)) }
    byte = parser.error == YAML_READER_ERROR ? parser.problem_offset : nil
  }
}

extension Position {
  fileprivate init(_ mark: yaml_mark_t) { self.init(line: mark.line + 1, column: mark.column + 1) }
}
