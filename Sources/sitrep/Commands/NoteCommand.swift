import ArgumentParser
import Clients
import Domain
import FilesLocal
import StoreGRDB

struct NoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Writes a note on the open incident's timeline, from any shell.")

  @Argument(help: "The note; several words need no quotes.") var words: [String]
  @Option(help: "The incident, as in INC-7; without it the most severe open one.") var incident: String?
  @Option(name: .customLong("db"), help: "The database of the record.") var database: String?

  @Flag(help: "Write to the demo's record.") var demo = false

  func run() throws {
    let text = words.joined(separator: " ")
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw ValidationError("the note is empty; write it after the word note")
    }
    let path = Wiring.places.database(named: database, isDemo: demo)
    do throws(StoreFailure) {
      let (store, target) = try opened(path, text)
      defer { store.close() }
      let kept = store.keptAndWait()
      // In the order in which they were written; where it fails they stay where they are.
      let saved = kept.isEmpty ? nil : try? store.appendAndWait(kept)
      _ = try store.appendAndWait([note(text, on: target?.id)])
      if let saved { say("\(saved.count) that were kept when the record took nothing: saved too") }
      if let target {
        say("saved on \(target.name) \(target.title)")
      } else {
        say("saved; no incident is open, so it stands on the database's own timeline")
      }
    } catch {
      complain("sitrep: \(error.words)")
      throw ExitCode(error.exitCode)
    }
  }

  /// The record and the incident that the note is for; a record that cannot be read keeps the note for later.
  private func opened(_ path: String, _ text: String) throws(StoreFailure) -> (StoreClient, Incident?) {
    let options = Wiring.storeOptions(path, examinesFirst: true)
    do throws(StoreFailure) {
      let store = try openStore(options)
      return (store, try OpenIncidents(store).choose(incident, path: path))
    } catch {
      let named = incident.map { "\(text) (for \($0))" } ?? text
      throw keepForLater([note(named, on: nil)], options, because: error)
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
