/// DRILL, DEMO, both or nothing: what has to stand on everything that leaves the house.
package func watermark(isDrill: Bool, isDemo: Bool) -> String? {
  switch (isDrill, isDemo) {
  case (true, true): "DEMO DRILL"
  case (true, false): "DRILL"
  case (false, true): "DEMO"
  case (false, false): nil
  }
}

/// The text with the mark before each line that says anything.
package func marked(_ text: String, with mark: String?) -> String {
  guard let mark else { return text }
  return text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { $0.isEmpty ? "" : "[\(mark)] \($0)" }
    .joined(separator: "\n")
}
