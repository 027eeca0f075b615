import ArgumentParser
import Clients
import Domain
import Exports
import FilesLocal
import StoreGRDB

extension ExportFormat: ExpressibleByArgument {}

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes an incident as a file that others can read and check.")

  @Argument(help: "The incident, as in INC-1.") var incident: String
  @Option(help: "markdown, json, csv, ndjson or html.") var format: ExportFormat = .markdown
  @Option(name: .shortAndLong, help: "The file to write; without it, standard output.") var output: String?
  @Option(name: .customLong("db"), help: "The database of the record.") var database: String?
  @Flag(help: "Export from the demo's record.") var demo = false

  func run() throws {
    guard let number = incidentNumber(incident) else {
      throw ValidationError("\(incident) is no incident; it reads INC-1 or 1")
    }
    do {
      let path = Wiring.places.database(named: database, isDemo: demo)
      let record = try StoreReader(path: path).incident(number: number)
      guard let folded = Incident(id: record.id, number: record.number, events: record.events) else {
        throw StoreFailure.notFound("INC-\(number)")
      }
      let exported = ExportedIncident(incident: folded, isDemo: demo)
      try write(export(exported, as: format))
    } catch let failure as StoreFailure {
      complain("sitrep: \(failure.words)")
      throw ExitCode(failure.exitCode)
    }
  }

  private func write(_ text: String) throws {
    guard let output else {
      say(text.hasSuffix("\n") ? String(text.dropLast()) : text)
      return
    }
    do throws(FileFailure) {
      try localFiles().write(output, text)
    } catch {
      complain("sitrep: \(error.words)")
      throw ExitCode.cannotCreate
    }
    say("written: \(output)")
  }
}
