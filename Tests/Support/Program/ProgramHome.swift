import FoundationEssentials

/// A home of the test's own for the built program: nothing in it is shared, and it goes with `remove`.
package struct ProgramHome: Sendable {
  package let folder: String
  package var environment: [String: String]

  /// A home of somebody who has had a console before, or of a newcomer.
  package init(environment: [String: String] = [:], isNew: Bool = false) throws {
    // Short, since a socket's path has room for 107 bytes.
    let name = "sitrep-\(UUID().uuidString.prefix(8))"
    folder = FileManager.default.temporaryDirectory.appending(path: name).path
    self.environment = [
      "HOME": folder, "XDG_STATE_HOME": "\(folder)/state", "XDG_CONFIG_HOME": "\(folder)/config",
      "SITREP_USER": "ana", "LC_ALL": "C.UTF-8",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    ].merging(environment) { $1 }
    for made in ["config/sitrep", "state/sitrep"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(made)", withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    }
    if !isNew { try write("", to: hintsFile) }
  }

  package var configuration: String { "\(folder)/config/sitrep/sitrep.yaml" }
  package var database: String { "\(folder)/state/sitrep/sitrep.db" }
  package var hintsFile: String { "\(folder)/state/sitrep/hints-seen" }
  package var demoFolder: String { "\(folder)/state/sitrep/demo" }

  /// Writes a file below the home and returns its path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
    let parent = URL(filePath: path).deletingLastPathComponent().path
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  /// Writes bytes as they are.
  package func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }

  package func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  package func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
