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
      let chosen = try incident.flatMap(IncidentName.init).map { name throws(StoreFailure) in
        try reader.incident(called: name)
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
    let elsewhere = Set(try reader.others())
    let own = given.anchors.filter { !($0.database.map(elsewhere.contains) ?? false) }
    let verdict = try reader.verify(against: own + seen) { progress.tell(done: $0, of: $1) }
    progress.end()
    let others = try reader.verifyOthers(against: given.anchors)
    if let problem = verdict.problem {
      say("NOT in order: \(words(for: problem, (try? names(reader)) ?? [:]))")
      if seen.contains(where: { problem.kept == $0 }) {
        say("what was there before stands in \(Wiring.places.witnessFile), from your own consoles")
      }
    } else if let gone = given.gone.first {
      say("NOT in order: \(gone) is gone as a whole: a head of it was given")
    } else if let other = others.first(where: { !$0.isIntact }), let problem = other.problem {
      say(
        "NOT in order: what came from database \(other.database): \(words(for: problem, (try? names(reader)) ?? [:]))"
      )
    } else {
      let names = others.isEmpty ? [:] : try names(reader)
      report(verdict, others, names, chosen: chosen?.id, given: given, seen: seen.count).forEach { say($0) }
      mend(verdict, reader)
      if let signed { say("signed by \(signed.fingerprint): \(signed.count) heads") }
      return
    }
    let problem = verdict.problem ?? others.lazy.compactMap(\.problem).first
    Self.exit(withError: ExitCode(problem?.exitCode ?? 4))
  }

  /// What lists say of incidents is made from the events: where it says something else it is made again.
  private func mend(_ verdict: ChainVerdict, _ reader: StoreReader) {
    guard !verdict.misleading.isEmpty else { return }
    let known = (try? names(reader)) ?? [:]
    let names = verdict.misleading.map { known[$0] ?? "\($0)" }.joined(separator: ", ")
    let path = Wiring.places.database(named: database, isDemo: demo)
    do throws(StoreFailure) {
      try forgetHeadlines(Wiring.storeOptions(path))
      say("the list of incidents said something else of \(names) than the events: it is made again")
    } catch {
      say("the list of incidents says something else of \(names) than the events; go by `sitrep export`")
      complain("sitrep: it can't be made again now: \(error.words)")
    }
  }

  private func names(_ reader: StoreReader) throws(StoreFailure) -> [IncidentID: String] {
    Dictionary(
      try reader.incidents().map { ($0.id, IncidentName(number: $0.number, home: $0.home).description) }
    ) { first, _ in first }
  }

  private func report(
    _ verdict: ChainVerdict, _ others: [ChainVerdict], _ names: [IncidentID: String], chosen: IncidentID?,
    given: GivenHeads, seen: Int
  ) -> [String] {
    var lines = ["\(verdict.events) events, unbroken"]
    for (place, head) in verdict.incidents.enumerated() where chosen.map({ $0 == head.incident }) ?? true {
      let name = head.incident.flatMap { names[$0] } ?? "INC-\(place + 1)"
      lines.append("\(name) \(head.short)")
    }
    if let head = verdict.head { lines.append("whole record \(head.short)") }
    lines += verdict.removals.map { removal in
      let name = verdict.incidents.firstIndex { $0.incident == removal.incident }.map {
        "INC-\($0 + 1) event"
      }
      let event = name.map { "\($0) \(removal.number)" } ?? "event \(removal.globalNumber)"
      return "\(event) (\(removal.kind)): text removed by event \(by(removal))"
    }
    lines += others.flatMap { other in
      let head = other.head.map { " \($0.short)" } ?? ""
      return ["from database \(other.database.tag): \(count(other.events, "event")), unbroken\(head)"]
        + other.removals.map {
          "database \(other.database.tag) event \($0.globalNumber) (\($0.kind)): text removed by event \(by($0))"
        }
    }
    let heads = given.anchors.count
    if heads > 0 {
      lines.append(heads == 1 ? "the given head is in place" : "all \(heads) given heads are in place")
    }
    if given.foreign > 0 {
      lines.append("\(given.foreign) given heads are of other records and were not compared")
    }
    if seen > 0 { lines.append("it agrees with what your own consoles have seen") }
    return lines
  }

  /// The number of the redaction in the incident, or in its database where that is another one.
  private func by(_ removal: ChainRemoval) -> String {
    if let other = removal.byDatabase { return "\(removal.by) of database \(other.tag)" }
    return "\(removal.incident == nil ? removal.by : removal.byNumber)"
  }

  /// The problem with the incident's number, as people say it, in place of its identifier.
  private func words(for problem: ChainProblem, _ names: [IncidentID: String]) -> String {
    [problem.incident, problem.lost?.incident].compactMap(\.self).reduce(problem.words) { words, id in
      words.replacing("incident \(id.description)", with: names[id] ?? "incident \(id)")
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
