import ArgumentParser
import Cells
import Clients
import Domain
import StoreGRDB

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Finds lines on the timelines of all incidents, the newest first.",
    discussion: """
      All words have to be in the line, in any order; the end of a word may be missing: regis finds registry-2.
      Updates, the beginning of commands' output and who wrote the line are looked through too.
      Exit codes: 0 something was found, 1 nothing.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: "The words; they need no quotes.") var words: [String]
  @Option(help: "Only this incident, as in INC-7.") var incident: String?
  @Option(help: "At most so many lines.") var limit = 50
  @Option(help: "text or json.") var format: Format = .text
  @Option(name: .customLong("db"), help: "The database of the record.") var database: String?
  @Flag(help: "Search the demo's record.") var demo = false

  func validate() throws {
    guard words.contains(where: { $0.contains { $0.isLetter || $0.isNumber } }) else {
      throw ValidationError("there is no word to look for; write one with a letter or a digit in it")
    }
    guard (1...10_000).contains(limit) else { throw ValidationError("--limit goes from 1 to 10000") }
  }

  func run() throws {
    let name = incident.flatMap(IncidentName.init)
    if let incident, name == nil {
      throw ValidationError("\(incident) is no incident; it reads INC-1 or 1")
    }
    do throws(StoreFailure) {
      let reader = try StoreReader(path: Wiring.places.database(named: database, isDemo: demo))
      let found = try reader.search(words.joined(separator: " "), incident: name, limit: limit)
      format == .json ? say(json(found.lines.map(JSONLine.init))) : found.lines.forEach { say(text($0)) }
      if found.lines.count == limit { complain("these are the newest \(limit); --limit shows more") }
      if !found.reachesBackToTheFirst {
        complain("the words of older lines are still being gathered; ask again in a minute")
      }
      guard found.lines.isEmpty else { return }
      if format == .text { complain("nothing found for \(words.joined(separator: " "))") }
    } catch {
      complain("sitrep: \(error.words)")
      throw ExitCode(error.exitCode)
    }
    throw ExitCode(1)
  }

  private func text(_ line: FoundLine) -> String {
    let event = line.recorded.event
    let name = (line.incident.map { "\($0.description)" } ?? "-" as SafeText).padded(to: 8) + " "
    let head: SafeText = "\(name)\(event.happenedAt.dateText) \(event.happenedAt.timeText)  "
    let person = SafeText(untrusted: event.actor.login).cut(to: 10).padded(to: 12)
    return "\(head)\(person)\(SafeText(untrusted: event.body.sentence))"
  }

  private struct JSONLine: Encodable {
    var incident: String?
    var event: String
    var happenedAt: String
    var kind: String
    var person: String
    var text: String

    init(_ line: FoundLine) {
      let event = line.recorded.event
      incident = line.incident?.description
      self.event = event.id.description
      happenedAt = event.happenedAt.rfc3339
      kind = event.body.kind
      person = event.actor.login
      text = event.body.sentence
    }
  }
}
