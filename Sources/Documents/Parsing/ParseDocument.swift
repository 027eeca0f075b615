import Yams

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
  if let position = dangerousNesting(in: text) {
    log.error(at: position, "brackets are nested too deep", hint: "use at most \(limits.depth) levels")
    return nil
  }
  if let position = aliasBomb(in: text) {
    log.error(at: position, aliasMessage, hint: aliasHint)
    return nil
  }
  // Yams hands libyaml a pointer to the bytes that must stay valid: a string of 15 bytes or less has none.
  text += String(repeating: "\n", count: max(0, 16 - text.utf8.count))
  text.makeContiguousUTF8()
  var renamed = RenamedKeys()
  // Nodes are never turned into values by Yams: it needs none of its tables.
  let constructor = Constructor([:], [:], [:])
  while true {
    do {
      // The anchors of composed nodes are weak references into the parser, so it must outlive the walk.
      let parser = try Parser(
        yaml: text, resolver: .basic, constructor: constructor, encoding: .utf8)
      guard let root = try parser.singleRoot() else {
        log.error(at: .start, "the file is empty", hint: "begin with a line like `schema: ...`")
        return nil
      }
      var conversion = Conversion(limits: limits, renamed: renamed, constructor: constructor, log: log)
      return withExtendedLifetime(parser) { conversion.node(root, depth: 1) }
    } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
      let mark = Position(line: context.mark.line, column: context.mark.column)
      if renamed.rename(duplicates, at: mark, in: &text) { continue }
      log.error(
        at: mark, "duplicate key \(duplicates.map { "\"\($0)\"" }.joined(separator: ", "))", hint: "keep one")
      return nil
    } catch let error as YamlError {
      report(error, of: text, to: log)
      return nil
    } catch {
      log.error(at: .start, "the YAML reader failed: \(error)")
      return nil
    }
  }
}
