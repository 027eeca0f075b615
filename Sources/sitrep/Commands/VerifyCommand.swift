import ArgumentParser
import Clients
import Domain
import FilesLocal
import StoreGRDB

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks that nothing on record was changed, removed or put in another order.",
    discussion: """
      Recomputes both hash chains from the stored bytes; writes nothing. Exit codes: 0 in order, 3 altered,
      4 shorter than a head that was given, 5 or more: not readable.
      """)

  @Argument(help: "The incident, as in INC-1; it limits what is printed, never what is checked.")
  var incident: String?
  @Option(help: "A head from an update or an export, as in '#42 k7qf-2m9x-aa41-zp0d'; needs the incident.")
  var against: String?
  @Option(name: .customLong("db"), help: "The database of the record.") var database: String?
  @Flag(help: "Check the demo's record.") var demo = false

  func run() throws {
    do {
      let path = Wiring.places.database(named: database, isDemo: demo)
      let reader = try StoreReader(path: path)
      let chosen = try incident.flatMap(incidentNumber).map { number throws(StoreFailure) in
        try reader.incident(number: number)
      }
      let verdict = try reader.verify(against: try anchors(of: chosen?.id))
      report(verdict, chosen: chosen, reader).forEach { say($0) }
      if verdict.exitCode != 0 { throw ExitCode(verdict.exitCode) }
    } catch let failure as StoreFailure {
      complain("sitrep: \(failure.words)")
      throw ExitCode(failure.exitCode)
    }
  }

  private func report(_ verdict: ChainVerdict, chosen: IncidentRecord?, _ reader: StoreReader) -> [String] {
    if let problem = verdict.problem { return ["NOT in order: \(words(for: problem, reader))"] }
    var lines = ["\(verdict.events) events, unbroken"]
    for (place, head) in verdict.incidents.enumerated() where chosen.map({ $0.id == head.incident }) ?? true {
      lines.append("INC-\(place + 1) \(head.short)")
    }
    if let head = verdict.head { lines.append("whole record \(head.short)") }
    lines += verdict.removals.map { removal in
      let name = verdict.incidents.firstIndex { $0.incident == removal.incident }.map {
        "INC-\($0 + 1) event"
      }
      let event = name.map { "\($0) \(removal.number)" } ?? "event \(removal.globalNumber)"
      let by = removal.incident == nil ? removal.by : removal.byNumber
      return "\(event) (\(removal.kind)): text removed by event \(by)"
    }
    if verdict.anchorsHeld > 0 { lines.append("the given head is in place") }
    return lines
  }

  /// The problem with the incident's number, as people say it, in place of its identifier.
  private func words(for problem: ChainProblem, _ reader: StoreReader) -> String {
    guard let id = problem.incident,
      let number = (try? reader.incidents())?.first(where: { $0.id == id })?.number
    else { return problem.words }
    return problem.words.replacing(id.description, with: "INC-\(number)")
  }

  private func anchors(of incident: IncidentID?) throws -> [ChainAnchor] {
    guard let against else { return [] }
    guard let anchor = ChainAnchor(anchor: against) ?? ChainAnchor(short: against, of: incident) else {
      throw ValidationError("\(against) is no head; it reads #42 k7qf-2m9x-aa41-zp0d")
    }
    return [anchor]
  }
}

extension ChainVerdict {
  /// 0 in order, 3 altered, 4 shorter than a head that was kept.
  fileprivate var exitCode: Int32 {
    switch problem?.fault {
    case nil: 0
    case .truncated: 4
    case .changed, .removed, .reordered, .brokenLink, .rowDiffers, .foreignDatabase, .unreadable,
      .payloadChanged, .payloadMissing, .rewritten, .otherDatabase, .misnumbered, .incidentsGone:
      3
    }
  }
}
