/// Reads the keys of one mapping; reading goes on after every finding, so all of a file are told at once.
///
/// A class because it remembers which keys were asked for, to report the others.
package final class MappingReader {
  /// What the mapping is, as in `a step`.
  package let name: String
  package let entries: [Node.Entry]
  package let position: Position
  package let log: FindingLog
  private var known: [String] = []

  init(name: String, entries: [Node.Entry], position: Position, log: FindingLog) {
    self.name = name
    self.entries = entries
    self.position = position
    self.log = log
    known.reserveCapacity(16)
  }

  /// The value under `key`, or nil after a finding.
  package func required<Value>(_ key: String, _ shape: Shape<Value>) -> Value? {
    if let node = take(key) { return shape.read(node, log) }
    if !hasKey(key) { missing(key, advice: shape.advice) }
    return nil
  }

  /// The value under `key`, or `fallback` after a finding, so that reading goes on.
  package func required<Value>(_ key: String, _ shape: Shape<Value>, or fallback: Value) -> Value {
    required(key, shape) ?? fallback
  }

  /// The value under `key`; nil if there is none, or after a finding.
  package func optional<Value>(_ key: String, _ shape: Shape<Value>) -> Value? {
    take(key).flatMap { shape.read($0, log) }
  }

  /// The value under `key`; `fallback` if there is none, or after a finding.
  package func optional<Value>(_ key: String, _ shape: Shape<Value>, default fallback: Value) -> Value {
    optional(key, shape) ?? fallback
  }

  package func hasKey(_ key: String) -> Bool { entries.contains { $0.key.value == key } }

  /// Where the value of `key` stands, or where the mapping begins if it has no such key.
  package func position(of key: String) -> Position {
    entries.first { $0.key.value == key }?.value.position ?? position
  }

  /// The one key of `keys` that is there; a finding if it is none or more than one.
  package func exactlyOne(of keys: [String]) -> String? {
    known += keys
    let present = entries.filter { keys.contains($0.key.value) }
    var names: String { keys.map { "\"\($0)\"" }.joined(separator: ", ") }
    guard let first = present.first else {
      log.error(at: position, "\(name) needs one of \(names)", hint: "add one of them")
      return nil
    }
    for extra in present.dropFirst() {
      log.error(
        at: extra.key.position, "\"\(first.key.value)\" and \"\(extra.key.value)\" can't stand together",
        hint: "keep one of \(names)")
    }
    return first.key.value
  }

  /// Reports something that is wrong with the value of `key`, or with the whole mapping.
  package func error(_ key: String? = nil, _ message: String, hint: String = "") {
    log.error(at: key.map(position(of:)) ?? position, message, hint: hint)
  }

  package func warning(_ key: String? = nil, _ message: String, hint: String = "") {
    log.warning(at: key.map(position(of:)) ?? position, message, hint: hint)
  }

  /// Reports that `key` is needed.
  package func missing(_ key: String, advice: String) {
    known.append(key)
    log.error(at: position, "\(name) has no \"\(key)\"", hint: "add \"\(key)\": \(advice)")
  }

  /// Keeps quiet about the keys that were not asked for: the mapping is of another kind.
  package func skipRest() { known += entries.map(\.key.value) }

  private func take(_ key: String) -> Node? {
    known.append(key)
    return entries.first { $0.key.value == key }?.value
  }

  func reportUnknownKeys() {
    for entry in entries where !known.contains(entry.key.value) {
      let key = entry.key.value
      guard key != "<<" else {
        log.error(at: entry.key.position, "merge keys (<<) are not used here", hint: "write the keys out")
        continue
      }
      let hint =
        nearest(to: key, among: known).map { "did you mean \"\($0)\"?" }
        ?? "known here: \(unique(known).joined(separator: ", "))"
      log.error(at: entry.key.position, "\(name) has no key \"\(shortened(key))\"", hint: hint)
    }
  }
}

private func unique(_ words: [String]) -> [String] {
  var seen: Set<String> = []
  return words.filter { seen.insert($0).inserted }
}
