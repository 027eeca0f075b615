import ArgumentParser
import Clients
import Domain
import Exports
import FilesLocal
import StoreGRDB

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks that nothing on record was changed, removed or put in another order.",
    discussion: """
      Recomputes both hash chains from the stored bytes, and compares them with what your own consoles have seen and
      with the heads that are given. Writes nothing; a copy will do. It is evidence since the last head that somebody
      else keeps, no more: who can write to the file can write all of it anew, but not what left the house.
      Exit codes: 0 in order, 3 altered, 4 shorter than a head that was kept, 5 not readable, 66 no record.
      """)

  @Argument(help: "The incident, as in INC-1; it limits what is printed, never what is checked.")
  var incident: String?
  @Option(
    help:
      "A head, as in '#42 k7qf-2m9x-aa41-zp0d', or a file with some: an update that was sent, an export, a mail."
  )
  var against: [String] = []
  @Option(help: "A public key, or a file with it: the heads in the given files must be signed with it.")
  var key: String?
  @Option(name: .customLong("db"), help: "The database of the record.") var database: String?
  @Flag(help: "Check the demo's record.") var demo = false

  func run() throws {
    do throws(StoreFailure) {
      let path = Wiring.places.database(named: database, isDemo: demo)
      let reader = try StoreReader(path: path)
      let chosen = try incident.flatMap(incidentNumber).map { number throws(StoreFailure) in
        try reader.incident(number: number)
      }
      try check(reader, chosen)
    } catch {
      complain("sitrep: \(error.words)")
      if case .notFound = error { throw ExitCode(error.exitCode) }
      throw ExitCode.notReadable
    }
  }

  private func check(_ reader: StoreReader, _ chosen: IncidentRecord?) throws(StoreFailure) {
    let given = try GivenHeads(against, chosen: chosen?.id, reader)
    if let refusal = given.refusal {
      complain("sitrep: \(refusal)")
      Self.exit(withError: ExitCode.validationFailure)
    }
    let signed = key.map { SignedHeads(in: against, by: $0) }
    if let flaw = signed?.flaw {
      say("NOT in order: \(flaw)")
      Self.exit(withError: ExitCode(3))
    }
    let seen = Witness(text: (try? localFiles().read(Wiring.places.witnessFile)) ?? "")
      .heads(of: try reader.database()).map { ChainAnchor($0) }
    var progress = Progress("checking events")
    let verdict = try reader.verify(against: given.anchors + seen) { progress.tell(done: $0, of: $1) }
    progress.end()
    let name = { (id: IncidentID) in
      (try? reader.incidents())?.first { $0.id == id }.map { "INC-\($0.number)" }
    }
    if let problem = verdict.problem {
      say("NOT in order: \(words(for: problem, name))")
      if seen.contains(where: { problem.kept == $0 }) {
        say("what was there before stands in \(Wiring.places.witnessFile), from your own consoles")
      }
    } else if let gone = given.gone.first {
      say("NOT in order: INC-\(gone) is gone as a whole: a head of it was given")
    } else {
      report(verdict, chosen: chosen?.id, given: given, seen: seen.count).forEach { say($0) }
      mend(verdict, name)
      if let signed { say("signed by \(signed.fingerprint): \(signed.count) heads") }
      return
    }
    Self.exit(withError: ExitCode(verdict.problem?.exitCode ?? 4))
  }

  /// What lists say of incidents is made from the events: where it says something else it is made again.
  private func mend(_ verdict: ChainVerdict, _ name: (IncidentID) -> String?) {
    guard !verdict.misleading.isEmpty else { return }
    let names = verdict.misleading.map { name($0) ?? "\($0)" }.joined(separator: ", ")
    let path = Wiring.places.database(named: database, isDemo: demo)
    do throws(StoreFailure) {
      try forgetHeadlines(Wiring.storeOptions(path))
      say("the list of incidents said something else of \(names) than the events: it is made again")
    } catch {
      say("the list of incidents says something else of \(names) than the events; go by `sitrep export`")
      complain("sitrep: it can't be made again now: \(error.words)")
    }
  }

  private func report(_ verdict: ChainVerdict, chosen: IncidentID?, given: GivenHeads, seen: Int) -> [String]
  {
    var lines = ["\(verdict.events) events, unbroken"]
    for (place, head) in verdict.incidents.enumerated() where chosen.map({ $0 == head.incident }) ?? true {
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
    let count = given.anchors.count
    if count > 0 {
      lines.append(count == 1 ? "the given head is in place" : "all \(count) given heads are in place")
    }
    if given.foreign > 0 {
      lines.append("\(given.foreign) given heads are of other records and were not compared")
    }
    if seen > 0 { lines.append("it agrees with what your own consoles have seen") }
    return lines
  }

  /// The problem with the incident's number, as people say it, in place of its identifier.
  private func words(for problem: ChainProblem, _ name: (IncidentID) -> String?) -> String {
    [problem.incident, problem.lost?.incident].compactMap(\.self).reduce(problem.words) { words, id in
      words.replacing("incident \(id.description)", with: name(id) ?? "incident \(id)")
    }
  }
}

extension ChainProblem {
  /// The head that was kept, where it is one that tells.
  fileprivate var kept: ChainAnchor? {
    switch fault {
    case .truncated(let kept), .rewritten(let kept), .otherDatabase(let kept): kept
    case .changed, .removed, .reordered, .brokenLink, .rowDiffers, .foreignDatabase, .unreadable,
      .payloadChanged, .payloadMissing, .misnumbered, .incidentsGone:
      nil
    }
  }

  /// 3 altered, 4 shorter than a head that was kept, 5 not readable.
  fileprivate var exitCode: Int32 {
    switch fault {
    case .truncated: 4
    case .unreadable: ExitCode.notReadable.rawValue
    case .changed, .removed, .reordered, .brokenLink, .rowDiffers, .foreignDatabase, .payloadChanged,
      .payloadMissing, .rewritten, .otherDatabase, .misnumbered, .incidentsGone:
      3
    }
  }
}

extension ExitCode {
  /// The record, or an event in it, cannot be read.
  fileprivate static let notReadable = ExitCode(5)
}
