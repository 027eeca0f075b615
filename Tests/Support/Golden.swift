import FoundationEssentials
package import Testing

/// Holds when `text` is byte for byte what the golden file says.
///
/// The file is `__Snapshots__/<test file>/<name>` beside the test, `.txt` where the name has no ending of its own.
/// `RECORD_SNAPSHOTS=1` in the environment writes it and fails, so that a recording run is never green.
package func assertGolden(
  _ text: String, named name: String, testFile: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let file = goldenPath(name, testFile: testFile)
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    let folder = String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)])
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(filePath: file))
      Issue.record("recorded \(file); run again without RECORD_SNAPSHOTS", sourceLocation: sourceLocation)
    } catch {
      Issue.record("cannot write \(file): \(error)", sourceLocation: sourceLocation)
    }
    return
  }
  guard let data = FileManager.default.contents(atPath: file) else {
    Issue.record("no golden \(file); RECORD_SNAPSHOTS=1 writes it", sourceLocation: sourceLocation)
    return
  }
  let golden = String(decoding: data, as: UTF8.self)
  guard golden != text else { return }
  Issue.record(
    "\(name) differs from its golden:\n\(firstDifference(golden, text))\nwhole text:\n\(text)",
    sourceLocation: sourceLocation)
}

private func goldenPath(_ name: String, testFile: String) -> String {
  let parts = testFile.split(separator: "/", omittingEmptySubsequences: false)
  let folder = parts.dropLast().joined(separator: "/")
  let suite = parts.last.map { $0.hasSuffix(".swift") ? String($0.dropLast(6)) : String($0) } ?? "Tests"
  return "\(folder)/__Snapshots__/\(suite)/\(name.contains(".") ? name : name + ".txt")"
}

private func firstDifference(_ golden: String, _ text: String) -> String {
  let expected = golden.split(separator: "\n", omittingEmptySubsequences: false)
  let found = text.split(separator: "\n", omittingEmptySubsequences: false)
  let line =
    zip(expected, found).enumerated().first { $1.0 != $1.1 }?.offset ?? min(expected.count, found.count)
  let wanted = line < expected.count ? String(expected[line]) : "(end of text)"
  let got = line < found.count ? String(found[line]) : "(end of text)"
  return "line \(line + 1)\n- \(wanted)\n+ \(got)"
}
