import ArgumentParser
import Clients
import Domain
import FilesLocal
import StoreGRDB

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Puts a backup in the place of the record, which is kept aside.",
    discussion: """
      The backup is verified first; leave every console before. --check writes nothing and says what the file holds
      and how far it is behind the record.
      """)

  @Argument(help: "The file that sitrep backup wrote.") var file: String
  @Flag(help: "Only say what the file holds.") var check = false
  @Option(name: .customLong("db"), help: "The database of the record.") var database: String?
  @Flag(help: "Restore the demo's record.") var demo = false

  func run() throws {
    do throws(StoreFailure) {
      let path = Wiring.places.database(named: database, isDemo: demo)
      let checked = try checkRecord(file)
      if let problem = checked.verdict.problem { throw .altered(path: file, problem: problem.words) }
      let lag = try? StoreGRDB.lag(of: file, behind: path)
      guard !check else {
        say("\(file) is in order\n\(checked.holdings.words)\n\(words(for: lag, path))")
        return
      }
      let restored = try StoreGRDB.restore(file, asRecord: path, at: Wiring.surroundings.now())
      say("restored: \(path)\n\(restored.holdings.words)")
      if let kept = restored.kept { say("the record before it is kept as \(kept)") }
      if case .behind(let events) = lag {
        say("\(count(events, "event")) that came after the backup \(events == 1 ? "is" : "are") only there")
      }
    } catch {
      complain("sitrep: \(error.words)")
      throw ExitCode(error.exitCode)
    }
  }

  private func words(for lag: CopyLag?, _ path: String) -> String {
    switch lag {
    case nil: "there is no record in \(path)"
    case .same: "the record \(path) holds the same"
    case .behind(let events): "the record \(path) is \(count(events, "event")) ahead of it"
    case .ahead(let events): "the record \(path) is \(count(events, "event")) behind it"
    case .forked(let number):
      "the record \(path) has other events after number \(number): the two have parted"
    case .otherDatabase: "the record \(path) is another database"
    }
  }
}

extension Holdings {
  /// The numbers in one line.
  var words: String {
    let foreign = others > 0 ? ", \(others) of other databases" : ""
    let counts = "\(count(incidents, "incident")), \(count(events, "event"))\(foreign)"
    guard let head else { return counts }
    let last = lastRecordedAt.map { ", the last of \($0.dateText) \($0.minuteText) UTC" } ?? ""
    return "\(counts)\(last), head \(head.short)"
  }
}

/// As in `1 event` and `2 events`.
func count(_ number: some BinaryInteger, _ thing: String) -> String {
  "\(number) \(thing)\(number == 1 ? "" : "s")"
}
