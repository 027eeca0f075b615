import Glibc

/// Where the program looks for its files; every answer follows from what it is made of.
package struct Places: Sendable, Equatable {
  package var environment: [String: String]
  package var home: String
  /// The executable, with symbolic links followed; nil where the system does not tell.
  package var executable: String?

  package init(environment: [String: String], home: String, executable: String?) {
    self.environment = environment
    self.home = home
    self.executable = executable
  }

  /// Folders that may hold playbooks, the first to be looked at first, whether they are there or not.
  package func playbookFolders(given: String? = nil) -> [String] {
    Self.distinct([given, value("SITREP_PLAYBOOKS")] + usualFolders("Playbooks"))
  }

  /// Folders that may hold themes, the first to be looked at first, whether they are there or not.
  package func themeFolders() -> [String] {
    Self.distinct([value("SITREP_THEMES")] + usualFolders("Themes"))
  }

  /// The person's, the host's, those that came with the program: built here, then installed.
  private func usualFolders(_ name: String) -> [String?] {
    let shared = ancestors.first.map { "\(Self.parent($0))/share/sitrep/\(name)" }
    return ["\(configurationHome)/\(name.lowercased())", "/etc/sitrep/\(name.lowercased())"]
      + ancestors.map { "\($0)/\(name)" } + [shared]
  }

  /// Those of the folders that are there.
  package func existingPlaybookFolders(given: String? = nil) -> [String] {
    playbookFolders(given: given).filter(Self.isFolder)
  }

  /// Files that may be the configuration; one that was given by name is the only one.
  package func configurationFiles(given: String? = nil) -> [String] {
    if let named = given ?? value("SITREP_CONFIG") { return [named] }
    return ["\(configurationHome)/sitrep.yaml", "/etc/sitrep/sitrep.yaml"]
  }

  /// The configuration to read: the first that is there, or the one that was given, there or not; nil for none.
  package func configuration(given: String? = nil) -> String? {
    let files = configurationFiles(given: given)
    return files.count == 1 ? files[0] : files.first { access($0, F_OK) == 0 }
  }

  /// Where the record and drafts are kept.
  package var stateFolder: String { "\(base("XDG_STATE_HOME", ".local/state"))/sitrep" }

  /// The file that keeps what a record does not take: of its name, and of its path, which the name does not tell.
  package func spool(for database: String) -> String {
    let whole = absolute(database)
    let mark = whole.utf8.reduce(UInt32(0x811c_9dc5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    let name = whole.split(separator: "/").last ?? "record"
    return "\(stateFolder)/spool/\(name)-\(String(mark, radix: 16)).jsonl"
  }

  /// The path as it is found from any folder.
  package func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(workingFolder)/\(path)" }

  private var workingFolder: String {
    guard let path = getcwd(nil, 0) else { return "" }
    defer { free(path) }
    return String(cString: path)
  }

  private var configurationHome: String { "\(base("XDG_CONFIG_HOME", ".config"))/sitrep" }

  /// The XDG rule: a base folder that is not absolute counts as not set.
  private func base(_ name: String, _ usual: String) -> String {
    guard let folder = value(name), folder.hasPrefix("/") else { return "\(home)/\(usual)" }
    return folder
  }

  private func value(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The folders above the executable, the nearest first, without the root.
  private var ancestors: [String] {
    guard let executable else { return [] }
    var folders: [String] = []
    var at = Self.parent(executable)
    while at != "/", !at.isEmpty {
      folders.append(at)
      at = Self.parent(at)
    }
    return folders
  }

  private static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func distinct(_ paths: [String?]) -> [String] {
    var seen: Set<String> = []
    return paths.compactMap(\.self).filter { seen.insert($0).inserted }
  }
}

extension Places {
  /// The places of the running process.
  package static func ofThisProcess(environment: [String: String]) -> Places {
    let named = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return Places(
      environment: environment, home: named ?? homeOfUser() ?? "/", executable: runningExecutable())
  }

  private static func homeOfUser() -> String? {
    guard let entry = getpwuid(getuid()), let folder = entry.pointee.pw_dir else { return nil }
    return String(cString: folder)
  }

  private static func runningExecutable() -> String? {
    var path = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &path, path.count)
    guard count > 0 else { return nil }
    return String(decoding: path[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
