import ArgumentParser
import Clients
import FilesLocal
import StoreGRDB

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Writes a verified copy of the record into one file.",
    discussion: "Consoles may go on writing meanwhile. `sitrep restore` takes such a file.")

  @Argument(help: "The file to write.") var file: String
  @Flag(help: "Replace the file if it is there.") var force = false
  @Option(name: .customLong("db"), help: "The database of the record.") var database: String?
  @Flag(help: "Copy the demo's record.") var demo = false

  func run() throws {
    do throws(StoreFailure) {
      let path = Wiring.places.database(named: database, isDemo: demo)
      let holdings = try backUp(record: path, to: file, replacing: force)
      say("written and verified: \(file)\n\(holdings.words)")
    } catch {
      complain("sitrep: \(error.words)")
      throw ExitCode(error.exitCode)
    }
  }
}
