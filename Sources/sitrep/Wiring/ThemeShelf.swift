import Clients
import Documents
import FilesLocal
import Settings

/// Finds and reads the themes: by name in the usual folders, or as a file.
enum ThemeShelf {
  /// The theme that a person or the configuration asks for; one that can't be used leaves the standard one.
  ///
  /// Without a wish no file is read but the one that keeps the last choice.
  static func chosen(_ options: ConsoleOptions, _ settings: Configuration, configuration: String?) -> (
    theme: Theme, problem: String?
  ) {
    let files = localFiles()
    if let given = options.theme { return usable(read(given, files)) }
    if let kept = try? files.read(Wiring.places.themeFile).split(whereSeparator: \.isWhitespace).first {
      return usable(read(String(kept), files))
    }
    guard let wanted = settings.theme else { return (.standard, nil) }
    return usable(read(wanted, in: configuration ?? "", files))
  }

  /// What is wrong with the theme that the configuration asks for.
  static func findings(_ settings: Configuration, configuration: String) -> [Finding] {
    settings.theme.map { read($0, in: configuration, localFiles()).findings } ?? []
  }

  /// All themes by name; one that is broken is left out, with the reason of the first.
  static func all() -> (themes: [Theme], problem: String?) {
    let files = localFiles()
    let read = names(files).map { self.read($0, files) }
    return (read.compactMap(\.theme), read.lazy.compactMap { usable($0).problem }.first)
  }

  private static func usable(_ read: (theme: Theme?, findings: [Finding])) -> (theme: Theme, problem: String?)
  {
    guard let theme = read.theme else {
      let asked = read.findings.first { $0.file.isEmpty }?.message
      return (.standard, "\(asked ?? Loading.summary(of: read.findings)); the standard colours are used")
    }
    return (theme, nil)
  }

  private static func read(_ wanted: Located<String>, in configuration: String, _ files: FileClient) -> (
    theme: Theme?, findings: [Finding]
  ) {
    var name = wanted.value
    if isFile(name), !name.hasPrefix("/"), let slash = configuration.lastIndex(of: "/") {
      name = "\(configuration[...slash])\(name)"
    }
    return read(name, files, askedAt: (configuration, wanted.position))
  }

  private static func read(
    _ name: String, _ files: FileClient, askedAt: (file: String, position: Position) = ("", .start)
  ) -> (theme: Theme?, findings: [Finding]) {
    if name == Theme.standard.name { return (.standard, []) }
    guard let found = isFile(name) ? source(at: name, files) : source(named: name, files) else {
      let known = [Theme.standard.name] + names(files)
      let near = nearest(to: name, among: known).map { "did you mean \"\($0)\"? " } ?? ""
      let finding = Finding(
        file: askedAt.file, line: askedAt.position.line, column: askedAt.position.column,
        message: isFile(name) ? "there is no file \(name)" : "there is no theme \"\(name)\"",
        hint: isFile(name) ? "check the path" : "\(near)there are: \(known.joined(separator: ", "))")
      return (nil, [finding])
    }
    return readTheme(found.source, name: name, file: found.file) { source(named: $0, files) }
  }

  private static func isFile(_ name: String) -> Bool { name.contains("/") || name.hasSuffix(".yaml") }

  private static func source(named name: String, _ files: FileClient) -> (file: String, source: String)? {
    guard !name.contains("/") else { return nil }
    for folder in Wiring.places.themeFolders() {
      if let found = source(at: "\(folder)/\(name).yaml", files) { return found }
    }
    return nil
  }

  private static func source(at path: String, _ files: FileClient) -> (file: String, source: String)? {
    (try? files.read(path)).map { (file: path, source: $0) }
  }

  private static func names(_ files: FileClient) -> [String] {
    var seen: Set<String> = [Theme.standard.name]
    return Wiring.places.themeFolders().flatMap(files.list).filter { $0.hasSuffix(".yaml") }
      .map { String($0.dropLast(".yaml".count)) }.filter { seen.insert($0).inserted }
  }
}
