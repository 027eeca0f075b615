import Documents
import ArgumentParser
import Cells
import Clients
import ConsoleCore
import Domain
import FilesLocal
import Glibc
import PlaybookEngine
import Runtime
import Settings
import StoreGRDB
import TerminalCurses

/// What the console can be told on the command line.
struct ConsoleOptions {
  var config: String?
  var playbooks: String?
  var database: String?
  var ascii = false
  var mouse = false
  var theme: String?
  /// By lines, without a screen.
  var plain = false
}

struct ConsoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "console", abstract: "Opens the console (what `sitrep` does by itself).")

  @Option(help: "The configuration to use.") var config: String?
  @Option(help: "The folder with the playbooks.") var playbooks: String?
  @Option(name: .customLong("db"), help: "The database of the record.") var database: String?
  @Flag(help: "Draw with ASCII characters only.") var ascii = false
  @Flag(help: "Take clicks and the wheel of the mouse.") var mouse = false
  @Option(help: "The colours: a theme's name, or its file.") var theme: String?
  @Flag(help: ArgumentHelp(PlainFlag.help)) var plain = false

  func run() throws {
    let options = ConsoleOptions(
      config: config, playbooks: playbooks, database: database, ascii: ascii, mouse: mouse,
      theme: theme, plain: plain)
    throw ExitCode(Self.open(options))
  }

  /// Opens the console on the configuration that is found, and returns the exit code.
  static func open(_ options: ConsoleOptions) -> Int32 {
    let beginning = ConsoleBeginning(options, database: options.database ?? Wiring.places.database)
    switch Loading.settings(named: options.config) {
    case .missing(let searched):
      beginning.leave()
      complain(noConfiguration(searched, named: options.config))
      return ExitCode.notConfigured.rawValue
    case .broken(_, let findings):
      beginning.leave()
      findings.forEach { complain($0.text) }
      complain("sitrep: the configuration can't be used as it is; mend the lines above, then sitrep check")
      return ExitCode.dataError.rawValue
    case .ready(let settings, let file, _):
      let session = ConsoleSession(
        place: Place(name: settings.place ?? "here", mode: .live, runsAs: Wiring.systemUser),
        settings: settings, configuration: file,
        options: options, database: options.database ?? settings.record?.file ?? Wiring.places.database,
        beginning: beginning)
      return session.run()
    }
  }

  private static func noConfiguration(_ searched: [String], named: String?) -> String {
    if let named { return "sitrep: there is no file \(named)" }
    return """
      sitrep: there is no configuration yet. Looked for:
      \(searched.map { "  " + $0 }.joined(separator: "\n"))

        sitrep init    looks at what runs on this host and writes a first sitrep.yaml
        sitrep demo    lives a whole incident on a simulated toolchain; needs nothing
        sitrep tour    is the demo with a guide who says where to look and what to press
        sitrep help    shows everything else
      """
  }
}

/// The words of a flag that the console and the demo share.
enum PlainFlag {
  static let help = "By lines, without a screen: for screen readers, braille, scripts and bare terminals."
}
