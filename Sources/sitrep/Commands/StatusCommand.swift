import Documents
import ArgumentParser
import Clients
import Domain
import FilesLocal
import Settings
import StoreGRDB

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Prints how things are, for scripts and prompts.",
    discussion: """
      Exit codes by the worst state: 0 ok, 1 degraded, 2 down, 3 not known.
      --format line is for tmux and prompts: one short line from the record alone, without the configuration.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, line }

  @Option(help: "The configuration to use.") var config: String?
  @Option(help: "text, json, or line for one short line.") var format: Format = .text
  @Option(name: .customLong("db"), help: "The database of the record.") var database: String?
  @Flag(help: "Report on the demo's record.") var demo = false

  func run() throws {
    let path = Wiring.places.database(named: database, isDemo: demo)
    if format == .line { throw ExitCode(StatusLine.print(database: path, isDemo: demo)) }
    var settings: Configuration?
    if !demo {
      switch Loading.settings(named: config) {
      case .ready(let read, _, _): settings = read
      case .missing: break
      case .broken(_, let findings):
        findings.forEach { complain($0.text) }
        throw ExitCode.dataError
      }
    }
    throw ExitCode(StatusReport.print(settings: settings, database: path, asJSON: format == .json))
  }
}
