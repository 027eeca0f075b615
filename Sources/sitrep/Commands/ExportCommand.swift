import ArgumentParser
import Clients
import Domain
import Exports
import FilesLocal
import Glibc
import SignOpenSSL
import StoreGRDB

extension ExportFormat: ExpressibleByArgument {}

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes an incident as a file that others can read and check.",
    discussion: "The same record gives the same bytes, whoever exports it.")

  @Argument(help: "The incident, as in INC-1.") var incident: String
  @Option(help: "markdown (as it is without this), json, csv, ndjson or html.") var format: ExportFormat?
  @Option(name: .shortAndLong, help: "The file to write, or a folder; without it, standard output.")
  var output: String?
  @Flag(
    help:
      "Write files, all forms unless one is named, and beside them their SHA-256 for `sha256sum -c`, which needs no sitrep."
  )
  var check = false
  @Flag(help: "Sign the record's head in it with your key, which sitrep key makes.") var sign = false
  @Option(name: .customLong("db"), help: "The database of the record.") var database: String?
  @Flag(help: "Export from the demo's record.") var demo = false

  func run() throws {
    guard let name = IncidentName(incident) else {
      throw ValidationError("\(incident) is no incident; it reads INC-1 or 1")
    }
    do {
      let path = Wiring.places.database(named: database, isDemo: demo)
      let record = try StoreReader(path: path).incident(called: name)
      guard
        let folded = Incident(id: record.id, number: record.number, home: record.home, events: record.events)
      else {
        throw StoreFailure.notFound("\(name)")
      }
      var exported = ExportedIncident(incident: folded, isDemo: demo)
      if sign { exported.signatures = try signatures(of: folded) }
      guard check || output != nil else {
        let text = export(exported, as: format ?? .markdown)
        return say(text.hasSuffix("\n") ? String(text.dropLast()) : text)
      }
      try write(exported)
    } catch let failure as StoreFailure {
      complain("sitrep: \(failure.words)")
      throw ExitCode(failure.exitCode)
    }
  }

  private func signatures(of incident: Incident) throws -> [String: HeadSignature] {
    guard format.map({ [.markdown, .json, .html].contains($0) }) ?? true else {
      throw ValidationError("a signature stands in markdown, json or html")
    }
    do throws(KeyFailure) {
      let key = try readKey(at: Wiring.places.keyFile)
      return Dictionary(
        incident.chainHeads.compactMap { head in key.signature(of: head).map { (head.anchor, $0) } },
        uniquingKeysWith: { first, _ in first })
    } catch {
      complain("sitrep: \(error.words)")
      throw ExitCode.noInput
    }
  }

  private func write(_ exported: ExportedIncident) throws {
    let target = Target(output)
    var forms = [format ?? .markdown]
    if check, format == nil, target.name == nil { forms = ExportFormat.allCases }
    var files = forms.map { form in
      (name: target.name ?? exported.fileName(form), text: export(exported, as: form))
    }
    var sums: String?
    if check {
      let stem = files.count == 1 ? files[0].name : String(exported.fileName(.json).dropLast(".json".count))
      sums = "\(stem).sha256"
      files.append((name: "\(stem).sha256", text: manifest(of: files)))
    }
    do throws(FileFailure) {
      for file in files { try localFiles().write(target.folder + file.name, file.text) }
    } catch {
      complain("sitrep: \(error.words)")
      throw ExitCode.cannotCreate
    }
    for file in files { say("written: \(target.folder + file.name)") }
    if let sums {
      say(
        "anybody checks them with: \(target.folder.isEmpty ? "" : "cd \(target.folder) && ")sha256sum -c \(sums)"
      )
    }
  }
}

/// Where files go: a folder that is there, or one file in one.
private struct Target {
  /// Empty, or with a slash at the end.
  var folder = ""
  /// Nil where each form has a name of its own.
  var name: String?

  init(_ output: String?) {
    guard let output else { return }
    var status = stat()
    let isFolder = stat(output, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    if isFolder || output.hasSuffix("/") {
      folder = output.hasSuffix("/") ? output : output + "/"
    } else if let slash = output.lastIndex(of: "/") {
      (folder, name) = (String(output[...slash]), String(output[output.index(after: slash)...]))
    } else {
      name = output
    }
  }
}
