import ArgumentParser
import Clients
import Comms
import Domain
import FilesLocal
import Glibc
import StoreGRDB

struct RedactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact",
    abstract: "Takes the text of an event out of the record for good, such as a password.",
    discussion: """
      Shows what will be left and asks. A redaction with your name and reason takes its place on the timeline, and
      sitrep verify still holds. Without an event it lists them with their numbers. What was sent, exported or
      backed up before is not reached.
      """)

  @Argument(help: "The incident, as in INC-7, or the word record for what belongs to no incident.")
  var incident: String
  @Argument(help: "The events: their numbers in the incident, as in 12, or identifiers.") var events:
    [String] = []
  @Option(help: "Why, for everybody who reads the timeline; never the text itself.") var reason: String?
  @Flag(help: "Do it without asking.") var yes = false
  @Option(name: .customLong("db"), help: "The database of the record.") var database: String?
  @Flag(help: "Change the demo's record.") var demo = false

  func run() throws {
    let name = IncidentName(incident)
    guard name != nil || incident == RedactableLines.ofNoIncident else {
      throw ValidationError(
        "\(incident) is no incident; it reads INC-1 or 1, or record for what belongs to none")
    }
    let path = Wiring.places.database(named: database, isDemo: demo)
    do throws(StoreFailure) {
      let told = try RedactableLines(of: name, in: StoreReader(path: path))
      if events.isEmpty {
        told.inOrderOfNumbers.forEach { say(line($0, in: told)) }
        return say("sitrep redact \(told.name) NUMBER --reason \"...\" takes the text of one out")
      }
      guard let targets = chosen(from: told), let reason = reasonGiven(),
        isAllowed(targets, in: told, reason)
      else {
        throw StoreFailure.notFound("")
      }
      try redact(targets, in: told, because: reason, path: path)
    } catch {
      if case .notFound("") = error { throw ExitCode.dataError }
      complain("sitrep: \(error.words)")
      throw ExitCode(error.exitCode)
    }
  }

  private func redact(
    _ targets: [TimelineEntry], in lines: RedactableLines, because reason: String, path: String
  )
    throws(StoreFailure)
  {
    let store = try openStore(Wiring.storeOptions(path))
    defer { store.close() }
    let now = Wiring.surroundings.now()
    var dice = SystemRandomNumberGenerator()
    let redactions = targets.map { target in
      Event(
        id: UniqueID(at: now, using: &dice), incident: lines.incident, happenedAt: now, recordedAt: now,
        actor: Wiring.actor, source: .person,
        body: .redaction(Redaction(of: target.event.body, reason: reason)), corrects: target.id,
        isDrill: lines.isDrill)
    }
    let recorded = try store.appendAndWait(redactions)
    for (target, redaction) in zip(targets, recorded) {
      say(
        "\(lines.name): the text of event \(lines.name(of: target.recorded)) is gone; "
          + "event \(lines.name(of: redaction)) says so")
    }
    tellOfCopies(path)
    var log = stat()
    guard stat(path + "-wal", &log) == 0, log.st_size > 0 else { return }
    complain(
      "sitrep: another program reads the record, so old bytes are still in \(path)-wal. "
        + "Close every console, then: sqlite3 \(path) 'PRAGMA wal_checkpoint(TRUNCATE)'")
  }
}

extension RedactCommand {
  /// Copies that the store itself keeps beside the record hold the text as before.
  private func tellOfCopies(_ path: String) {
    let (folder, name) =
      path.lastIndex(of: "/").map {
        (String(path[...$0]), String(path[path.index(after: $0)...]))
      } ?? ("./", path)
    let copies = localFiles().list(folder).filter { $0.hasPrefix("\(name).before-") }
    guard !copies.isEmpty else { return }
    say(
      "still in copies of before, remove them when you can: "
        + copies.map { folder + $0 }.joined(separator: " "))
  }

  private func line(_ entry: TimelineEntry, in lines: RedactableLines) -> String {
    "\(lines.name(of: entry.recorded))  \(entry.happenedAt.timeText)  \(visible(entry.text, oneLine: true))"
  }

  /// The events that were named; nil, with the reason told, where one of them cannot be redacted.
  private func chosen(from lines: RedactableLines) -> [TimelineEntry]? {
    var targets: [TimelineEntry] = []
    for wanted in events {
      let typed = wanted.drop { $0 == "#" }.lowercased()
      let found = lines.entries.first {
        lines.name(of: $0.recorded) == typed || $0.id.description == typed
      }
      guard let found else {
        complain("sitrep: \(lines.name) has no event \(wanted); sitrep redact \(lines.name) lists them")
        return nil
      }
      if let flaw = flaw(of: found) {
        complain("sitrep: event \(wanted) stays as it is: \(flaw)")
        return nil
      }
      if !targets.contains(where: { $0.id == found.id }) { targets.append(found) }
    }
    return targets
  }

  private func flaw(of entry: TimelineEntry) -> String? {
    if let removal = entry.removal { return removal.words }
    if case .redaction = entry.event.body {
      return "it is a redaction, which is the proof that it was no theft"
    }
    return nil
  }

  private func reasonGiven() -> String? {
    if let reason, reason.contains(where: { !$0.isWhitespace }) { return reason }
    complain("sitrep: say why with --reason \"...\"; it stays on the timeline in place of the text")
    return nil
  }

  private func isAllowed(_ targets: [TimelineEntry], in lines: RedactableLines, _ reason: String) -> Bool {
    for target in targets {
      let rest = target.event.body.withoutText?.sentence ?? "\(target.event.body.kind): \(Redaction.mark)"
      say("now   \(line(target, in: lines))")
      say(
        "then  \(lines.name(of: target.recorded))  \(target.happenedAt.timeText)  \(visible(rest, oneLine: true))"
      )
    }
    if yes { return true }
    guard isatty(STDIN_FILENO) == 1 else {
      complain("sitrep: nobody is there to ask, so nothing was removed; --yes does it without asking")
      return false
    }
    say("Take the text out for good, with the reason \"\(visible(reason, oneLine: true))\"? Type yes:")
    if readLine() == "yes" { return true }
    say("nothing was removed")
    return false
  }
}
