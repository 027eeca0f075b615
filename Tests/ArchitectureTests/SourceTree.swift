import Foundation

/// The project's own Swift files, read as text.
struct SourceTree {
  struct File {
    let module: String
    let path: String
    let lines: [String]
  }

  let files: [File]

  /// The files below `Sources`, or below `Tests` where `folder` says so.
  init(_ folder: String = "Sources") throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let base = root.appending(path: folder)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: base.path())
    files = try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      let text = try String(contentsOf: base.appending(path: path), encoding: .utf8)
      return File(
        module: String(path.prefix { $0 != "/" }), path: "\(folder)/\(path)",
        lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }
  }

  /// Places where one of the modules is imported, as `path imports name`.
  func imports(of names: Set<String>) -> [String] {
    files.flatMap { file in
      file.lines.compactMap { line -> String? in
        let words = line.split(separator: " ")
        guard let at = words.firstIndex(of: "import"), at <= 1, words.count > at + 1 else { return nil }
        let name = String(words[at + 1])
        return names.contains(name) ? "\(file.path) imports \(name)" : nil
      }
    }
  }

  /// Lines of code (not of comments) that hold one of the words, as `path:line: text`.
  func uses(of words: [String], in modules: Set<String>) -> [String] {
    files.filter { modules.contains($0.module) }.flatMap { file in
      file.lines.enumerated().compactMap { number, line -> String? in
        let code = line.drop { $0 == " " }
        guard !code.hasPrefix("//"), words.contains(where: { code.contains($0) }) else { return nil }
        return "\(file.path):\(number + 1): \(code)"
      }
    }
  }
}
