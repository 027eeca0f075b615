/// What a document may hold; beyond it reading stops with a finding.
package struct DocumentLimits: Sendable, Equatable {
  /// Bytes of UTF-8.
  package var size: Int
  package var depth: Int
  package var nodes: Int

  package init(size: Int = 1 << 20, depth: Int = 32, nodes: Int = 50_000) {
    self.size = size
    self.depth = depth
    self.nodes = nodes
  }
}

/// Reads one YAML document into nodes with their places; the node is nil if the text cannot be read at all.
///
/// Scalars are kept as written. Aliases, anchors, tags, nulls and duplicate keys are errors, all reported at once.
package func parseDocument(_ source: String, file: String, limits: DocumentLimits = DocumentLimits()) -> (
  node: Node?, findings: [Finding]
) {
  let log = FindingLog(file: file)
  return (parse(source, limits: limits, log: log), log.findings)
}

func parse(_ source: String, limits: DocumentLimits, log: FindingLog) -> Node? {
  guard source.utf8.count <= limits.size else {
    log.error(
      at: .start, "the file is larger than \(limits.size / 1024) KiB",
      hint: "split it, or see what got into it")
    return nil
  }
  var text = source.hasPrefix("\u{FEFF}") ? String(source.dropFirst()) : source
  do throws(SyntaxProblem) {
    return try text.withUTF8Bytes { (bytes) throws(SyntaxProblem) in
      var composer = Composer(try EventReader(bytes), limits: limits, log: log)
      return try composer.document()
    }
  } catch {
    report(error, of: text, to: log)
    return nil
  }
}

extension String {
  /// The text as bytes that stay where they are.
  fileprivate mutating func withUTF8Bytes<Value>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(SyntaxProblem) -> Value
  ) throws(SyntaxProblem) -> Value {
    let result = withUTF8 { bytes in
      Result { () throws(SyntaxProblem) in try body(bytes) }
    }
    return try result.get()
  }
}
