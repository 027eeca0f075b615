package import Documents
package import Domain

/// Reads `sitrep/config@1` strictly: the configuration unless there is an error, and all findings of all its files.
///
/// `include` answers a path or glob with the files that it names, relative to the main file. `playbooks`, where a
/// library is at hand, are the ones there are; one that is not among them is a warning. `keyFaults` knows the
/// commands and the keys, and says what is wrong with those that are given.
package func readSettings(
  _ source: String, file: String, include: (String) -> [(file: String, source: String)],
  playbooks: Set<PlaybookID>? = nil, keyFaults: ([KeyOverride]) -> [KeyFault] = { _ in [] }
) -> (settings: Configuration?, findings: [Finding]) {
  withoutActuallyEscaping(include) { include in
    let main = readPart(source, file: file, isMain: true, defaults: Check.Schedule())
    var parts = [main]
    for wanted in main.part?.include ?? [] {
      let found = include(wanted.value)
      if found.isEmpty { main.log.error(at: wanted.position, noFile(wanted.value), hint: noFileHint) }
      for each in found {
        let defaults = main.part?.defaults ?? Check.Schedule()
        parts.append(readPart(each.source, file: each.file, isMain: false, defaults: defaults))
      }
    }
    for part in parts { parts += readInventories(part, include) }
    let whole = parts.compactMap { read in
      read.part.map { Placed(value: $0, position: .start, log: read.log) }
    }
    checkReferences(whole, playbooks: playbooks)
    checkKeys(main, keyFaults)
    let findings = unique(parts.flatMap { $0.parsing + $0.log.findings })
    guard !findings.contains(where: { $0.level == .error }) else { return (nil, findings) }
    return (joined(whole.map(\.value)), findings)
  }
}

/// A value, where it stands, and the log of its file.
struct Placed<Value> {
  var value: Value
  var position: Position
  var log: FindingLog
}

/// One file as it was read.
struct PartRead {
  var part: ConfigurationPart?
  var log: FindingLog
  /// What is wrong with it as YAML.
  var parsing: [Finding] = []
}

private let noFileHint = "check the path; it is taken relative to this file"
private func noFile(_ path: String) -> String { "no file is found at \"\(path)\"" }

private func readPart(_ source: String, file: String, isMain: Bool, defaults: Check.Schedule) -> PartRead {
  let log = FindingLog(file: file)
  let (node, findings) = parseDocument(source, file: file)
  let part = node.flatMap { Shape.part(isMain: isMain, defaults: defaults).read($0, log) }
  return PartRead(part: part, log: log, parsing: findings)
}

/// Reads the files that a part names for its contacts and components.
private func readInventories(_ read: PartRead, _ include: (String) -> [(file: String, source: String)])
  -> [PartRead]
{
  func files<Value>(
    _ path: Located<String>?, _ shape: Shape<Value>, _ put: (Value, inout ConfigurationPart) -> Void
  )
    -> [PartRead]
  {
    guard let path else { return [] }
    let found = include(path.value)
    if found.isEmpty { read.log.error(at: path.position, noFile(path.value), hint: noFileHint) }
    return found.map { each in
      let log = FindingLog(file: each.file)
      let (node, findings) = parseDocument(each.source, file: each.file)
      var part = ConfigurationPart()
      if let value = node.flatMap({ shape.read($0, log) }) { put(value, &part) }
      return PartRead(part: part, log: log, parsing: findings)
    }
  }
  return files(read.part?.contactsFile, .contacts) { $1.contacts = $0 }
    + files(read.part?.componentsFile, .list(of: .component)) { $1.components = $0 }
}

private func joined(_ parts: [ConfigurationPart]) -> Configuration {
  Configuration(
    place: parts.first?.place, services: parts.flatMap { $0.services.map(\.service) },
    components: parts.flatMap { $0.components.map(\.value) }, contacts: parts.flatMap(\.contacts),
    channels: parts.flatMap { $0.channels.map(\.channel) },
    cadence: parts.reduce(into: [:]) { $0.merge($1.cadence) { first, _ in first } },
    playbookFolders: parts.flatMap(\.playbookFolders), theme: parts.first?.theme,
    mouse: parts.first?.mouse, keys: parts.flatMap { $0.keys.map(\.override) }, record: parts.first?.record)
}

private func unique(_ findings: [Finding]) -> [Finding] { Set(findings).sorted() }
