import ArgumentParser
import Clients
import ConsoleCore
import Documents
import Domain
import FilesLocal
import Glibc
import PlaybookEngine
import Settings

/// The configuration with the file it came from, or what is wrong with it.
enum LoadedSettings {
  case ready(Configuration, file: String, findings: [Finding])
  case broken(file: String, findings: [Finding])
  case missing(searched: [String])
}

/// Finds and reads the configuration and the playbooks.
enum Loading {
  static func settings(named path: String?) -> LoadedSettings {
    let files = localFiles()
    let places = Wiring.places
    let candidates = places.configurationFiles(given: path)
    guard let file = candidates.first(where: { files.changedAt($0) != nil }) else {
      return .missing(searched: candidates)
    }
    do throws(FileFailure) {
      return read(try files.read(file), file: file, files)
    } catch {
      let finding = Finding(file: file, line: 1, column: 1, level: .error, message: error.words, hint: "")
      return .broken(file: file, findings: [finding])
    }
  }

  /// The place of the record, where the configuration gives it one.
  ///
  /// Read by every command, so a configuration that does not speak of it is not parsed at all; one that does and
  /// can't be used ends the command: it must not write into another record.
  static let record: RecordPlace? = {
    let files = localFiles()
    let file = Wiring.places.configurationFiles(given: nil).first { files.changedAt($0) != nil }
    guard let file, let source = try? files.read(file), speaksOfTheRecord(source) else { return nil }
    guard case .ready(let settings, _, _) = read(source, file: file, files) else {
      complain(
        "sitrep: \(file) says where the record lies but can't be used: sitrep check; or name it with --db")
      exit(ExitCode.dataError.rawValue)
    }
    return settings.record
  }()

  /// Whether a line may begin with the key, in quotes or without; by bytes, since to read 16 kB by characters takes a
  /// tenth of a start.
  private static func speaksOfTheRecord(_ source: String) -> Bool {
    var source = source
    return source.withUTF8 { bytes in
      bytes.indices.contains { start in
        guard start == 0 || bytes[start - 1] == UInt8(ascii: "\n") else { return false }
        let isQuoted = bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'")
        return bytes[(isQuoted ? start + 1 : start)...].starts(with: "record".utf8)
      }
    }
  }

  static func read(_ source: String, file: String, _ files: FileClient) -> LoadedSettings {
    let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
      separator: "/")
    let (settings, findings) = readSettings(
      source, file: file, include: { included($0, beside: folder, files) }, keyFaults: keyFaults)
    guard let settings, !findings.contains(where: { $0.level == .error }) else {
      return .broken(file: file, findings: findings)
    }
    return .ready(settings, file: file, findings: findings)
  }

  /// The files that an `include` names; its last part may hold `*`.
  private static func included(_ pattern: String, beside folder: String, _ files: FileClient) -> [(
    file: String, source: String
  )] {
    let path = pattern.hasPrefix("/") ? pattern : "\(folder)/\(pattern)"
    let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
      separator: "/")
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let names = name.contains("*") ? files.list(parent).filter { matches($0[...], name[...]) } : [name]
    return names.compactMap { name in
      (try? files.read("\(parent)/\(name)")).map { (file: "\(parent)/\(name)", source: $0) }
    }
  }

  private static func matches(_ text: Substring, _ pattern: Substring) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" {
      return text.indices.contains { matches(text[$0...], pattern.dropFirst()) }
        || matches(text[text.endIndex...], pattern.dropFirst())
    }
    return text.first == first && matches(text.dropFirst(), pattern.dropFirst())
  }

  /// The playbooks of the first folder that exists, and of those that the configuration names.
  static func library(named folder: String?, settings: Configuration?) -> (
    library: PlaybookLibrary, folders: [String]
  ) {
    let files = localFiles()
    let standard = Wiring.places.playbookFolders(given: folder).first { !files.list($0).isEmpty }
    let folders = (settings?.playbookFolders ?? []) + [standard].compactMap { $0 }
    let sources = folders.flatMap { folder in
      files.list(folder).filter { $0.hasSuffix(".yaml") }.compactMap { name in
        (try? files.read("\(folder)/\(name)")).map { (file: "\(folder)/\(name)", source: $0) }
      }
    }
    return (library(of: sources, settings: settings), folders)
  }

  static func library(of sources: [(file: String, source: String)], settings: Configuration?)
    -> PlaybookLibrary
  {
    PlaybookLibrary(
      files: sources.map { (name: $0.file, text: $0.source) }, services: settings?.services.map(\.id) ?? [],
      now: Wiring.surroundings.now())
  }

  /// One line for the console's banner.
  static func summary(of findings: [Finding]) -> String {
    let errors = findings.filter { $0.level == .error }
    guard let first = errors.first else { return "" }
    let more = errors.count > 1 ? " (and \(errors.count - 1) more; sitrep check shows all)" : ""
    let name = first.file.split(separator: "/").last ?? ""
    return "\(name):\(first.line):\(first.column): \(first.message)\(more)"
  }
}
