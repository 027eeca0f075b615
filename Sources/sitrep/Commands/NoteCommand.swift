import ArgumentParser
import Clients
import Domain
import FilesLocal
import StoreGRDB

struct NoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Writes a note on the open incident's timeline, from any shell.")

  @Argument(help: "The note; several words need no quotes.") var words: [String]
  @Option(
    help: """
      The incident, as in INC-7; without it the one that SITREP_INCIDENT names, as in the console's shell, else the \
      most severe open one.
      """) var incident: String?
  @Option(name: .customLong("db"), help: "The database of the record.") var database: String?

  @Flag(help: "Write to the demo's record.") var demo = false

  func run() throws {
    let text = words.joined(separator: " ")
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw ValidationError("the note is empty; write it after the word note")
    }
    let meant = OpenedShell().meant(named: database, isDemo: demo)
    let target: Target
    do throws(StoreFailure) {
      target = try save(text, in: meant.database, shell: meant.incident)
    } catch {
      complain("sitrep: \(error.words)")
      throw ExitCode(error.exitCode)
    }
    switch target {
    case .incident(let incident): say("saved on \(incident.name) \(incident.title)")
    case .none: say("saved; no incident is open, so it stands on the database's own timeline")
    case .misnamed(let name):
      complain(
        """
        sitrep: SITREP_INCIDENT says \(name), and no incident of that name is on record. The note is saved, on the \
        database's own timeline; sitrep note --incident INC-7 writes on an incident.
        """)
      throw ExitCode.noInput
    }
  }

  /// Where a note stands.
  private enum Target {
    case incident(Incident)
    case none
    /// The shell's variable names an incident that is not there.
    case misnamed(String)

    var incident: IncidentID? {
      if case .incident(let incident) = self { incident.id } else { nil }
    }
  }

  private func save(_ text: String, in path: String, shell: String?) throws(StoreFailure) -> Target {
    let (store, target) = try opened(path, text, shell: shell)
    defer { store.close() }
    let kept = store.keptAndWait()
    // In the order in which they were written; where it fails they stay where they are.
    let saved = kept.isEmpty ? nil : try? store.appendAndWait(kept)
    let text = if case .misnamed(let name) = target { "\(text) (for \(name))" } else { text }
    _ = try store.appendAndWait([note(text, on: target.incident)])
    if let saved { say("\(saved.count) that were kept when the record took nothing: saved too") }
    return target
  }

  /// The record and the incident that the note is for; a record that cannot be read keeps the note for later.
  private func opened(_ path: String, _ text: String, shell: String?) throws(StoreFailure) -> (
    StoreClient, Target
  ) {
    let options = Wiring.storeOptions(path, examinesFirst: true)
    do throws(StoreFailure) {
      let store = try openStore(options)
      return (store, try target(on: store, path, shell: shell))
    } catch {
      let named = (incident ?? shell).map { "\(text) (for \($0))" } ?? text
      throw keepForLater([note(named, on: nil)], options, because: error)
    }
  }

  private func target(on store: StoreClient, _ path: String, shell: String?) throws(StoreFailure) -> Target {
    let open = try OpenIncidents(store)
    do throws(StoreFailure) {
      return try open.choose(incident ?? shell, path: path).map { .incident($0) } ?? .none
    } catch {
      guard case .notFound = error, incident == nil, let shell else { throw error }
      return .misnamed(shell)
    }
  }

  private func note(_ text: String, on incident: IncidentID?) -> Event {
    let now = Wiring.surroundings.now()
    var dice = SystemRandomNumberGenerator()
    return Event(
      id: UniqueID(at: now, using: &dice), incident: incident, happenedAt: now, recordedAt: now,
      actor: Wiring.actor, source: .person, body: .note(Note(text: text)))
  }
}
