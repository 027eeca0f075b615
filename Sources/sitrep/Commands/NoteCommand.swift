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
    do throws(StoreFailure) {
      let path = Wiring.places.database(named: database, isDemo: demo)
      let store = try openStore(Wiring.storeOptions(path, examinesFirst: true))
      defer { store.close() }
      let target = try OpenIncidents(store).choose(incident, path: path)
      let now = Wiring.surroundings.now()
      var dice = SystemRandomNumberGenerator()
      let event = Event(
        id: UniqueID(at: now, using: &dice), incident: target?.id, happenedAt: now, recordedAt: now,
        actor: Wiring.actor, source: .person, body: .note(Note(text: text)))
      _ = try store.appendAndWait([event])
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
}
